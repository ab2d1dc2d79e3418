/*
 * URLs of links: what is wrong with each, and at which byte.
 */
#include "lint_url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include "findings.h"

/* The URL stands at line 7, column 100. */
static const struct {
	const char *url;
	enum lint_url_verdict verdict;
	const char *findings;
} rows[] = {
    {"a.gmi", LINT_URL_LOCAL, ""},
    {"/a/b%20c.gmi", LINT_URL_LOCAL, ""},
    {"../a.gmi?query", LINT_URL_LOCAL, ""},
    {"a.gmi#top", LINT_URL_LOCAL, "p:7:100 warning fragment|"},
    {"gemini://example.org", LINT_URL_EXTERNAL, ""},
    {"GEMINI://[::1]:1965/x", LINT_URL_EXTERNAL, ""},
    {"//example.org/x", LINT_URL_EXTERNAL, ""},
    {"mailto:a@example.org", LINT_URL_EXTERNAL, ""},
    {"tel:+44-1", LINT_URL_EXTERNAL, ""},
    {"https://user@example.org/", LINT_URL_EXTERNAL, ""},
    {"gemini://user@example.org/", LINT_URL_BAD, "p:7:100 error bad-url|"},
    {"gemini:x", LINT_URL_BAD, "p:7:100 error bad-url|"},
    {"https:///x", LINT_URL_BAD, "p:7:100 error bad-url|"},
    {"///x", LINT_URL_BAD, "p:7:100 error bad-url|"},
    {"gemini://example.org:0/", LINT_URL_BAD, "p:7:100 error bad-url|"},
    {"gemini://example.org:65536/", LINT_URL_BAD, "p:7:100 error bad-url|"},
    {"gemini://example.org:x/", LINT_URL_BAD, "p:7:100 error bad-url|"},
    {"gemini://[::1/", LINT_URL_BAD, "p:7:100 error bad-url|"},
    {"caf\xC3\xA9.gmi", LINT_URL_BAD, "p:7:103 error bad-url|"},
    {"a%zz", LINT_URL_BAD, "p:7:101 error bad-url|"},
    {"a%4", LINT_URL_BAD, "p:7:101 error bad-url|"},
    {"100%", LINT_URL_BAD, "p:7:103 error bad-url|"},
    {"ab<c>", LINT_URL_BAD, "p:7:102 error bad-url|"},
    {"a\\b", LINT_URL_BAD, "p:7:101 error bad-url|"},
    {"a|b", LINT_URL_BAD, "p:7:101 error bad-url|"},
    {"javascript:alert(1)", LINT_URL_BAD, "p:7:100 error bad-scheme|"},
    {"JavaScript:<x>", LINT_URL_BAD, "p:7:100 error bad-scheme|"},
    {"data:text/html,<b>", LINT_URL_BAD, "p:7:100 error bad-scheme|"},
    {"vbscript:x", LINT_URL_BAD, "p:7:100 error bad-scheme|"},
    {"about:blank", LINT_URL_BAD, "p:7:100 error bad-scheme|"},
    {"file:///etc/passwd", LINT_URL_BAD, "p:7:100 error bad-scheme|"},
    {"/x/file:y", LINT_URL_LOCAL, ""},
};

static void
check(struct span url, enum lint_url_verdict verdict, const char *findings)
{
	struct diagnostics *list = diagnostics_new();
	struct lint_file file = {.list = list, .name = "p"};
	struct uri uri;
	char *found;

	assert_int_equal(lint_url_check(&file, &uri, url, 7, 100), verdict);
	found = findings_text(list, 0);
	assert_string_equal(found, findings);
	free(found);
	diagnostics_free(list);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		check(
		    span_from(rows[i].url), rows[i].verdict, rows[i].findings);
}

/* A URL of ${start} and as many x as make ${length} bytes. */
static void
check_length(const char *start, size_t length, enum lint_url_verdict verdict,
    const char *findings)
{
	struct buffer url = BUFFER_EMPTY;

	buffer_append_text(&url, start);
	buffer_append_repeated(&url, 'x', length - url.len);
	check(buffer_span(&url), verdict, findings);
	buffer_free(&url);
}

static void
test_lengths(void **state)
{
	(void)state;
	check_length("/", 1024, LINT_URL_LOCAL, "");
	check_length("/", 1025, LINT_URL_BAD, "p:7:100 error long-url|");
	/* "URL:" and the URL make the selector. */
	check_length("https://a/", 251, LINT_URL_EXTERNAL, "");
	check_length("https://a/", 252, LINT_URL_EXTERNAL,
	    "p:7:100 warning long-selector|");
	/* "gopher://a/0" is no part of the selector. */
	check_length("gopher://a/0", 12 + 255, LINT_URL_EXTERNAL, "");
	check_length("gopher://a/0", 12 + 256, LINT_URL_EXTERNAL,
	    "p:7:100 warning long-selector|");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_lengths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
