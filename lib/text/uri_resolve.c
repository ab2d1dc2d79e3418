/*
 * References resolved against a base; see uri_resolve in uri.h.
 *
 * Source: RFC 3986, 5.2.2 to 5.2.4 and 5.3.
 */
#include "uri.h"

/* Length of the bytes at the start of ${text} up to its last slash. */
static size_t
directory_length(struct span text)
{
	size_t slash = span_find_last(text, '/');

	return slash == text.len ? 0 : slash + 1;
}

/* 5.2.3: a relative path put in the place of the base's last segment. */
static void
append_merged(struct buffer *out, const struct uri *base, struct span relative)
{
	struct span directory = {base->path.ptr, directory_length(base->path)};

	if (base->has_authority && base->path.len == 0)
		directory = SPAN("/");
	buffer_append(out, directory);
	buffer_append(out, relative);
}

/* Length of the path ${path} of ${len} bytes without its last segment. */
static size_t
without_last_segment(const char *path, size_t len)
{
	struct span text = {path, len};
	size_t slash = span_find_last(text, '/');

	return slash == len ? 0 : slash;
}

/*
 * 5.2.4: remove "." and ".." segments in place and return the new length.
 * What is kept never outgrows what was read, so one array serves as both.
 */
static size_t
remove_dot_segments(char *path, size_t len)
{
	struct span rest = {path, len};
	size_t kept = 0;

	while (rest.len > 0) {
		size_t slash = rest.ptr[0] == '/' ? 1 : 0;
		struct span name = span_skip(rest, slash);
		name.len = span_find(name, '/');

		bool dot = span_equal(name, SPAN("."));
		bool dots = span_equal(name, SPAN(".."));
		size_t segment = slash + name.len;

		rest = span_skip(rest, segment);
		if (!dot && !dots) {
			memmove(path + kept, name.ptr - slash, segment);
			kept += segment;
			continue;
		}
		if (dots && slash == 1)
			kept = without_last_segment(path, kept);
		if (rest.len == 0 && slash == 1)
			path[kept++] = '/';
		else if (slash == 0)
			rest = span_skip(rest, 1);
	}
	return kept;
}

/*
 * Put ${guard} before the path that begins at ${start} of ${out}.
 */
static void
insert_guard(struct buffer *out, size_t start, struct span guard)
{
	size_t path_len = out->len - start;

	if (buffer_reserve(out, guard.len) == NULL)
		return;
	char *path = out->ptr + start;
	memmove(path + guard.len, path, path_len);
	memcpy(path, guard.ptr, guard.len);
	out->len += guard.len;
}

/*
 * A path that would read as something else where it now stands (as an
 * authority, "//x", or as a scheme, "x:y") gets a dot segment before it.
 */
static void
guard_path(struct buffer *out, size_t start, bool has_scheme)
{
	struct span path = span_skip(buffer_span(out), start);

	if (span_starts_with(path, SPAN("//")))
		insert_guard(out, start, SPAN("/."));
	else if (!has_scheme && span_find(path, ':') < span_find(path, '/'))
		insert_guard(out, start, SPAN("./"));
}

static void
append_authority(struct buffer *out, const struct uri *uri)
{
	if (!uri->has_authority)
		return;
	buffer_append_text(out, "//");
	if (uri->has_userinfo) {
		buffer_append(out, uri->userinfo);
		buffer_append_byte(out, '@');
	}
	buffer_append_text(out, uri->host_is_literal ? "[" : "");
	buffer_append(out, uri->host);
	buffer_append_text(out, uri->host_is_literal ? "]" : "");
	if (uri->has_port) {
		buffer_append_byte(out, ':');
		buffer_append(out, uri->port);
	}
}

/* The target's path, from the reference or merged, dot segments removed. */
static void
append_path(struct buffer *out, const struct uri *base,
    const struct uri *reference, bool reference_stands_alone)
{
	size_t start = out->len;

	if (!reference_stands_alone && reference->path.len == 0) {
		buffer_append(out, base->path);
		return;
	}
	if (reference_stands_alone || reference->path.ptr[0] == '/')
		buffer_append(out, reference->path);
	else
		append_merged(out, base, reference->path);
	if (!out->failed && out->len > start)
		out->len = start + remove_dot_segments(
				       out->ptr + start, out->len - start);
}

void
uri_resolve(
    struct buffer *out, const struct uri *base, const struct uri *reference)
{
	bool own_scheme = reference->scheme.len > 0;
	bool own_authority = own_scheme || reference->has_authority;
	bool own_query =
	    own_authority || reference->path.len > 0 || reference->has_query;
	struct span scheme = own_scheme ? reference->scheme : base->scheme;
	const struct uri *authority = own_authority ? reference : base;
	const struct uri *query = own_query ? reference : base;

	if (scheme.len > 0) {
		buffer_append(out, scheme);
		buffer_append_byte(out, ':');
	}
	append_authority(out, authority);

	size_t path_start = out->len;
	append_path(out, base, reference, own_authority);
	if (!authority->has_authority && !out->failed)
		guard_path(out, path_start, scheme.len > 0);

	if (query->has_query) {
		buffer_append_byte(out, '?');
		buffer_append(out, query->query);
	}
	if (reference->has_fragment) {
		buffer_append_byte(out, '#');
		buffer_append(out, reference->fragment);
	}
}
