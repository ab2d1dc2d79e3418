/*
 * Fuzz: the bytes of a Gemini request, whole and cut short.
 */
#include <assert.h>
#include <stdint.h>

#include "gemini_request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_accepted(const struct uri *uri, struct span bytes)
{
	size_t line = span_find(bytes, '\r');

	assert(line <= GEMINI_URI_MAX && line + 1 < bytes.len);
	assert(bytes.ptr[line + 1] == '\n');
	assert(uri->scheme.len > 0 && uri->host.len > 0);
	assert(!uri->has_userinfo && !uri->has_fragment);
	assert(uri_port(uri, 1965) > 0);
	for (size_t i = 0; i < line; i++)
		assert(bytes.ptr[i] > 0x20 && bytes.ptr[i] < 0x7f);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = {(const char *)data, size};
	struct uri uri;
	enum gemini_verdict whole = gemini_request_parse(&uri, bytes);

	if (whole == GEMINI_REQUEST_OK)
		check_accepted(&uri, bytes);
	if (size > GEMINI_REQUEST_BYTES_MAX)
		assert(whole != GEMINI_REQUEST_MORE);

	/* A verdict, once given, does not change with what follows. */
	for (size_t len = 0; len < size && len < 64; len++) {
		enum gemini_verdict part =
		    gemini_request_parse(&uri, (struct span){bytes.ptr, len});

		assert(part == GEMINI_REQUEST_MORE || part == whole);
	}
	return 0;
}
