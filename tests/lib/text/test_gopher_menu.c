/*
 * Menu lines keep their form, whatever their fields hold.
 */
#include "expect.h"
#include "gopher_menu.h"

static void
writes_items(void **state)
{
	static const struct {
		const char *display, *selector, *host;
		unsigned port;
		const char *line;
	} rows[] = {
	    {"A", "/a", "h", 70, "1A\t/a\th\t70\r\n"},
	    {"", "", "", 0, "1\t\t\t0\r\n"},
	    {"a\tb\r\nc", "/a\tb\r\n.", "h\t\n", 65535,
		"1a b  c\t/a b  .\th  \t65535\r\n"},
	    {"\x1b[m\x7f\xff\u202e", "/\x7f\xff\xc3", "h\x01", 7070,
		"1 [m \ufffd\t/ \xff\xc3\th \t7070\r\n"},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;

		gopher_menu_item(&out, '1', span_from(rows[i].display),
		    span_from(rows[i].selector), span_from(rows[i].host),
		    rows[i].port);
		expect_text(&out, rows[i].line);
	}
}

static void
writes_other_lines(void **state)
{
	struct buffer out = BUFFER_EMPTY;
	(void)state;

	gopher_menu_info(&out, SPAN("a\tb"));
	expect_text(&out, "ia b\t\terror.host\t1\r\n");
	gopher_menu_info(&out, SPAN(""));
	expect_text(&out, "i\t\terror.host\t1\r\n");
	gopher_menu_error(&out, SPAN("No such\nfile"));
	expect_text(&out, "3No such file\t\terror.host\t1\r\n.\r\n");
	gopher_menu_end(&out);
	expect_text(&out, ".\r\n");
}

static void
replaces_a_nul(void **state)
{
	struct buffer out = BUFFER_EMPTY;
	(void)state;

	gopher_menu_item(&out, '0', SPAN("a\0b"), SPAN("/\0"), SPAN("h"), 1);
	expect_text(&out, "0a b\t/ \th\t1\r\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(writes_items),
	    cmocka_unit_test(writes_other_lines),
	    cmocka_unit_test(replaces_a_nul),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
