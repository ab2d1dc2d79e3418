/*
 * Gemini requests: line ends, lengths, and what the protocol forbids.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "buffer.h"
#include "gemini_request.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define OK GEMINI_REQUEST_OK
#define MORE GEMINI_REQUEST_MORE
#define BAD GEMINI_REQUEST_BAD

static void
judges_requests(void **state)
{
	static const struct {
		struct span bytes;
		enum gemini_verdict verdict;
	} rows[] = {
#define ROW(text, verdict) {{text, sizeof(text) - 1}, verdict}
	    ROW("gemini://h/\r\n", OK),
	    ROW("gemini://h\r\n", OK),
	    ROW("GEMINI://H:1965/%61?q\r\n", OK),
	    ROW("gemini://h/?\r\n", OK),
	    ROW("gemini://h/a:b@c\r\n", OK),
	    ROW("gemini://h:/\r\n", OK),
	    ROW("gemini://[::1]:1965/\r\n", OK),
	    ROW("gemini://h%00.evil.example/\r\n", OK), /* a foreign host */
	    ROW("http://h/\r\n", OK),                   /* a foreign scheme */
	    ROW("titan://h/a;size=4;mime=text/plain\r\nabcd", OK),
	    ROW("gemini://h/\r\ngemini://h/b\r\n", OK),
	    ROW("gemini://h/\r\n\0\xff", OK),
	    /* not yet ended */
	    ROW("", MORE),
	    ROW("g", MORE),
	    ROW("gemini://h/", MORE),
	    ROW("gemini://h/\r", MORE),
	    ROW("\r", MORE),
	    ROW("gemini://h/\n", MORE),
	    ROW("gemini://h/\n\n\n", MORE),
	    ROW("\0 \xff#", MORE),
	    /* line ends */
	    ROW("\r\n", BAD),
	    ROW("\rx", BAD),
	    ROW("gemini://h/\r\r\n", BAD),
	    ROW("gemini://h/a\rb\r\n", BAD),
	    ROW("gemini://h/\n\r\n", BAD),
	    ROW("gemini://h/a\nb\r\n", BAD),
	    /* bytes */
	    ROW(" gemini://h/\r\n", BAD),
	    ROW("gemini://h/ \r\n", BAD),
	    ROW("gemini://h/\t\r\n", BAD),
	    ROW("gemini://h/a\0b\r\n", BAD),
	    ROW("\0gemini://h/\r\n", BAD),
	    ROW("gemini://h/\x1b[31m\r\n", BAD),
	    ROW("gemini://h/\xdc\r\n", BAD),
	    ROW("gemini://b\xc3\xbc/\r\n", BAD),
	    ROW("\xef\xbb\xbfgemini://h/\r\n", BAD),
	    ROW("gemini://h/<a>\r\n", BAD),
	    ROW("gemini://h/?a|b\r\n", BAD),
	    ROW("gemini://h/%\r\n", BAD),
	    ROW("gemini://h/?%4\r\n", BAD),
	    ROW("gem*ni://h/\r\n", BAD),
	    /* not absolute */
	    ROW("//h/\r\n", BAD),
	    ROW("/a.gmi\r\n", BAD),
	    ROW("h/a.gmi\r\n", BAD),
	    ROW("?\r\n", BAD),
	    ROW("Hello\r\n", BAD),
	    /* no authority or host */
	    ROW("gemini:\r\n", BAD),
	    ROW("gemini:a.gmi\r\n", BAD),
	    ROW("gemini:/h/\r\n", BAD),
	    ROW("gemini:///a.gmi\r\n", BAD),
	    ROW("gemini://:1965/\r\n", BAD),
	    ROW("gemini://[]/\r\n", BAD),
	    ROW("gemini://[::1/\r\n", BAD),
	    /* userinfo and fragment, empty ones too */
	    ROW("gemini://u@h/\r\n", BAD),
	    ROW("gemini://@h/\r\n", BAD),
	    ROW("gemini://u:p@h/\r\n", BAD),
	    ROW("gemini://h/#f\r\n", BAD),
	    ROW("gemini://h/#\r\n", BAD),
	    ROW("gemini://h/?q#f\r\n", BAD),
	    /* ports */
	    ROW("gemini://h:65535/\r\n", OK),
	    ROW("gemini://h:65536/\r\n", BAD),
	    ROW("gemini://h:4294969261/\r\n", BAD),
	    ROW("gemini://h:0/\r\n", BAD),
	    ROW("gemini://h:+1965/\r\n", BAD),
	    ROW("gemini://h:1965:1965/\r\n", BAD),
