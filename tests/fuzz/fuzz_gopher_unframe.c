/*
 * Fuzz: Gopher's texts without their frame: in any pieces the same.
 *
 * The first byte says where to cut.
 */
#include <assert.h>
#include <stdint.h>

#include "gopher_unframe.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char types[] = {'0', '1', '9', 'h'};
	struct span bytes =
	    span_skip((struct span){(const char *)data, size}, 1);
	size_t step = size > 0 ? data[0] % 7 + 1 : 1;
	enum gopher_unframe_state once = GOPHER_UNFRAME_LINE_START;
	enum gopher_unframe_state parts = GOPHER_UNFRAME_LINE_START;
	struct buffer whole = BUFFER_EMPTY, pieces = BUFFER_EMPTY;
	struct span message;

	gopher_unframe(&once, &whole, bytes);
	for (size_t at = 0; at < bytes.len; at += step) {
		size_t left = bytes.len - at;

		gopher_unframe(&parts, &pieces,
		    (struct span){bytes.ptr + at, left < step ? left : step});
	}
	assert(once == parts && whole.len <= bytes.len);
	assert(span_equal(buffer_span(&whole), buffer_span(&pieces)));
	(void)gopher_unframe_finish(once);
	buffer_free(&whole);
	buffer_free(&pieces);

	for (size_t i = 0; i < sizeof types; i++) {
		assert(gopher_head_judge(bytes, types[i], true, &message) !=
		       GOPHER_HEAD_MORE);
		if (gopher_head_judge(bytes, types[i], false, &message) ==
		    GOPHER_HEAD_ERROR)
			assert(message.ptr >= bytes.ptr &&
			       message.len <= bytes.len);
	}
	return 0;
}
