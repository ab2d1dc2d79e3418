/*
 * Text framed for Gopher: line ends, dots, the end.
 */
#include "expect.h"
#include "gopher_text.h"

static void
frames_text(void **state)
{
	static const struct {
		struct span text, framed;
	} rows[] = {
	    {{"", 0}, {".\r\n", 3}},
	    {{"a", 1}, {"a\r\n.\r\n", 6}},
	    {{"a\n", 2}, {"a\r\n.\r\n", 6}},
	    {{"a\r\n", 3}, {"a\r\n.\r\n", 6}},
	    {{"\n", 1}, {"\r\n.\r\n", 5}},
	    {{"a\n\nb", 4}, {"a\r\n\r\nb\r\n.\r\n", 11}},
	    {{".", 1}, {"..\r\n.\r\n", 7}},
	    {{"..\n", 3}, {"...\r\n.\r\n", 8}},
	    {{"a\n.b\n", 5}, {"a\r\n..b\r\n.\r\n", 11}},
	    {{"a.\n", 3}, {"a.\r\n.\r\n", 7}},
	    {{".\r\nb", 4}, {"..\r\nb\r\n.\r\n", 10}},
	    /* a CR alone is a byte like others */
	    {{"a\rb\n", 4}, {"a\rb\r\n.\r\n", 8}},
	    {{"a\r", 2}, {"a\r\r\n.\r\n", 7}},
	    {{"a\r\r\n", 4}, {"a\r\r\n.\r\n", 7}},
	    {{".\r\r\n", 4}, {"..\r\r\n.\r\n", 8}},
	    /* any encoding, NUL too */
	    {{"\xff\xfe\0a\x80\n", 6}, {"\xff\xfe\0a\x80\r\n.\r\n", 10}},
	    {{"\xEF\xBB\xBFx", 4}, {"\xEF\xBB\xBFx\r\n.\r\n", 9}},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;

		gopher_text_frame(&out, rows[i].text);
		assert_int_equal(out.len, rows[i].framed.len);
		assert_memory_equal(
		    out.ptr, rows[i].framed.ptr, rows[i].framed.len);
		buffer_free(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(frames_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
