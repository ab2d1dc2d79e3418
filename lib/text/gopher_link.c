/*
 * Where a link leads; see gopher_link.h.
 */
#include "gopher_link.h"

#include "gopher_menu.h"
#include "gopher_url.h"
#include "media.h"
#include "uri.h"

/* RFC 4266, section 2.1. */
#define GOPHER_PORT_DEFAULT 70

/*
 * The item type that the name alone suggests: 1 for a directory ("/dir/") or
 * gemtext, 0 without a suffix, 9 for an unknown one.
 */
static char
type_by_name(struct span path)
{
	const char *media_type = media_from_name(path);
	size_t slash = span_find_last(path, '/');
	struct span name = span_skip(path, slash < path.len ? slash + 1 : 0);

	if (name.len == 0)
		return '1';
	if (media_type != NULL)
		return media_item_type(span_from(media_type));
	return span_find(name, '.') < name.len ? '9' : '0';
}

/* May this stand as a selector or host: no control byte, not too long? */
static bool
is_field(struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = (unsigned char)text.ptr[i];

		if (byte < 0x20 || byte == 0x7F)
			return false;
	}
	return text.len <= GOPHER_SELECTOR_MAX;
}

/* Has ${path} an escaped slash?  Decoded, it would name another file. */
static bool
has_escaped_slash(struct span path)
{
	for (size_t i = 0; i + 3 <= path.len; i++) {
		if (span_equal_nocase(
			(struct span){path.ptr + i, 3}, SPAN("%2F")))
			return true;
	}
	return false;
}

/* Append ${url} with the raw non-ASCII bytes that authors write escaped. */
static void
append_as_uri(struct buffer *out, struct span url)
{
	for (size_t i = 0; i < url.len; i++) {
		struct span byte = {url.ptr + i, 1};

		if ((unsigned char)url.ptr[i] < 0x80)
			buffer_append(out, byte);
		else
			uri_percent_encode(out, byte);
	}
}

/* The path of a link within the capsule, still escaped, into ${target}. */
static void
append_local_target(
    struct buffer *target, const struct uri *reference, struct span path)
{
	struct buffer base_text = BUFFER_EMPTY;
	struct uri base;

	/* With an authority, no path can be taken for one ("//x"). */
	buffer_append(&base_text, SPAN("gemini://capsule"));
	uri_percent_encode(&base_text, path);
	if (uri_parse(&base, buffer_span(&base_text)))
		uri_resolve(target, &base, reference);
	target->failed = target->failed || base_text.failed;
	buffer_free(&base_text);
}

/* A search for words that the link names already is a menu. */
static void
add_query(struct gopher_link *link, struct span query)
{
	link->type = '1';
	buffer_append_byte(&link->selector, '?');
	if (!uri_percent_decode(&link->selector, query) ||
	    !is_field(buffer_span(&link->selector)))
		link->type = 0;
}

static void
resolve_local(struct gopher_link *link, const struct uri *reference,
    struct span path, gopher_item_type *item_type, void *arg)
{
	struct buffer target = BUFFER_EMPTY;
	struct uri uri;
	char type = 0;

	append_local_target(&target, reference, path);
	if (uri_parse(&uri, buffer_span(&target)) &&
	    !has_escaped_slash(uri.path) &&
	    uri_percent_decode(&link->selector, uri.path) &&
	    is_field(buffer_span(&link->selector))) {
		struct span selector = buffer_span(&link->selector);

		if (item_type != NULL)
			type = item_type(arg, selector);
		link->type = type != 0 ? type : type_by_name(selector);
		if (type == '7' && uri.has_query)
			add_query(link, uri.query);
	}
	link->selector.failed = link->selector.failed || target.failed;
	buffer_free(&target);
}

/* Item types that a line of their own meaning has, or that no item has. */
static bool
is_item_type(char type)
{
	return type > 0x20 && type < 0x7F && type != 'i' && type != '3' &&
	       type != '.' && type != '%';
}

/* gopher://host:port/Tselector; RFC 4266, section 2.1. */
static void
resolve_gopher(struct gopher_link *link, const struct uri *uri)
{
	struct span selector = span_skip(uri->path, 2);
	char type = uri->path.len >= 2 ? uri->path.ptr[1] : '1';

	link->foreign = true;
	link->port = uri_port(uri, GOPHER_PORT_DEFAULT);
	buffer_append(&link->host, uri->host);
	if (!uri_percent_decode(&link->selector, selector))
		return;
	/* To Gopher the question mark is one byte of the selector. */
	if (uri->has_query) {
		buffer_append_byte(&link->selector, '?');
		if (!uri_percent_decode(&link->selector, uri->query))
			return;
	}
	if (uri->host.len == 0 || link->port == 0 || !is_item_type(type) ||
	    !is_field(buffer_span(&link->selector)) ||
	    !is_field(buffer_span(&link->host)))
		return;
	link->type = type;
}

/* An `h` item; ${prefix} is the scheme that a "//host/" link leaves out. */
static void
resolve_foreign(struct gopher_link *link, struct span prefix, struct span url)
{
	buffer_append(&link->selector, SPAN("URL:"));
	buffer_append(&link->selector, prefix);
	buffer_append(&link->selector, url);
	if (is_field(buffer_span(&link->selector)))
		link->type = 'h';
}

static void
resolve_uri(struct gopher_link *link, struct span url, struct span path,
    gopher_item_type *item_type, void *arg)
{
	struct uri uri;

	if (url.len == 0 || !uri_parse(&uri, url))
		return;
	if (span_equal_nocase(uri.scheme, SPAN("gopher")))
		resolve_gopher(link, &uri);
	else if (gopher_url_allows(uri.scheme))
		resolve_foreign(link, SPAN(""), url);
	else if (uri.scheme.len == 0 && uri.has_authority)
		resolve_foreign(link, SPAN("gemini:"), url);
	else if (uri.scheme.len == 0)
		resolve_local(link, &uri, path, item_type, arg);
}

static void
link_clear(struct gopher_link *link)
{
	link->type = 0;
	link->foreign = false;
	link->port = 0;
	buffer_clear(&link->selector);
	buffer_clear(&link->host);
}

void
gopher_link_resolve(struct gopher_link *link, struct span url, struct span path,
    gopher_item_type *item_type, void *arg)
{
	struct buffer escaped = BUFFER_EMPTY;

	link_clear(link);
	append_as_uri(&escaped, url);
	resolve_uri(link, buffer_span(&escaped), path, item_type, arg);
	if (escaped.failed)
		link->selector.failed = true;
	buffer_free(&escaped);
}

void
gopher_link_free(struct gopher_link *link)
{
	buffer_free(&link->selector);
	buffer_free(&link->host);
}
