/*
 * Every language has every word, and a tag finds the nearest language.
 */
#include "words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "utf8.h"

static void
test_find(void **state)
{
	static const struct {
		const char *tag, *expected;
	} rows[] = {
	    {"en", "en"},
	    {"en-GB", "en"},
	    {"es-MX", "es"},
	    {"PT", "pt"},
	    {"pt-br", "pt-BR"},
	    {"pt-Latn-AO", "pt"},
	    {"de-CH-1996", "de"},
	    {"sv", "sv"},
	    {"el", "el"},
	    {"ru-RU", "ru"},
	    {"est", NULL},
	    {"e", NULL},
	    {"", NULL},
	    {"-en", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct words *words = words_find(span_from(rows[i].tag));

		if (rows[i].expected == NULL)
			assert_null(words);
		else
			assert_string_equal(words->tag, rows[i].expected);
		assert_string_equal(words_for(span_from(rows[i].tag))->tag,
		    rows[i].expected == NULL ? "en" : rows[i].expected);
	}
}

/* Is it clean UTF-8 without spaces at its ends? */
static void
check_word(const char *text)
{
	uint32_t character;
	struct span rest = span_from(text);

	assert_non_null(text);
	assert_true(rest.len > 0);
	assert_int_equal(span_trim(rest).len, rest.len);
	while (rest.len > 0) {
		size_t length = utf8_decode(&character, rest);

		assert_true(length > 0);
		assert_true(character >= ' ' && character != 0x7f);
		rest = span_skip(rest, length);
	}
}

static void
test_complete(void **state)
{
	static const char *const tags[] = {"en", "es", "fr", "de", "it", "pt",
	    "pt-BR", "nl", "pl", "sv", "el", "ru"};

	(void)state;
	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
		const struct words *words = words_find(span_from(tags[i]));

		assert_non_null(words);
		assert_string_equal(words->tag, tags[i]);
		assert_true(
		    span_ends_with(span_from(words->colon), SPAN(": ")));
		for (unsigned word = 0; word < WORDS; word++)
			check_word(words->text[word]);
	}
}

static void
test_names(void **state)
{
	enum word found;

	(void)state;
	for (unsigned word = 0; word < WORDS; word++) {
		check_word(words_name((enum word)word));
		assert_true(words_of_name(
		    &found, span_from(words_name((enum word)word))));
		assert_int_equal(found, word);
	}
	assert_false(words_of_name(&found, SPAN("")));
	assert_false(words_of_name(&found, SPAN("Next")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_find),
	    cmocka_unit_test(test_complete),
	    cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
