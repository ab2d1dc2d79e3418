/*
 * Header lines of Gemini answers; see gemini_header.h.
 */
#include "gemini_header.h"

#include <stdbool.h>

#include "gemini_reply.h"

/* Do the first bytes, as far as they are there, begin a header? */
static bool
may_begin_header(struct span bytes)
{
	if (bytes.len > 0 && (bytes.ptr[0] < '1' || bytes.ptr[0] > '6'))
		return false;
	if (bytes.len > 1 && (bytes.ptr[1] < '0' || bytes.ptr[1] > '9'))
		return false;
	return bytes.len < 3 || bytes.ptr[2] == ' ' || bytes.ptr[2] == '\r';
}

enum gemini_header_verdict
gemini_header_parse(struct gemini_header *header, struct span bytes)
{
	size_t end = span_find(bytes, '\n');

	if (!may_begin_header(bytes))
		return GEMINI_HEADER_BAD;
	if (end == bytes.len)
		return bytes.len >= GEMINI_HEADER_BYTES_MAX
			   ? GEMINI_HEADER_BAD
			   : GEMINI_HEADER_MORE;
	if (end < 3 || end >= GEMINI_HEADER_BYTES_MAX ||
	    bytes.ptr[end - 1] != '\r')
		return GEMINI_HEADER_BAD;

	header->line = (struct span){bytes.ptr, end - 1};
	header->status = (bytes.ptr[0] - '0') * 10 + (bytes.ptr[1] - '0');
	header->meta = span_trim(span_skip(header->line, 2));
	header->body = span_skip(bytes, end + 1);
	return GEMINI_HEADER_OK;
}
