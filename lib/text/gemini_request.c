/*
 * Gemini requests; see gemini_request.h.
 */
#include "gemini_request.h"

/* The port a URI without one means. */
#define GEMINI_PORT 1965

/* Can the first line of the bytes still end in time?  Fill it if it has. */
static enum gemini_verdict
take_line(struct span *line, struct span bytes)
{
	struct span window = bytes;

	if (window.len > GEMINI_URI_MAX + 1)
		window.len = GEMINI_URI_MAX + 1;

	size_t len = span_find(window, '\r');
	if (len > GEMINI_URI_MAX)
		return GEMINI_REQUEST_BAD;
	if (len + 1 >= bytes.len)
		return GEMINI_REQUEST_MORE;
	if (bytes.ptr[len + 1] != '\n')
		return GEMINI_REQUEST_BAD;

	*line = (struct span){bytes.ptr, len};
	return GEMINI_REQUEST_OK;
}

enum gemini_verdict
gemini_request_parse(struct uri *uri, struct span bytes)
{
	struct span line;
	enum gemini_verdict verdict = take_line(&line, bytes);

	if (verdict != GEMINI_REQUEST_OK)
		return verdict;
	if (!uri_parse(uri, line) || uri->scheme.len == 0 ||
	    uri->host.len == 0 || uri->has_userinfo || uri->has_fragment ||
	    uri_port(uri, GEMINI_PORT) == 0)
		return GEMINI_REQUEST_BAD;
	return GEMINI_REQUEST_OK;
}
