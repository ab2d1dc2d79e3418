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

/* Wherever a text is cut into parts, it is framed as the whole. */
static void
frames_parts(void **state)
{
	const struct span texts[] = {
	    SPAN("a\r\n.b\n..\r\n\r\r\n\r.\r"),
	    SPAN("\r\n.\r\n.\n"),
	    SPAN("..\n\n.x\r\r\n."),
	    SPAN("\r"),
	};
	(void)state;

	for (size_t i = 0; i < COUNT(texts); i++) {
		struct buffer whole = BUFFER_EMPTY;

		gopher_text_frame(&whole, texts[i]);
		for (size_t a = 0; a <= texts[i].len; a++) {
			for (size_t b = a; b <= texts[i].len; b++) {
				struct gopher_text text = {0};
				struct buffer out = BUFFER_EMPTY;
				const char *from = texts[i].ptr;

				gopher_text_part(
				    &text, &out, (struct span){from, a});
				gopher_text_part(&text, &out,
				    (struct span){from + a, b - a});
				gopher_text_part(
				    &text, &out, span_skip(texts[i], b));
				gopher_text_end(&text, &out);
				assert_int_equal(out.len, whole.len);
				assert_memory_equal(
				    out.ptr, whole.ptr, whole.len);
				buffer_free(&out);
			}
		}
		buffer_free(&whole);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(frames_text),
	    cmocka_unit_test(frames_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
