/*
 * Fuzz: the bytes of a Gopher request, whole and cut short.
 */
#include <assert.h>
#include <stdint.h>

#include "gopher_request.h"
#include "path.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_accepted(const struct gopher_request *request)
{
	assert(request->selector.len <= GOPHER_LINE_MAX);
	assert(request->search.len <= GOPHER_LINE_MAX);
	assert(request->has_search || request->search.len == 0);
	for (size_t i = 0; i < request->selector.len; i++) {
		unsigned char byte = (unsigned char)request->selector.ptr[i];

		assert(byte >= 0x20 && byte != 0x7f);
	}
	for (size_t i = 0; i < request->search.len; i++)
		assert((unsigned char)request->search.ptr[i] >= 0x20);
	switch (request->plus) {
	case 0:
	case '+':
	case '!':
	case '$':
		break;
	default:
		assert(false);
	}

	struct path path;
	assert(path_from_selector(&path, request->selector) != PATH_BAD);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = {(const char *)data, size};
	struct gopher_request request;
	enum gopher_verdict whole = gopher_request_parse(&request, bytes);

	if (whole == GOPHER_REQUEST_OK)
		check_accepted(&request);
	if (size >= GOPHER_LINE_MAX + 2)
		assert(whole != GOPHER_REQUEST_MORE);

	/* A verdict, once given, does not change with what follows. */
	for (size_t len = 0; len < size && len < 64; len++) {
		enum gopher_verdict part = gopher_request_parse(
		    &request, (struct span){bytes.ptr, len});

		assert(part == GOPHER_REQUEST_MORE || part == whole);
	}
	return 0;
}
