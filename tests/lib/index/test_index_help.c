/*
 * Which pages are for help, by their names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "index_help.h"

static void
test_names(void **state)
{
	static const struct {
		const char *path;
		bool is_help;
	} rows[] = {
	    {"help.gmi", true},
	    {"de/hilfe.gmi", true},
	    {"a/b/Help.gmi", true},
	    {"when-to-get-help.gmi", true},
	    {"help.txt", false},
	    {"help", false},
	    {"helpers.gmi", false},
	    {"help/index.gmi", false},
	    {".gmi", false},
	    {"", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(
		    index_help_is(span_from(rows[i].path)), rows[i].is_help);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
