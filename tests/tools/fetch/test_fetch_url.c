/*
 * URLs of `lozenge get`: whom they name, and what is sent.
 */
#include "fetch_url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const struct {
	const char *url, *name, *request;
	char item_type;
	bool is_address;
} good[] = {
    {"gemini://example.org", "example.org:1965", "gemini://example.org/\r\n", 0,
	false},
    {"gemini://Example.ORG./a?q#frag", "example.org:1965",
	"gemini://Example.ORG./a?q\r\n", 0, false},
    {"gemini://example.org?q", "example.org:1965",
	"gemini://example.org/?q\r\n", 0, false},
    {"gemini://example.org#f", "example.org:1965", "gemini://example.org/\r\n",
	0, false},
    {"GEMINI://[0:0::1]:7/", "[::1]:7", "GEMINI://[0:0::1]:7/\r\n", 0, true},
    {"gemini://127.0.0.1/%20", "127.0.0.1:1965", "gemini://127.0.0.1/%20\r\n",
	0, true},
    {"gemini://xn--bcher-kva.example:/", "xn--bcher-kva.example:1965",
	"gemini://xn--bcher-kva.example:/\r\n", 0, false},
    {"gopher://example.org", "example.org:70", "\r\n", '1', false},
    {"gopher://example.org/", "example.org:70", "\r\n", '1', false},
    {"gopher://example.org/0", "example.org:70", "\r\n", '0', false},
    {"gopher://example.org:7070/0/a.txt", "example.org:7070", "/a.txt\r\n", '0',
	false},
    {"gophers://example.org/9/a%20b%2Fc", "example.org:70", "/a b/c\r\n", '9',
	false},
    {"gopher://example.org/7/find%09two%20words", "example.org:70",
	"/find\ttwo words\r\n", '7', false},
    {"gopher://example.org/1/a?b=%41", "example.org:70", "/a?b=A\r\n", '1',
	false},
    {"gopher://example.org/%30/x", "example.org:70", "/x\r\n", '0', false},
};

static const struct {
	const char *url;
	enum fetch_url_verdict verdict;
} bad[] = {
    {"", FETCH_URL_NO_SCHEME},
    {"example.org", FETCH_URL_NO_SCHEME},
    {"//example.org/", FETCH_URL_NO_SCHEME},
    {"https://example.org/", FETCH_URL_FOREIGN_SCHEME},
    {"file:///etc/passwd", FETCH_URL_FOREIGN_SCHEME},
    {"gemini:", FETCH_URL_BAD_HOST},
    {"gemini:///", FETCH_URL_BAD_HOST},
    {"gemini://./", FETCH_URL_BAD_HOST},
    {"gemini://%C3%A9.example/", FETCH_URL_BAD_HOST},
    {"gemini://a%2Eb/", FETCH_URL_BAD_HOST},
    {"gemini://a!b/", FETCH_URL_BAD_HOST},
    {"gemini://[v1.x]/", FETCH_URL_BAD_HOST},
    {"gemini://b\xC3\xBC"
     "cher.example/",
	FETCH_URL_NOT_ASCII},
    {"gemini://example.org/\xC3\xA9", FETCH_URL_NOT_ASCII},
    {"gemini://example.org:0/", FETCH_URL_BAD_PORT},
    {"gemini://example.org:65536/", FETCH_URL_BAD_PORT},
    {"gemini://me@example.org/", FETCH_URL_USERINFO},
    {"gopher://me@example.org/", FETCH_URL_USERINFO},
    {"gemini://example.org/a b", FETCH_URL_MALFORMED},
    {"gemini://example.org/%", FETCH_URL_MALFORMED},
    {"gemini://[::1", FETCH_URL_MALFORMED},
    {"gopher://example.org/0/a%0D%0Ab", FETCH_URL_BAD_SELECTOR},
    {"gopher://example.org/0/a%0Ab", FETCH_URL_BAD_SELECTOR},
    {"gopher://example.org/0/a%00", FETCH_URL_BAD_SELECTOR},
};

static void
test_good(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		struct fetch_url target;

		assert_int_equal(
		    fetch_url_read(&target, span_from(good[i].url)),
		    FETCH_URL_OK);
		buffer_append_byte(&target.request, '\0');
		assert_string_equal(target.name, good[i].name);
		assert_string_equal(target.request.ptr, good[i].request);
		assert_int_equal(target.item_type, good[i].item_type);
		assert_int_equal(target.is_address, good[i].is_address);
		fetch_url_free(&target);
	}
}

static void
test_bad(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct fetch_url target;

		assert_int_equal(fetch_url_read(&target, span_from(bad[i].url)),
		    bad[i].verdict);
		assert_true(strlen(fetch_url_fault(bad[i].verdict)) > 0);
		fetch_url_free(&target);
	}
}

/* A URL of ${start} and as many x as make ${length} bytes. */
static enum fetch_url_verdict
read_long(const char *start, size_t length)
{
	struct buffer url = BUFFER_EMPTY;
	struct fetch_url target;
	enum fetch_url_verdict verdict;

	buffer_append_text(&url, start);
	buffer_append_repeated(&url, 'x', length - url.len);
	verdict = fetch_url_read(&target, buffer_span(&url));
	fetch_url_free(&target);
	buffer_free(&url);
	return verdict;
}

static void
test_lengths(void **state)
{
	(void)state;
	assert_int_equal(read_long("gemini://a/", 1024), FETCH_URL_OK);
	assert_int_equal(read_long("gemini://a/", 1025), FETCH_URL_TOO_LONG);
	/* The slash that is added counts too. */
	assert_int_equal(read_long("gemini://a?", 1023), FETCH_URL_OK);
	assert_int_equal(read_long("gemini://a?", 1024), FETCH_URL_TOO_LONG);
	/* The fragment does not. */
	assert_int_equal(read_long("gemini://a/#", 5000), FETCH_URL_OK);
	assert_int_equal(read_long("gopher://a/0", 12 + 1024), FETCH_URL_OK);
	assert_int_equal(
	    read_long("gopher://a/0", 12 + 1025), FETCH_URL_TOO_LONG);
	assert_int_equal(read_long("gemini://", 9 + 253), FETCH_URL_OK);
	assert_int_equal(read_long("gemini://", 9 + 254), FETCH_URL_BAD_HOST);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_good),
	    cmocka_unit_test(test_bad),
	    cmocka_unit_test(test_lengths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
