/*
 * Fuzz: URI paths and selectors; what comes out never leaves the root.
 */
#include <assert.h>
#include <stdint.h>

#include "buffer.h"
#include "path.h"
#include "uri.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_segment(struct span segment)
{
	assert(segment.len > 0);
	assert(!span_equal(segment, SPAN(".")));
	assert(!span_equal(segment, SPAN("..")));
	for (size_t i = 0; i < segment.len; i++) {
		unsigned char byte = (unsigned char)segment.ptr[i];

		assert(byte >= 0x20 && byte != 0x7f);
	}
}

static void
check_path(const struct path *path)
{
	struct span rest = path_span(path);

	assert(path->len <= PATH_BYTES_MAX);
	assert(path->bytes[path->len] == '\0');
	assert(path->len > 0 || path->wants_directory);
	assert(path->len == 0 || path->bytes[path->len - 1] != '/');
	while (rest.len > 0) {
		struct span segment = {rest.ptr, span_find(rest, '/')};

		check_segment(segment);
		rest = span_skip(rest, segment.len + 1);
	}
	(void)path_is_hidden(path);
}

/* A path encoded as a URI's names the same file. */
static void
check_round_trip(const struct path *path)
{
	struct buffer encoded = BUFFER_EMPTY;
	struct path again;

	buffer_append_byte(&encoded, '/');
	uri_percent_encode(&encoded, path_span(path));
	assert(path_from_uri(&again, buffer_span(&encoded)) == PATH_OK);
	assert(span_equal(path_span(&again), path_span(path)));
	buffer_free(&encoded);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = {(const char *)data, size};
	struct path path;

	if (path_from_uri(&path, text) == PATH_OK) {
		check_path(&path);
		check_round_trip(&path);
	}
	if (path_from_selector(&path, text) == PATH_OK) {
		check_path(&path);
		check_round_trip(&path);
	}
	return 0;
}