#undef ROW
	};
	struct uri uri;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (gemini_request_parse(&uri, rows[i].bytes) !=
		    rows[i].verdict)
			fail_msg("%s", rows[i].bytes.ptr);
}

/* "gemini://h/", padded with ${unit} to ${len} bytes, and ${end}. */
static enum gemini_verdict
verdict_of_length(size_t len, const char *unit, const char *end)
{
	struct buffer bytes = BUFFER_EMPTY;
	struct uri uri;

	buffer_append_text(&bytes, "gemini://h/");
	for (size_t i = 0; bytes.len < len; i++)
		buffer_append_byte(&bytes, unit[i % strlen(unit)]);
	buffer_append_text(&bytes, end);
	enum gemini_verdict verdict =
	    gemini_request_parse(&uri, buffer_span(&bytes));
	buffer_free(&bytes);
	return verdict;
}

static void
keeps_the_limit(void **state)
{
	static const struct {
		size_t len;
		const char *unit, *end;
		enum gemini_verdict verdict;
	} rows[] = {
	    {1023, "a", "\r\n", OK},
	    {1024, "a", "\r\n", OK},
	    {1025, "a", "\r\n", BAD},
	    {1022, "?%61", "\r\n", BAD}, /* 1011 bytes end within an escape */
	    {1024, "?", "\r\n", OK},
	    {1022, "%61", "\r\n", OK},
	    {1025, "%61", "\r\n", BAD},
	    {1026, "%61", "\r\n", BAD},
	    {2048, "a", "\r\n", BAD},
	    {1 << 20, "a", "\r\n", BAD},
	    {1024, "a", "", MORE},
	    {1024, "a", "\r", MORE},
	    {1024, "a", "\rx", BAD},
	    {1024, "\n", "", MORE},
	    {1025, "a", "", BAD},
	    {1025, "a", "\r", BAD},
	    {1025, "\n", "", BAD},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (verdict_of_length(rows[i].len, rows[i].unit, rows[i].end) !=
		    rows[i].verdict)
			fail_msg("%zu bytes of %s", rows[i].len, rows[i].unit);
}

static void
fills_the_uri(void **state)
{
	static const char bytes[] = "gemini://Host:70/a%20b?c\r\nrest";
	struct uri uri;

	(void)state;
	assert_int_equal(gemini_request_parse(&uri, span_from(bytes)), OK);
	assert_ptr_equal(uri.scheme.ptr, bytes);
	assert_true(span_equal(uri.scheme, SPAN("gemini")));
	assert_true(span_equal(uri.host, SPAN("Host")));
	assert_int_equal(uri_port(&uri, 1965), 70);
	assert_true(span_equal(uri.path, SPAN("/a%20b")));
	assert_true(span_equal(uri.query, SPAN("c")));
}

/* Whatever part of a request has come, it is never refused too early. */
static void
waits_for_every_part(void **state)
{
	struct span whole = SPAN("gemini://h/%C3%BC?q\r\n");
	struct uri uri;

	(void)state;
	for (size_t len = 0; len < whole.len; len++)
		assert_int_equal(
		    gemini_request_parse(&uri, (struct span){whole.ptr, len}),
		    MORE);
	assert_int_equal(gemini_request_parse(&uri, whole), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(judges_requests),
	    cmocka_unit_test(keeps_the_limit),
	    cmocka_unit_test(fills_the_uri),
	    cmocka_unit_test(waits_for_every_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
