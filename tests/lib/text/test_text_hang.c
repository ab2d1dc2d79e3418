/*
 * How the lines of items, quotes and plain text hang.
 */
#include "expect.h"
#include "text_hang.h"

static void
hangs_lines(void **state)
{
	static const struct {
		const char *line;
		size_t item, most; /* before */
		const char *first;
		size_t next, after;
	} rows[] = {
	    {"plain", 0, 16, "", 0, 0},
	    {"plain", 2, 16, "  ", 2, 2},
	    {"", 2, 16, "", 0, 0},
	    {"  ", 2, 16, "", 0, 0},
	    {"1. one", 0, 16, "", 3, 3},
	    {"12.3. one", 2, 16, "", 6, 6},
	    {"12.3. one", 2, 2, "", 2, 2},
	    {"1234. one", 0, 16, "", 0, 0},
	    {"1.5 mg", 0, 16, "", 0, 0},
	    {"1.", 0, 16, "", 0, 0},
	    {"* one", 0, 16, "* ", 2, 2},
	    {"* - - one", 0, 16, "* ", 6, 6},
	    {"* - 1.2. one", 0, 16, "* ", 9, 9},
	    {"* - 1.2. one", 0, 2, "* ", 2, 2},
	    {"> one", 3, 16, "> ", 2, 3},
	    {">> one", 0, 16, "> > ", 4, 0},
	    {"> > > > > > > > > one", 0, 16, "> > > > > > > ", 14, 0},
	    {"# one", 2, 16, "", 0, 2},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct gemtext reader = gemtext_begin(span_from(rows[i].line));
		struct gemtext_line line = {0};
		size_t item = rows[i].item;

		gemtext_next(&reader, &line);
		struct text_hang hang =
		    text_hang_line(&line, &item, rows[i].most);
		assert_true(span_equal(hang.first, span_from(rows[i].first)));
		assert_int_equal(hang.next.len, rows[i].next);
		assert_int_equal(item, rows[i].after);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hangs_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
