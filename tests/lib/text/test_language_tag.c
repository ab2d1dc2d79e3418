/*
 * Language tags: what is well-formed and what is not.
 */
#include "language_tag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#define A8 "-aaaaaaa"
#define A56 A8 A8 A8 A8 A8 A8 A8

static const struct {
	const char *tag;
	bool valid;
} rows[] = {
    {"en", true},
    {"EN-us", true},
    {"zh-yue-Hant-HK", true},
    {"sl-rozaj-biske-1994", true},
    {"de-CH-1901", true},
    {"es-419", true},
    {"en-a-bbb-x-a-ccc", true},
    {"x-whatever", true},
    {"abcdefgh", true},
    {"", false},
    {"e", false},
    {"abcdefghi", false},
    {"en-", false},
    {"-en", false},
    {"en--US", false},
    {"en_US", false},
    {"en-US-Latn", false},
    {"en-US-GB", false},
    {"en-abcdefghi", false},
    {"en-x", false},
    {"x", false},
    {"12", false},
    {"en;x", false},
    {"en\r\n", false},
    {"x" A56 "-aaaaa", true}, /* 63 bytes */
    {"x" A56 "-aaaaaa", false},
};

static void
test_rows(void **state)
{
	(void)state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (language_tag_is_valid(span_from(rows[i].tag)) !=
		    rows[i].valid)
			fail_msg("%s", rows[i].tag);
}

static void
test_direction(void **state)
{
	static const struct {
		const char *tag;
		bool is_right_to_left;
	} directions[] = {
	    {"ar", true},
	    {"AR-eg", true},
	    {"he-IL", true},
	    {"ckb", true},
	    {"uz-Arab", true},
	    {"pa-arab-PK", true},
	    {"ar-Latn", false},
	    {"uz", false},
	    {"en", false},
	    {"en-1901", false},
	    {"", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof directions / sizeof directions[0]; i++)
		assert_int_equal(
		    language_tag_is_right_to_left(span_from(directions[i].tag)),
		    directions[i].is_right_to_left);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_direction), cmocka_unit_test(test_rows)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
