/*
 * Links of a page at /dir/a.gmi as items.
 */
#include "expect.h"
#include "gopher_link.h"

#define A50 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A250 A50 A50 A50 A50 A50

/* "type selector host:port", or "-" for none. */
static void
describe(struct buffer *out, const struct gopher_link *link)
{
	if (link->type == 0) {
		buffer_append_text(out, "-");
		return;
	}
	buffer_append_byte(out, link->type);
	buffer_append_byte(out, ' ');
	buffer_append(out, buffer_span(&link->selector));
	if (!link->foreign)
		return;
	buffer_append_byte(out, ' ');
	buffer_append(out, buffer_span(&link->host));
	buffer_printf(out, ":%u", link->port);
}

static void
resolves_links(void **state)
{
	static const struct {
		const char *url, *item;
	} rows[] = {
	    /* local */
	    {"b.gmi", "1 /dir/b.gmi"},
	    {"/b.gmi", "1 /b.gmi"},
	    {"../b.gmi", "1 /b.gmi"},
	    {"../../../b.gmi", "1 /b.gmi"},
	    {".", "1 /dir/"},
	    {"..", "1 /"},
	    {"/", "1 /"},
	    {"sub/", "1 /dir/sub/"},
	    {"#anchor", "1 /dir/a.gmi"},
	    {"?query", "1 /dir/a.gmi"},
	    {"b.gmi?x=1#y", "1 /dir/b.gmi"},
	    {"b.txt", "0 /dir/b.txt"},
	    {"B.TXT", "0 /dir/B.TXT"},
	    {"b.md", "0 /dir/b.md"},
	    {"b.html", "h /dir/b.html"},
	    {"b.gif", "g /dir/b.gif"},
	    {"b.png", "I /dir/b.png"},
	    {"b.mp3", "s /dir/b.mp3"},
	    {"b.pdf", "9 /dir/b.pdf"},
	    {"b.unknown", "9 /dir/b.unknown"},
	    {"LICENSE", "0 /dir/LICENSE"},
	    {"a%20b.txt", "0 /dir/a b.txt"},
	    {"%C3%BC.txt", "0 /dir/\xC3\xBC.txt"},
	    {"\xC3\xBC.txt", "0 /dir/\xC3\xBC.txt"},
	    {"%FF.txt", "0 /dir/\xFF.txt"},
	    {"%2541.txt", "0 /dir/%41.txt"},
	    {"//other.example/x", "h URL:gemini://other.example/x"},
	    {"/.//x", "0 //x"},
	    {"a%09b.txt", "-"},
	    {"a%0D%0Ab.txt", "-"},
	    {"a%00b.txt", "-"},
	    {"a%7Fb.txt", "-"},
	    {"a%2Fb.txt", "-"},
	    {"a%2fb.txt", "-"},
	    {"/" A250 ".gmi", "1 /" A250 ".gmi"},
	    {"/" A250 "a.gmi", "-"},
	    /* malformed */
	    {"", "-"},
	    {"a%zz", "-"},
	    {"a%", "-"},
	    {"a\x1b", "-"},
	    {"<script>", "-"},
	    {"http://[::1", "-"},
	    /* gopher */
	    {"gopher://o.example", "1  o.example:70"},
	    {"gopher://o.example/", "1  o.example:70"},
	    {"GOPHER://o.example:7070/1/x", "1 /x o.example:7070"},
	    {"gopher://o.example/0/a%20b", "0 /a b o.example:70"},
	    {"gopher://o.example/0", "0  o.example:70"},
	    {"gopher://o.example/0nolead", "0 nolead o.example:70"},
	    {"gopher://o.example/0/a?b", "0 /a?b o.example:70"},
	    {"gopher://o.example/7/s%09term", "-"},
	    {"gopher://o.example/0/a%0D%0A", "-"},
	    {"gopher://o.example/0/a?%00", "-"},
	    {"gopher://o.example/%09/a", "-"},
	    {"gopher://o.example:0/", "-"},
	    {"gopher://o.example:70000/", "-"},
	    {"gopher:///1/a", "-"},
	    {"gopher://o.example/ix", "-"},
	    {"gopher://o.example/3x", "-"},
	    {"gopher://o.example/.", "-"},
	    {"gopher://[::1]/1", "1  ::1:70"},
	    /* other schemes */
	    {"https://o.example/a?b#c", "h URL:https://o.example/a?b#c"},
	    {"gemini://h/", "h URL:gemini://h/"},
	    {"mailto:a@b.example", "h URL:mailto:a@b.example"},
	    {"tel:+441234", "h URL:tel:+441234"},
	    {"https://o.example/\xC3\xBC", "h URL:https://o.example/%C3%BC"},
	    {"https://o.example/" A250, "-"},
	    {"javascript:alert(1)", "-"},
	    {"JavaScript:alert(1)", "-"},
	    {"data:text/html,x", "-"},
	    {"file:///etc/passwd", "-"},
	};
	struct gopher_link link = GOPHER_LINK_EMPTY;
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;

		gopher_link_resolve(&link, span_from(rows[i].url),
		    SPAN("/dir/a.gmi"), NULL, NULL);
		describe(&out, &link);
		expect_text(&out, rows[i].item);
	}
	gopher_link_free(&link);
}

/* A capsule where "/noext" is a page and /b.txt a search. */
static char
own_type(void *arg, struct span path)
{
	++*(int *)arg;
	if (span_equal(path, SPAN("/no ext")))
		return '1';
	return span_equal(path, SPAN("/b.txt")) ? '7' : '\0';
}

static void
asks_for_the_type(void **state)
{
	static const struct {
		const char *url, *item;
	} rows[] = {
	    {"no%20ext", "1 /no ext"},
	    {"b.txt", "7 /b.txt"},
	    {"b.txt?two%20words", "1 /b.txt?two words"},
	    {"b.txt?a%09b", "-"},
	    {"c.txt", "0 /c.txt"},
	    {"c.txt?words", "0 /c.txt"},
	    {"https://o.example/", "h URL:https://o.example/"},
	};
	struct gopher_link link = GOPHER_LINK_EMPTY;
	int asked = 0;
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;

		gopher_link_resolve(
		    &link, span_from(rows[i].url), SPAN("/"), own_type, &asked);
		describe(&out, &link);
		expect_text(&out, rows[i].item);
	}
	assert_int_equal(asked, 6);
	gopher_link_free(&link);
}

/* The page's own path is decoded bytes, not a URI. */
static void
resolves_from_any_path(void **state)
{
	static const struct {
		const char *path, *url, *item;
	} rows[] = {
	    {"/a b/\xC3\xBC?#.gmi", "x.gmi", "1 /a b/x.gmi"},
	    {"/a b/\xC3\xBC?#.gmi", "#x", "1 /a b/\xC3\xBC?#.gmi"},
	    {"/100%/a.gmi", "x.gmi", "1 /100%/x.gmi"},
	    {"/", "x.gmi", "1 /x.gmi"},
	};
	struct gopher_link link = GOPHER_LINK_EMPTY;
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;

		gopher_link_resolve(&link, span_from(rows[i].url),
		    span_from(rows[i].path), NULL, NULL);
		describe(&out, &link);
		expect_text(&out, rows[i].item);
	}
	gopher_link_free(&link);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(resolves_links),
	    cmocka_unit_test(asks_for_the_type),
	    cmocka_unit_test(resolves_from_any_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
