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

/* A body on a terminal; a bar stands where one piece ends. */
static const struct {
	const char *pieces, *escaped;
} texts[] = {
    {"# T\n=> /x\ty\r\nz", "# T\n=> /x\ty\nz"},
    {"\x1B]0;a\x07\n", "\\x1B]0;a\\x07\n"},
    {"a\rb\n", "a\\x0Db\n"},
    {"a\r|\nb", "a\nb"},
    {"a\r|b", "a\\x0Db"},
    {"a\r", "a\\x0D"},
    {"caf\xC3|\xA9", "caf\xC3\xA9"},
    {"\xF0|\x9F|\x8C|\xB1.", "\xF0\x9F\x8C\xB1."},
    {"\xC2|\x9B", "\\xC2\\x9B"},
    {"\xE2\x80|\xAEx", "\\xE2\\x80\\xAEx"},
    {"\xC3|a", "\\xC3a"},
    {"\xF0\x9F", "\\xF0\\x9F"},
    {"\xFF|\x80", "\\xFF\\x80"},
};

static void
test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct span rest = span_from(texts[i].pieces);
		struct buffer out = BUFFER_EMPTY, held = BUFFER_EMPTY;

		while (rest.len > 0 || held.len > 0) {
			struct span piece = {rest.ptr, span_find(rest, '|')};
			struct buffer left = BUFFER_EMPTY;
			size_t used;

			rest = span_skip(rest, piece.len + 1);
			buffer_append(&held, piece);
			used = output_escape_text(
			    &out, buffer_span(&held), rest.len == 0);
			buffer_append(
			    &left, span_skip(buffer_span(&held), used));
			buffer_free(&held);
			held = left;
		}
		buffer_append_byte(&out, '\0');
		assert_string_equal(out.ptr, texts[i].escaped);
		buffer_free(&out);
		buffer_free(&held);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
