/*
 * Gopher requests; see gopher_request.h.
 */
#include "gopher_request.h"

/* May this byte stand in a request line?  TAB parts its fields. */
static bool
is_line_byte(char byte)
{
	return byte == '\t' || ((unsigned char)byte >= 0x20 && byte != 0x7f);
}

/*
 * The first line of the bytes, or as much as there is of it; both are refused
 * for the same reasons, so that what can never be valid is not waited for.
 */
static enum gopher_verdict
take_line(struct span *line, struct span bytes)
{
	struct span window = bytes;

	if (window.len > GOPHER_LINE_MAX + 2)
		window.len = GOPHER_LINE_MAX + 2;

	size_t len = span_find(window, '\n');
	bool ended = len < window.len;
	if (len > 0 && bytes.ptr[len - 1] == '\r')
		len--;
	if (len > GOPHER_LINE_MAX)
		return GOPHER_REQUEST_BAD;
	for (size_t i = 0; i < len; i++)
		if (!is_line_byte(bytes.ptr[i]))
			return GOPHER_REQUEST_BAD;

	*line = (struct span){bytes.ptr, len};
	return ended ? GOPHER_REQUEST_OK : GOPHER_REQUEST_MORE;
}

/* "GET / HTTP/1.1": a method in capitals, and a version as the last word. */
static bool
is_http(struct span line)
{
	size_t space = span_find_last(line, ' ');
	size_t method = span_find(line, ' ');

	if (method == 0 ||
	    !span_starts_with(span_skip(line, space), SPAN(" HTTP/")))
		return false;
	for (size_t i = 0; i < method; i++)
		if (line.ptr[i] < 'A' || line.ptr[i] > 'Z')
			return false;
	return true;
}

/* Cut the field before the first TAB off ${rest}. */
static struct span
take_field(struct span *rest)
{
	struct span field = {rest->ptr, span_find(*rest, '\t')};

	*rest = span_skip(*rest, field.len + 1);
	return field;
}

/*
 * The sign of a Gopher+ probe, or 0 for what a reader may have typed: "+" may
 * be followed by a media type, "!" and "$" by block names ("!+INFO").
 */
static char
probe_sign(struct span field)
{
	if (field.len == 0)
		return 0;

	struct span rest = span_skip(field, 1);
	switch (field.ptr[0]) {
	case '+':
		return rest.len == 0 || span_find(rest, '/') < rest.len ? '+'
									: 0;
	case '!':
	case '$':
		return rest.len == 0 || rest.ptr[0] == '+' ? field.ptr[0] : 0;
	}
	return 0;
}

enum gopher_verdict
gopher_request_parse(struct gopher_request *request, struct span bytes)
{
	struct span line, rest;
	enum gopher_verdict verdict = take_line(&line, bytes);

	if (verdict != GOPHER_REQUEST_OK)
		return verdict;
	if (is_http(line))
		return GOPHER_REQUEST_BAD;

	rest = line;
	*request = (struct gopher_request){.selector = take_field(&rest)};
	if (request->selector.len == line.len)
		return GOPHER_REQUEST_OK;

	struct span second = take_field(&rest);
	request->plus = probe_sign(second);
	if (request->plus == 0) {
		request->search = second;
		request->has_search = true;
		request->plus = probe_sign(take_field(&rest));
	}
	return GOPHER_REQUEST_OK;
}
