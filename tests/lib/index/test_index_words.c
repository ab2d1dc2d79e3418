/*
 * Words that are gathered: each once, counted, sorted, and their letters.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "index_alphabet.h"
#include "index_words.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* One more occurrence of a word with two stems. */
static void
meet(struct index_words *words, struct span text, struct span folded)
{
	const struct index_stems stems = {{text, folded}, 2};
	struct index_stems known;

	if (!index_words_meet(words, text, &known)) {
		assert_int_equal(known.count, 0);
		assert_true(index_words_add(words, text, folded, &stems));
		return;
	}
	assert_int_equal(known.count, 2);
	assert_true(span_equal(known.list[0], text));
	assert_true(span_equal(known.list[1], folded));
}

static void
test_list(void **state)
{
	static const struct {
		const char *text, *folded;
	} added[] = {
	    {"übung", "ubung"},
	    {"pain", "pain"},
	    {"ubung", "ubung"},
	    {"pain", "pain"},
	    {"übung", "ubung"},
	    {"ab", "ab"},     /* too short */
	    {"day1", "day1"}, /* a digit */
	    {"1234567890123456789012345678901234567890123456789", "x"},
	};
	static const struct {
		const char *text;
		uint32_t count;
	} expected[] = {{"pain", 2}, {"übung", 2}, {"ubung", 1}};
	struct index_words *words = index_words_new();
	struct buffer alphabet = BUFFER_EMPTY;
	const struct index_word *list;
	size_t count;

	(void)state;
	for (size_t i = 0; i < COUNT(added); i++)
		meet(words, span_from(added[i].text),
		    span_from(added[i].folded));
	list = index_words_list(words, &count);
	assert_int_equal(count, COUNT(expected));
	for (size_t i = 0; i < count; i++) {
		assert_true(
		    span_equal(list[i].text, span_from(expected[i].text)));
		assert_int_equal(list[i].count, expected[i].count);
	}
	index_alphabet_collect(&alphabet, list, count);
	assert_true(span_equal(buffer_span(&alphabet), SPAN("abginpu")));
	buffer_free(&alphabet);
	index_words_clear(words);
	list = index_words_list(words, &count);
	assert_non_null(list);
	assert_int_equal(count, 0);
	index_words_free(words);
}

/* Many words, each met twice. */
static void
test_many(void **state)
{
	struct index_words *words = index_words_new();
	const struct index_word *list;
	size_t count;

	(void)state;
	for (int i = 0; i < 40000; i++) {
		char text[] = "aaaaa";

		for (int rest = i % 20000, at = 0; at < 5; at++, rest /= 10)
			text[at] = (char)('a' + rest % 10);
		meet(words, span_from(text), span_from(text));
	}
	list = index_words_list(words, &count);
	assert_int_equal(count, 20000);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(list[i].count, 2);
	index_words_free(words);
}

/* A longer text is refused, and the set stays as it was. */
static void
test_long(void **state)
{
	static char text[INDEX_WORDS_BYTES_MAX + 1];
	struct index_words *words = index_words_new();
	struct index_stems stems = {{SPAN("a")}, 1};
	size_t count;

	(void)state;
	memset(text, 'a', sizeof text);
	for (size_t len = INDEX_WORDS_BYTES_MAX; len <= sizeof text; len++)
		assert_int_equal(
		    index_words_add(
			words, (struct span){text, len}, SPAN("a"), &stems),
		    len <= INDEX_WORDS_BYTES_MAX);
	assert_false(
	    index_words_meet(words, (struct span){text, sizeof text}, &stems));
	assert_true(index_words_meet(
	    words, (struct span){text, INDEX_WORDS_BYTES_MAX}, &stems));
	assert_non_null(index_words_list(words, &count));
	assert_int_equal(count, 0);
	index_words_free(words);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_list),
	    cmocka_unit_test(test_many),
	    cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
