/*
 * A server's words on a terminal.
 */
#include "output.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const struct {
	const char *text, *escaped;
} rows[] = {
    {"", ""},
    {"20 text/gemini; lang=en", "20 text/gemini; lang=en"},
    {"caf\xC3\xA9", "caf\xC3\xA9"},
    {"a\x1B[2Jb", "a\\x1B[2Jb"},
    {"a\tb\rc\nd", "a\\x09b\\x0Dc\\x0Ad"},
    {"\x7F", "\\x7F"},
    {"\xC2\x9B", "\\xC2\\x9B"},
    {"\xE2\x80\xAE", "\\xE2\\x80\\xAE"},
    {"\xE2\x81\xA9", "\\xE2\\x81\\xA9"},
    {"\xFF\xC3", "\\xFF\\xC3"},
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct buffer out = BUFFER_EMPTY;

		output_escape(&out, span_from(rows[i].text));
		buffer_append_byte(&out, '\0');
		assert_string_equal(out.ptr, rows[i].escaped);
		buffer_free(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
