/*
 * Where links lead within a capsule.
 */
#include "lint_target.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const struct {
	const char *page, *reference;
	enum lint_target_verdict verdict;
	const char *path;
	bool wants_directory;
} rows[] = {
    {"a.gmi", "b.gmi", LINT_TARGET_OK, "b.gmi", false},
    {"d/a.gmi", "b.gmi", LINT_TARGET_OK, "d/b.gmi", false},
    {"d/a.gmi", "/b.gmi", LINT_TARGET_OK, "b.gmi", false},
    {"d/a.gmi", "../b.gmi", LINT_TARGET_OK, "b.gmi", false},
    {"d/a.gmi", "", LINT_TARGET_OK, "d/a.gmi", false},
    {"d/a.gmi", ".", LINT_TARGET_OK, "d", true},
    {"d/a.gmi", "./", LINT_TARGET_OK, "d", true},
    {"d/a.gmi", "..", LINT_TARGET_OK, "", true},
    {"d/a.gmi", "/", LINT_TARGET_OK, "", true},
    {"a.gmi", "e/", LINT_TARGET_OK, "e", true},
    {"a.gmi", "e/../f/./g", LINT_TARGET_OK, "f/g", false},
    {"a.gmi", "%61%20b", LINT_TARGET_OK, "a b", false},
    {"a.gmi", "%2e%2E", LINT_TARGET_OUTSIDE, "", true},
    {"a.gmi", "..", LINT_TARGET_OUTSIDE, "", true},
    {"d/a.gmi", "../../x", LINT_TARGET_OUTSIDE, "", true},
    {"a.gmi", "/../etc/passwd", LINT_TARGET_OUTSIDE, "", true},
    {"a.gmi", "b/../../b", LINT_TARGET_OUTSIDE, "", true},
    {"a.gmi", "b//c", LINT_TARGET_NOWHERE, "", false},
    {"a.gmi", "a%2Fb", LINT_TARGET_NOWHERE, "", false},
    {"a.gmi", "a%00b", LINT_TARGET_NOWHERE, "", false},
    {"a.gmi", "a%4", LINT_TARGET_NOWHERE, "", false},
};

static void
test_rows(void **state)
{
	struct buffer path = BUFFER_EMPTY;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		bool wants_directory = false;
		enum lint_target_verdict verdict =
		    lint_target_resolve(&path, &wants_directory,
			span_from(rows[i].page), span_from(rows[i].reference));

		assert_int_equal(verdict, rows[i].verdict);
		if (verdict != LINT_TARGET_OK)
			continue;
		buffer_append_byte(&path, '\0');
		assert_string_equal(path.ptr, rows[i].path);
		assert_int_equal(wants_directory, rows[i].wants_directory);
	}
	buffer_free(&path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
