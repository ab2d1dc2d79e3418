/*
 * Fuzz: the bytes before a client's first, whole and cut short.
 */
#include <assert.h>
#include <stdint.h>

#include "proxy_header.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = {(const char *)data, size};
	struct proxy_header header;
	enum proxy_verdict whole = proxy_header_parse(&header, bytes);
	size_t needed = whole == PROXY_HEADER_OK ? header.size : 0;

	if (whole == PROXY_HEADER_OK) {
		assert(needed >= 15 && needed <= size);
		assert(needed <= PROXY_HEADER_BYTES_MAX);
		assert(!header.local || !header.has_source);
		assert(header.source_port <= 65535);
		assert(header.destination_port <= 65535);
	}
	if (size >= PROXY_HEADER_BYTES_MAX)
		assert(whole != PROXY_HEADER_MORE);

	/* A header is whole with its last byte, and not a byte earlier. */
	for (size_t len = 0; len < size && len < 256; len++) {
		enum proxy_verdict part =
		    proxy_header_parse(&header, (struct span){bytes.ptr, len});

		if (whole == PROXY_HEADER_OK)
			assert(part == (len < needed ? PROXY_HEADER_MORE
						     : PROXY_HEADER_OK));
		else
			assert(part == PROXY_HEADER_MORE || part == whole);
	}
	return 0;
}
