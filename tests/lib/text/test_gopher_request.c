/*
 * Gopher requests: line ends, searches, probes, other protocols.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "buffer.h"
#include "gopher_request.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define OK GOPHER_REQUEST_OK
#define MORE GOPHER_REQUEST_MORE
#define BAD GOPHER_REQUEST_BAD

static void
takes_lines_apart(void **state)
{
	static const struct {
		const char *bytes, *selector, *search; /* NULL: no search */
		char plus;
	} rows[] = {
	    {"\r\n", "", NULL, 0},
	    {"\n", "", NULL, 0},
	    {"/about.txt\r\n", "/about.txt", NULL, 0},
	    {"/about.txt\n", "/about.txt", NULL, 0},
	    {"/about.txt\r\n/dir/\r\n", "/about.txt", NULL, 0},
	    {"/a\n\x01", "/a", NULL, 0},
	    {"0/about.txt\r\n", "0/about.txt", NULL, 0},
	    {"URL:https://example.org/?a=b&c\r\n",
		"URL:https://example.org/?a=b&c", NULL, 0},
	    {"/\xc3\xbcn\xff\r\n", "/\xc3\xbcn\xff", NULL, 0},
	    {"/sp ace.txt\r\n", "/sp ace.txt", NULL, 0},
	    /* searches */
	    {"/s\tterm\r\n", "/s", "term", 0},
	    {"/s\ttwo words\n", "/s", "two words", 0},
	    {"/s\t\r\n", "/s", "", 0},
	    {"\tterm\r\n", "", "term", 0},
	    {"/s\t+vitamin\r\n", "/s", "+vitamin", 0},
	    {"/s\t$100\r\n", "/s", "$100", 0},
	    {"/s\t!important\r\n", "/s", "!important", 0},
	    {"/s\ta+b\tc\r\n", "/s", "a+b", 0},
	    /* probes */
	    {"/a\t+\r\n", "/a", NULL, '+'},
	    {"/a\t!\r\n", "/a", NULL, '!'},
	    {"/a\t$\r\n", "/a", NULL, '$'},
	    {"\t$\r\n", "", NULL, '$'},
	    {"/a\t+text/plain\r\n", "/a", NULL, '+'},
	    {"/a\t+text/plain En_US\r\n", "/a", NULL, '+'},
	    {"/a\t!+INFO+ADMIN\r\n", "/a", NULL, '!'},
	    {"/a\t$+VIEWS\r\n", "/a", NULL, '$'},
	    {"/a\t+\t1\r\n", "/a", NULL, '+'},
	    {"/s\tterm\t+\r\n", "/s", "term", '+'},
	    {"/s\tterm\t!\r\n", "/s", "term", '!'},
	    /* not HTTP */
	    {"GET /\r\n", "GET /", NULL, 0},
	    {"/GET / HTTP/1.1\r\n", "/GET / HTTP/1.1", NULL, 0},
	    {"get / HTTP/1.1\r\n", "get / HTTP/1.1", NULL, 0},
	    {" HTTP/1.1\r\n", " HTTP/1.1", NULL, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct gopher_request request;
		struct span bytes = span_from(rows[i].bytes);

		if (gopher_request_parse(&request, bytes) != OK)
			fail_msg("refused: %s", rows[i].bytes);
		if (!span_equal(request.selector, span_from(rows[i].selector)))
			fail_msg("wrong selector: %s", rows[i].bytes);
		if (request.has_search != (rows[i].search != NULL) ||
		    !span_equal(request.search, span_from(rows[i].search)))
			fail_msg("wrong search: %s", rows[i].bytes);
		if (request.plus != rows[i].plus)
			fail_msg("wrong probe: %s", rows[i].bytes);
	}
}

static void
waits_and_refuses(void **state)
{
	static const struct {
		struct span bytes;
		enum gopher_verdict verdict;
	} rows[] = {
#define ROW(text, verdict) {{text, sizeof(text) - 1}, verdict}
	    ROW("", MORE),
	    ROW("/about", MORE),
	    ROW("/about\r", MORE),
	    ROW("\r", MORE),
	    ROW("/a\t+", MORE),
	    ROW("GET / HTTP/1.1", MORE),
	    ROW("GET / HTTP/1.1\r\n\r\n", BAD),
	    ROW("GET / HTTP/1.0\n", BAD),
	    ROW("POST / HTTP/1.1\r\nContent-Length: 4294967296\r\n\r\n", BAD),
	    ROW("PRI * HTTP/2.0\r\n", BAD),
	    ROW("BREW /pot HTTP/1.1\r\n", BAD),
	    ROW("/about.txt\0.gif\r\n", BAD),
	    ROW("\0", BAD),
	    ROW("/a\0", BAD),
	    ROW("/a\x1b[2J\r\n", BAD),
	    ROW("/a\x7f\r\n", BAD),
	    ROW("/a\rb\r\n", BAD),
	    ROW("/a\r\r\n", BAD),
	    ROW("/a\rb", BAD),
	    ROW("\x16\x03\x01\x02", BAD),
#undef ROW
	};
	struct gopher_request request;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (gopher_request_parse(&request, rows[i].bytes) !=
		    rows[i].verdict)
			fail_msg("%s", rows[i].bytes.ptr);
}

static void
keeps_the_limit(void **state)
{
	static const struct {
		size_t len;
		const char *end;
		enum gopher_verdict verdict;
	} rows[] = {
	    {1023, "\r\n", OK},
	    {1024, "\r\n", OK},
	    {1024, "\n", OK},
	    {1025, "\r\n", BAD},
	    {1025, "\n", BAD},
	    {1 << 20, "\r\n", BAD},
	    {1024, "", MORE},
	    {1024, "\r", MORE},
	    {1024, "\rx", BAD},
	    {1025, "", BAD},
	    {1025, "\r", BAD},
	    {1 << 20, "", BAD},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer bytes = BUFFER_EMPTY;
		struct gopher_request request;

		buffer_append_repeated(&bytes, 'a', rows[i].len);
		buffer_append_text(&bytes, rows[i].end);
		if (gopher_request_parse(&request, buffer_span(&bytes)) !=
		    rows[i].verdict)
			fail_msg("%zu bytes, row %zu", rows[i].len, i);
		if (rows[i].verdict == OK)
			assert_int_equal(request.selector.len, rows[i].len);
		buffer_free(&bytes);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(takes_lines_apart),
	    cmocka_unit_test(waits_and_refuses),
	    cmocka_unit_test(keeps_the_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
