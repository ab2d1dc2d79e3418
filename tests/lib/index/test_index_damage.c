/*
 * Files that are no good index: each is told for what it is, and none, not
 * even one that is sealed again after it was damaged, does any harm.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index_seal.h"
#include "made_index.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Where damage is done, in steps that meet every part of a page. */
#define STEP 37

static const struct made_page pages[] = {
    {"", "en", "a.gmi",
	"# Causes\n\nMuscles tighten.\n## Infection\nThrush.\n"},
    {"", "en", "b.gmi", "# Tampons\n\nPain, and a doctor.\n"},
    {"es", "es", "es/a.gmi", "# Causas\n\nLa dilatación.\n"},
};

static enum index_verdict
open_bytes(struct index **index, struct span bytes)
{
	int fd = made_file(bytes);
	enum index_verdict verdict = index_open(index, fd, (int64_t)bytes.len);

	if (verdict != INDEX_GOOD)
		close(fd);
	return verdict;
}

static enum index_verdict
judge(struct span bytes)
{
	struct index *index;
	enum index_verdict verdict = open_bytes(&index, bytes);

	index_close(index);
	return verdict;
}

static void
test_foreign(void **state)
{
	static const char *const rows[] = {"", "x", "SQLite format 3",
	    "# A page that somebody has put there by mistake\n"};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(judge(span_from(rows[i])), INDEX_FOREIGN);
}

static void
test_cut_off(void **state)
{
	struct buffer bytes = made_index_bytes(pages, COUNT(pages));

	(void)state;
	assert_int_equal(judge(buffer_span(&bytes)), INDEX_GOOD);
	for (size_t len = 0; len < bytes.len; len += 1009)
		assert_int_equal(
		    judge((struct span){bytes.ptr, len}), INDEX_FOREIGN);
	assert_int_equal(
	    judge((struct span){bytes.ptr, bytes.len - 1}), INDEX_FOREIGN);
	buffer_append_byte(&bytes, '\n');
	assert_int_equal(judge(buffer_span(&bytes)), INDEX_FOREIGN);
	buffer_free(&bytes);
}

static void
test_flipped(void **state)
{
	struct buffer bytes = made_index_bytes(pages, COUNT(pages));

	(void)state;
	for (size_t at = 0; at < bytes.len - INDEX_SEAL_BYTES; at += 997) {
		bytes.ptr[at] ^= 0x10;
		assert_int_equal(judge(buffer_span(&bytes)), INDEX_DAMAGED);
		bytes.ptr[at] ^= 0x10;
	}
	bytes.ptr[bytes.len - 1] ^= 1;
	assert_int_equal(judge(buffer_span(&bytes)), INDEX_DAMAGED);
	bytes.ptr[bytes.len - INDEX_SEAL_BYTES + 12] ^= 2;
	assert_int_equal(judge(buffer_span(&bytes)), INDEX_OTHER);
	buffer_free(&bytes);
}

/* Search what may be opened; whatever comes of it. */
static void
try_searches(struct index *index)
{
	static const char *const words[] = {"tampon pain", "thrsh", "causa"};
	struct index_answer *answer = malloc(sizeof *answer);

	assert_non_null(answer);
	for (size_t i = 0; i < COUNT(words); i++) {
		const struct index_question question = {
		    .scope = i == 2 ? SPAN("es") : SPAN(""),
		    .words = span_from(words[i]),
		    .limit_ms = 200,
		};

		index_search(index, &question, answer);
		assert_true(answer->hit_count <= INDEX_HITS_MAX);
		assert_true(answer->text_len <= INDEX_ANSWER_BYTES);
	}
	free(answer);
}

static void
test_sealed_damage(void **state)
{
	struct buffer good = made_index_bytes(pages, COUNT(pages));
	size_t size = good.len - INDEX_SEAL_BYTES;
	size_t searched = 0;

	(void)state;
	index_limit_memory((size_t)32 << 20);
	for (size_t at = 0; at < size; at += STEP) {
		struct buffer bytes = BUFFER_EMPTY;
		char seal[INDEX_SEAL_BYTES];
		struct index *index;

		buffer_append(&bytes, (struct span){good.ptr, size});
		bytes.ptr[at] ^= (char)(1 + at % 255);
		index_seal_make(seal, buffer_span(&bytes));
		buffer_append(&bytes, (struct span){seal, sizeof seal});
		if (open_bytes(&index, buffer_span(&bytes)) == INDEX_GOOD) {
			try_searches(index);
			searched++;
		}
		index_close(index);
		buffer_free(&bytes);
	}
	index_limit_memory(0);
	assert_true(searched > 0);
	buffer_free(&good);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_foreign),
	    cmocka_unit_test(test_cut_off),
	    cmocka_unit_test(test_flipped),
	    cmocka_unit_test(test_sealed_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
