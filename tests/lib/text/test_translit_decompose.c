/*
 * Decompositions that ASCII can hold, and those it cannot.
 */
#include "expect.h"
#include "translit_decompose.h"
#include "utf8.h"

static void
decomposes(void **state)
{
	static const struct {
		const char *character, *bytes; /* NULL: no ASCII form */
		int tag;
	} rows[] = {
	    {"é", "e\u0301", UC_DECOMP_CANONICAL},
	    {"ǘ", "u\u0308\u0301", UC_DECOMP_CANONICAL},
	    {"²", "2", UC_DECOMP_SUPER},
	    {"₂", "2", UC_DECOMP_SUB},
	    {"½", "1\u20442", UC_DECOMP_FRACTION},
	    {"①", "1", UC_DECOMP_CIRCLE},
	    {"ﬁ", "fi", UC_DECOMP_COMPAT},
	    {"Ａ", "A", UC_DECOMP_WIDE},
	    {"㎍", "\u03bcg", UC_DECOMP_SQUARE},
	    {"", NULL, 0},
	    {"a", NULL, 0},
	    {"ж", NULL, 0},
	    {"й", "и\u0306", UC_DECOMP_CANONICAL},
	    {"ΐ", NULL, 0},
	    {"が", NULL, 0},
	    {"한", NULL, 0},
	    {"ﷺ", NULL, 0},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct translit_decomposition found;
		uint32_t character = 0;

		utf8_decode(&character, span_from(rows[i].character));

		bool has = translit_decompose(&found, character);

		assert_int_equal(has, rows[i].bytes != NULL);
		if (!has)
			continue;
		assert_int_equal(found.tag, rows[i].tag);
		assert_int_equal(found.len, strlen(rows[i].bytes));
		assert_memory_equal(found.bytes, rows[i].bytes, found.len);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(decomposes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
