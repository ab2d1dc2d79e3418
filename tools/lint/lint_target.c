/*
 * Where a link leads; see lint_target.h.
 */
#include "lint_target.h"

#include "uri.h"

/* Take the last segment off ${path}; false if there is none. */
static bool
remove_segment(struct buffer *path)
{
	size_t slash;

	if (path->len == 0)
		return false;
	slash = span_find_last(buffer_span(path), '/');
	path->len = slash == path->len ? 0 : slash;
	return true;
}

/* Decode one segment and go where it says. */
static enum lint_target_verdict
step(struct buffer *path, bool *is_dots, struct span segment)
{
	size_t before = path->len;
	struct span name;

	if (path->len > 0)
		buffer_append_byte(path, '/');
	name.len = path->len;
	if (!uri_percent_decode(path, segment) || path->failed)
		return LINT_TARGET_NOWHERE;
	name = span_skip(buffer_span(path), name.len);
	*is_dots = span_equal(name, SPAN(".")) || span_equal(name, SPAN(".."));
	if (*is_dots) {
		bool up = name.len == 2;

		path->len = before;
		if (up && !remove_segment(path))
			return LINT_TARGET_OUTSIDE;
		return LINT_TARGET_OK;
	}
	if (name.len == 0 || span_find(name, '/') < name.len ||
	    span_find(name, '\0') < name.len)
		return LINT_TARGET_NOWHERE;
	return LINT_TARGET_OK;
}

enum lint_target_verdict
lint_target_resolve(struct buffer *path, bool *wants_directory,
    struct span page, struct span reference)
{
	struct span rest = reference;

	buffer_clear(path);
	*wants_directory = false;
	if (reference.len == 0) {
		buffer_append(path, page);
		return LINT_TARGET_OK;
	}
	if (reference.ptr[0] == '/') {
		rest = span_skip(rest, 1);
		*wants_directory = true;
	} else {
		buffer_append(path, page);
		remove_segment(path);
	}

	while (rest.len > 0) {
		size_t slash = span_find(rest, '/');
		bool is_dots = false;
		enum lint_target_verdict verdict =
		    step(path, &is_dots, (struct span){rest.ptr, slash});

		if (verdict != LINT_TARGET_OK)
			return verdict;
		*wants_directory = is_dots || slash < rest.len;
		rest = span_skip(rest, slash + 1);
	}
	return LINT_TARGET_OK;
}
