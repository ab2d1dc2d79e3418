/*
 * Requested paths; see path.h.
 */
#include "path.h"

#include "uri.h"

/* Item types that clients leave before a selector's slash ("0/a.txt"). */
#define TYPED_SELECTOR SPAN("0123456789+TgIhsd")

/* Take the next byte of a segment, decoded if ${escaped}; -1: malformed. */
static int
take_byte(struct span *rest, bool escaped)
{
	if (escaped)
		return uri_take_byte(rest);

	int byte = (unsigned char)rest->ptr[0];
	*rest = span_skip(*rest, 1);
	return byte;
}

/*
 * Decode ${segment} to ${to}, which has room for ${room} bytes, and set ${len}
 * to how many it took.
 */
static enum path_verdict
decode_segment(
    char *to, size_t room, size_t *len, struct span segment, bool escaped)
{
	*len = 0;
	while (segment.len > 0) {
		int byte = take_byte(&segment, escaped);

		if (byte <= 0)
			return PATH_BAD;
		if (byte < 0x20 || byte == 0x7f || byte == '/' || *len == room)
			return PATH_MISSING;
		to[(*len)++] = (char)byte;
	}
	return PATH_OK;
}

static enum path_verdict
remove_last_segment(struct path *path)
{
	size_t slash = span_find_last(path_span(path), '/');

	if (path->len == 0)
		return PATH_MISSING;
	path->len = slash == path->len ? 0 : slash;
	return PATH_OK;
}

static enum path_verdict
append_segment(struct path *path, struct span segment, bool escaped)
{
	size_t start = path->len == 0 ? 0 : path->len + 1;
	size_t len;

	if (start > PATH_BYTES_MAX)
		return PATH_MISSING;

	char *to = path->bytes + start;
	enum path_verdict verdict =
	    decode_segment(to, PATH_BYTES_MAX - start, &len, segment, escaped);
	if (verdict != PATH_OK)
		return verdict;

	struct span name = {to, len};
	path->wants_directory = true;
	if (span_equal(name, SPAN(".")))
		return PATH_OK;
	if (span_equal(name, SPAN("..")))
		return remove_last_segment(path);

	path->wants_directory = false;
	if (start > 0)
		path->bytes[start - 1] = '/';
	path->len = start + len;
	return PATH_OK;
}

/* Build the path from segments: what stands between the slashes of ${rest}. */
static enum path_verdict
append_segments(struct path *path, struct span rest, bool escaped)
{
	path->len = 0;
	path->wants_directory = true;
	while (rest.len > 0) {
		struct span segment = {rest.ptr, span_find(rest, '/')};
		enum path_verdict verdict =
		    segment.len == 0 ? PATH_MISSING
				     : append_segment(path, segment, escaped);

		if (verdict != PATH_OK)
			return verdict;
		if (segment.len < rest.len)
			path->wants_directory = true;
		rest = span_skip(rest, segment.len + 1);
	}
	path->bytes[path->len] = '\0';
	return PATH_OK;
}

enum path_verdict
path_from_uri(struct path *path, struct span uri_path)
{
	if (uri_path.len > 0 && uri_path.ptr[0] != '/')
		return PATH_MISSING;
	return append_segments(path, span_skip(uri_path, 1), true);
}

/* ${selector} without the item type that some clients leave before it. */
static struct span
without_item_type(struct span selector)
{
	if (selector.len < 2 || selector.ptr[1] != '/' ||
	    span_find(TYPED_SELECTOR, selector.ptr[0]) == TYPED_SELECTOR.len)
		return selector;
	return span_skip(selector, 1);
}

enum path_verdict
path_from_selector(struct path *path, struct span selector)
{
	selector = without_item_type(selector);
	if (span_starts_with(selector, SPAN("/")))
		selector = span_skip(selector, 1);
	return append_segments(path, selector, false);
}

bool
path_is_hidden(const struct path *path)
{
	struct span rest = path_span(path);

	if (span_starts_with(rest, SPAN(".well-known/")))
		rest = span_skip(rest, SPAN(".well-known/").len);
	while (rest.len > 0) {
		if (rest.ptr[0] == '.')
			return true;
		rest = span_skip(rest, span_find(rest, '/') + 1);
	}
	return false;
}

struct span
path_span(const struct path *path)
{
	return (struct span){path->bytes, path->len};
}
