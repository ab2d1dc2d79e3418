/*
 * The page of a `URL:` selector, and which schemes have one.
 */
#include "expect.h"
#include "gopher_url.h"

static void
knows_schemes(void **state)
{
	static const struct {
		const char *scheme;
		bool allowed;
	} rows[] = {
	    {"http", true},
	    {"https", true},
	    {"gemini", true},
	    {"gopher", true},
	    {"mailto", true},
	    {"tel", true},
	    {"xmpp", true},
	    {"", false},
	    {"javascript", false},
	    {"JAVAscript", false},
	    {"data", false},
	    {"file", false},
	    {"FILE", false},
	    {"vbscript", false},
	    {"blob", false},
	    {"about", false},
	    {"view-source", false},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(gopher_url_allows(span_from(rows[i].scheme)),
		    rows[i].allowed);
}

static void
refuses_bad_urls(void **state)
{
	static const char *const rows[] = {
	    "",
	    "page.gmi",
	    "//o.example/",
	    "javascript:alert(1)",
	    "data:text/html,x",
	    "file:///etc/passwd",
	    "https://o.example/\">",
	    "https://o.example/<script>",
	    "https://o.example/a b",
	    "https://o.example/\r\nx",
	    "https://o.example/\xC3\xBC",
	    " https://o.example/",
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;

		assert_false(gopher_url_page(&out, span_from(rows[i])));
		assert_int_equal(out.len, 0);
	}
}

/* Count how often ${text} holds ${part}. */
static int
count(struct span text, const char *part)
{
	int found = 0;

	for (; text.len > 0; text = span_skip(text, 1))
		found += span_starts_with(text, span_from(part));
	return found;
}

static void
writes_a_page(void **state)
{
	static const struct {
		const char *url, *escaped;
	} rows[] = {
	    {"https://o.example/a?b=1&c='#d",
		"https://o.example/a?b=1&amp;c=&#39;#d"},
	    {"mailto:a@b.example", "mailto:a@b.example"},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;
		struct span page;

		assert_true(gopher_url_page(&out, span_from(rows[i].url)));
		page = buffer_span(&out);
		assert_true(span_starts_with(page, SPAN("<!DOCTYPE html>\n")));
		assert_true(span_ends_with(page, SPAN("</html>\n")));
		assert_int_equal(count(page, rows[i].escaped), 3);
		assert_int_equal(count(page, "href=\""), 1);
		assert_in_range(page.len, 1, 1024);
		buffer_free(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_schemes),
	    cmocka_unit_test(refuses_bad_urls),
	    cmocka_unit_test(writes_a_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
