/*
 * Guesses of media types.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "failing_call.h"
#include "magic.h"
#include "span.h"

FAILING_MEMORY()

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
test_guesses(void **state)
{
	const struct {
		struct span bytes;
		const char *type;
	} rows[] = {
	    {SPAN("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0"),
		"image/png"},
	    {SPAN("GIF89a\1\0\1\0\0\0\0"), "image/gif"},
	    {SPAN("%PDF-1.4\n"), "application/pdf"},
	    {SPAN("\x1f\x8b\x08\0\0\0\0\0\0\3"), "application/gzip"},
	    {SPAN("\0\1\2\3\4\5"), "application/octet-stream"},
	    /* Text is not its business. */
	    {SPAN("plain words\n"), "application/octet-stream"},
	    {SPAN("{\"a\": 1}\n"), "application/octet-stream"},
	};
	struct magic_types *types = magic_types_load();

	(void)state;
	assert_non_null(types);
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(magic_types_guess(types, rows[i].bytes.ptr,
					rows[i].bytes.len),
		    rows[i].type);
	magic_types_free(types);
}

static void
test_without_database(void **state)
{
	(void)state;
	assert_string_equal(
	    magic_types_guess(NULL, "GIF89a", 6), "application/octet-stream");
	magic_types_free(NULL);
}

/* errno says why there will be no guesses. */
static void
test_missing_database(void **state)
{
	(void)state;
	assert_int_equal(setenv("MAGIC", "/nonexistent/magic", 1), 0);
	errno = 0;
	assert_null(magic_types_load());
	assert_int_equal(errno, ENOENT);
	assert_int_equal(unsetenv("MAGIC"), 0);
}

/* Without room for what libmagic needs, nothing is begun. */
static void
test_no_memory(void **state)
{
	(void)state;
	if (!FAILING_MEMORY_WORKS)
		skip();
	for (unsigned skipped = 0; skipped < 2; skipped++) {
		failing_call_begin("memory", skipped, 1, ENOMEM);
		assert_null(magic_types_load());
		assert_int_equal(errno, ENOMEM);
		assert_int_equal(failing_call_end(), 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_guesses),
	    cmocka_unit_test(test_without_database),
	    cmocka_unit_test(test_missing_database),
	    cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
