/*
 * Guesses of media types.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "magic.h"
#include "span.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_guesses),
	    cmocka_unit_test(test_without_database),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
