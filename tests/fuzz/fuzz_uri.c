/*
 * Fuzz: a base and a reference, a line each, parsed, resolved, parsed again.
 */
#include <assert.h>
#include <stdint.h>

#include "buffer.h"
#include "uri.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
assert_within(struct span part, struct span whole)
{
	assert(
	    part.len == 0 || (part.ptr >= whole.ptr &&
				 part.ptr + part.len <= whole.ptr + whole.len));
}

static void
check_parts(const struct uri *uri, struct span text)
{
	assert_within(uri->scheme, text);
	assert_within(uri->userinfo, text);
	assert_within(uri->host, text);
	assert_within(uri->port, text);
	assert_within(uri->path, text);
	assert_within(uri->query, text);
	assert_within(uri->fragment, text);
	assert(uri->has_authority || (uri->host.len == 0 && !uri->has_port));
	assert(!uri->has_authority || uri->path.len == 0 ||
	       uri->path.ptr[0] == '/');
	assert(uri_port(uri, 1965) <= 65535);
	assert(uri_host_equal(uri->host, uri->host));
}

/* What parses also decodes, and survives being encoded anew. */
static void
check_escapes(struct span path)
{
	struct buffer decoded = BUFFER_EMPTY, encoded = BUFFER_EMPTY;
	struct buffer again = BUFFER_EMPTY;

	assert(uri_percent_decode(&decoded, path));
	uri_percent_encode(&encoded, buffer_span(&decoded));
	assert(uri_percent_decode(&again, buffer_span(&encoded)));
	assert(span_equal(buffer_span(&again), buffer_span(&decoded)));
	buffer_free(&decoded);
	buffer_free(&encoded);
	buffer_free(&again);
}

/*
 * The target is a URI again, its authority that of the reference or the base,
 * and whatever the reference says, no other.
 */
static void
check_resolved(const struct uri *base, const struct uri *reference)
{
	struct buffer out = BUFFER_EMPTY;
	bool own = reference->scheme.len > 0 || reference->has_authority;
	const struct uri *authority = own ? reference : base;
	struct uri target;

	uri_resolve(&out, base, reference);
	assert(!out.failed);
	assert(uri_parse(&target, buffer_span(&out)));
	assert(target.has_authority == authority->has_authority);
	assert(span_equal(target.host, authority->host));
	assert(span_equal(target.port, authority->port));
	assert(span_equal(target.userinfo, authority->userinfo));
	assert(span_equal(target.scheme,
	    reference->scheme.len > 0 ? reference->scheme : base->scheme));
	assert(span_equal(target.fragment, reference->fragment));
	buffer_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = {(const char *)data, size};
	struct span first = {text.ptr, span_find(text, '\n')};
	struct span second = span_skip(text, first.len + 1);
	struct uri base, reference;

	if (!uri_parse(&base, first))
		return 0;
	check_parts(&base, first);
	check_escapes(base.path);
	if (!uri_parse(&reference, second))
		return 0;
	check_parts(&reference, second);
	check_resolved(&base, &reference);
	return 0;
}
