/*
 * Pages as menus.
 */
#include "expect.h"
#include "gopher_menu_render.h"

#define END "\t\terror.host\t1\r\n"
#define HERE "\th.example\t7070\r\n"

static const struct gopher_place place = {
    .host = {"h.example", 9},
    .port = 7070,
    .path = {"/dir/a.gmi", 10},
    .style = {.width = 20, .ascii = true},
};

static void
renders_pages(void **state)
{
	static const struct {
		const char *gemtext, *menu;
	} rows[] = {
	    {"", ""},
	    {"a", "ia" END},
	    {"a\r\n\r\nb\r\n", "ia" END "i" END "ib" END},
	    {"twenty columns, not one more",
		"itwenty columns, not" END "ione more" END},
	    {"# Title", "iTitle" END},
	    {"a\n# B\nc", "ia" END "i" END "iB" END "ic" END},
	    {"a\n\n# B", "ia" END "i" END "iB" END},
	    {"* a list item of thirty columns",
		"i* a list item of" END "i  thirty columns" END},
	    {"> a quote of some thirty columns",
		"i> a quote of some" END "i> thirty columns" END},
	    {"```alt\n  a\tb\n```\n", "i  a     b" END},
	    {"```\n12345678901234567890ab",
		"i12345678901234567890" END "iab" END},
	    {"1234567890123456789012", "i12345678901234567890" END "i12" END},
	    {"gemini://a.example/b-c-d", "igemini://a.example/b-c-d" END},
	    {".", "i." END},
	    {"tab\there \x1b[1m", "itab here  [1m" END},
	    {"a\u202eb\u2066", "iab" END},
	    {"½ tablet\u00a0of 5 µg", "i1/2 tablet of 5 mcg" END},
	    /* links */
	    {"=> b.gmi B", "1B\t/dir/b.gmi" HERE},
	    {"=> b.txt", "0b.txt\t/dir/b.txt" HERE},
	    {"=> b.gmi Label that has over twenty columns",
		"1Label that has over\t/dir/b.gmi" HERE
		"i  twenty columns" END},
	    {"=> gopher://o.example/0/x X", "0X\t/x\to.example\t70\r\n"},
	    {"=> https://o.example/ X", "hX\tURL:https://o.example/" HERE},
	    {"=> https://other.example/",
		"hhttps://other.exampl\tURL:https://other.example/" HERE
		"i  e/" END},
	    {"=> a%09b Tab", "iTab" END},
	    {"=> a%09b", "i  a%09b" END},
	    {"=> javascript:x Click", "iClick" END},
	    {"=> file:///etc/passwd", "i  file:///etc/passwd" END},
	    {"=>", "i" END},
	    {"=> b.gmi a\x01\x7f\xC2\x85"
	     "z",
		"1a   z\t/dir/b.gmi" HERE},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY, wanted = BUFFER_EMPTY;

		gopher_menu_render(&out, span_from(rows[i].gemtext), &place);
		buffer_append_text(&wanted, rows[i].menu);
		buffer_append(&wanted, SPAN(".\r\n\0"));
		expect_text(&out, wanted.ptr);
		buffer_free(&wanted);
	}
}

/* Links to pages of ours stay behind the prefix; what is no page needs none. */
static void
keeps_links_behind_a_prefix(void **state)
{
	static const struct {
		const char *gemtext, *menu;
	} rows[] = {
	    {"=> b.gmi B", "1B\t/utf8/dir/b.gmi" HERE},
	    {"=> / Home", "1Home\t/utf8/" HERE},
	    {"=> b.txt", "0b.txt\t/utf8/dir/b.txt" HERE},
	    {"=> b.png", "Ib.png\t/dir/b.png" HERE},
	    {"=> gopher://h.example:7070/1/x X", "1X\t/x" HERE},
	    {"=> https://o.example/ X", "hX\tURL:https://o.example/" HERE},
	};
	struct gopher_place mirror = place;
	(void)state;

	mirror.prefix = SPAN("/utf8");
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;

		gopher_menu_render(&out, span_from(rows[i].gemtext), &mirror);
		assert_true(
		    span_equal((struct span){out.ptr, strlen(rows[i].menu)},
			span_from(rows[i].menu)));
		buffer_free(&out);
	}
}

/* A selector has no room for the prefix, too: the link leads out of there. */
static void
keeps_long_selectors(void **state)
{
	struct gopher_place mirror = place;
	(void)state;

	mirror.prefix = SPAN("/utf8");
	for (size_t len = 240; len <= 254; len++) {
		struct buffer gemtext = BUFFER_EMPTY, out = BUFFER_EMPTY;
		bool fits = len + 1 + mirror.prefix.len <= 255;

		buffer_append_text(&gemtext, "=> /");
		buffer_append_repeated(&gemtext, 'a', len);
		buffer_append_text(&gemtext, " X");
		gopher_menu_render(&out, buffer_span(&gemtext), &mirror);
		assert_int_equal(
		    span_starts_with(buffer_span(&out), SPAN("0X\t/utf8/a")),
		    fits);
		assert_int_equal(
		    span_starts_with(buffer_span(&out), SPAN("0X\t/a")), !fits);
		buffer_free(&gemtext);
		buffer_free(&out);
	}
}

/* Links too long for a selector say where they lead. */
static void
shows_long_urls(void **state)
{
	struct buffer gemtext = BUFFER_EMPTY, wanted = BUFFER_EMPTY;
	struct buffer out = BUFFER_EMPTY;
	(void)state;

	buffer_append_text(&gemtext, "=> https://o.example/");
	buffer_append_repeated(&gemtext, 'a', 300);
	buffer_append_text(&gemtext, " Label");
	buffer_append_text(&wanted, "iLabel" END "i  https://o.example/");
	buffer_append_repeated(&wanted, 'a', 300);
	buffer_append(&wanted, SPAN(END ".\r\n\0"));
	gopher_menu_render(&out, buffer_span(&gemtext), &place);
	expect_text(&out, wanted.ptr);
	buffer_free(&gemtext);
	buffer_free(&wanted);
}

static void
fails_with_its_buffer(void **state)
{
	(void)state;
	for (size_t limit = 1; limit < 60; limit++) {
		struct buffer out = BUFFER_LIMITED(limit);

		gopher_menu_render(
		    &out, SPAN("# “A”\n=> b.gmi B\n* ½\n"), &place);
		assert_true(out.failed);
		assert_in_range(out.len, 0, limit);
		buffer_free(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(renders_pages),
	    cmocka_unit_test(keeps_links_behind_a_prefix),
	    cmocka_unit_test(keeps_long_selectors),
	    cmocka_unit_test(shows_long_urls),
	    cmocka_unit_test(fails_with_its_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
