/*
 * Fuzz: the first line of an answer, whole and cut short.
 */
#include <assert.h>
#include <stdint.h>

#include "gemini_header.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_accepted(const struct gemini_header *header, struct span bytes)
{
	assert(header->status >= 10 && header->status <= 69);
	assert(header->meta.len <= 1024);
	assert(header->line.ptr == bytes.ptr);
	assert(header->line.len + 2 + header->body.len == bytes.len);
	assert(span_find(header->line, '\n') == header->line.len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = {(const char *)data, size};
	struct gemini_header header;
	enum gemini_header_verdict whole = gemini_header_parse(&header, bytes);

	if (whole == GEMINI_HEADER_OK)
		check_accepted(&header, bytes);
	if (size > 3 + 1024 + 2)
		assert(whole != GEMINI_HEADER_MORE);

	/* A verdict, once given, does not change with what follows. */
	for (size_t len = 0; len < size && len < 64; len++) {
		enum gemini_header_verdict part =
		    gemini_header_parse(&header, (struct span){bytes.ptr, len});

		assert(part == GEMINI_HEADER_MORE || part == whole);
	}
	return 0;
}
