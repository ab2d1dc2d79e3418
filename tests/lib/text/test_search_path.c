/*
 * Which paths are those of a search, and of what.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "search_path.h"

static void
test_scopes(void **state)
{
	static const struct {
		const char *path, *scope; /* NULL: no search */
	} rows[] = {
	    {"search", ""},
	    {"es/search", "es"},
	    {"a/b/search", "a/b"},
	    {"/search", NULL},
	    {"search/", NULL},
	    {"research", NULL},
	    {"es/research", NULL},
	    {"Search", NULL},
	    {"search.gmi", NULL},
	    {"earch", NULL},
	    {"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct span scope = SPAN("unset");
		bool is_search =
		    search_path_scope(&scope, span_from(rows[i].path));

		assert_int_equal(is_search, rows[i].scope != NULL);
		if (is_search)
			assert_true(
			    span_equal(scope, span_from(rows[i].scope)));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_scopes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
