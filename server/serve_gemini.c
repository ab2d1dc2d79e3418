#include "serve_gemini.h"

#include <stdio.h>
#include <string.h>

#include "docroot.h"
#include "file_type.h"
#include "gemini_reply.h"
#include "path.h"
#include "service.h"
#include "uri.h"

/* The port of a gemini URI that names none. */
#define GEMINI_PORT 1965

static struct reply
reply_with(struct service *service, enum gemini_status status, struct span meta)
{
	struct reply reply = {.fd = -1};
	char *header;

	buffer_clear(&service->head);
	header = buffer_reserve(&service->head, GEMINI_HEADER_BYTES_MAX);
	if (header != NULL)
		service->head.len = gemini_reply_header(header, status, meta);
	reply.head = buffer_span(&service->head);
	snprintf(reply.status, sizeof reply.status, "%d", (int)status);
	return reply;
}

struct reply
serve_gemini_status(struct service *service, enum gemini_status status)
{
	return reply_with(service, status, (struct span){NULL, 0});
}

/* Is this the port the client reached, or must have meant? */
static bool
port_is_ours(const struct uri *uri, unsigned port)
{
	return uri_port(uri, GEMINI_PORT) == port;
}

/* The media type with its parameters, as meta of a 20. */
static struct span
describe_type(
    char *meta, size_t size, const struct file_type *type, const char *lang)
{
	/* RFC 2045: a value with a comma must stand in quotes. */
	const char *quote = strchr(lang, ',') == NULL ? "" : "\"";
	int len;

	if (type->charset == NULL)
		return span_from(type->media);
	if (*lang == '\0')
		len = snprintf(
		    meta, size, "%s; charset=%s", type->media, type->charset);
	else
		len = snprintf(meta, size, "%s; charset=%s; lang=%s%s%s",
		    type->media, type->charset, quote, lang, quote);
	if (len < 0 || (size_t)len >= size)
		return span_from(type->media);
	return (struct span){meta, (size_t)len};
}

static struct reply
reply_with_file(struct service *service, struct site *site, const char *name,
    const struct docroot_file *file)
{
	struct file_type type =
	    file_type_of(service->types, span_from(name), file);
	char meta[GEMINI_META_MAX];
	struct reply reply = reply_with(service, GEMINI_SUCCESS,
	    describe_type(meta, sizeof meta, &type, site_language(site)));

	reply.fd = file->fd;
	reply.file_size = file->identity.size;
	reply.is_page = type.charset != NULL;
	return reply;
}

/* Send the client on to the path it should have asked for. */
static struct reply
reply_with_slash(struct service *service, const struct path *path)
{
	struct buffer target = BUFFER_LIMITED(GEMINI_META_MAX);
	struct reply reply;

	buffer_append_byte(&target, '/');
	uri_percent_encode(&target, path_span(path));
	buffer_append_byte(&target, '/');
	reply = target.failed ? serve_gemini_status(service, GEMINI_NOT_FOUND)
			      : reply_with(service, GEMINI_REDIRECT_PERMANENT,
				    buffer_span(&target));
	buffer_free(&target);
	return reply;
}

static struct reply
reply_for_path(struct service *service, struct site *site, struct path *path)
{
	struct docroot_file file;

	switch (site_find(site, path, &file)) {
	case SITE_FILE:
		return reply_with_file(service, site, path->bytes, &file);
	case SITE_DIRECTORY:
		return reply_with_slash(service, path);
	case SITE_STARVED:
		return serve_gemini_status(service, GEMINI_SERVER_UNAVAILABLE);
	case SITE_LISTING:
	case SITE_MISSING:
		break;
	}
	return serve_gemini_status(service, GEMINI_NOT_FOUND);
}

static struct reply
reply_for_uri(struct service *service, const struct uri *uri,
    const struct gemini_client *client)
{
	struct site *site = sites_find(&service->sites, uri->host);
	struct path path;

	if (!span_equal_nocase(uri->scheme, SPAN("gemini")) || site == NULL ||
	    !port_is_ours(uri, client->port))
		return serve_gemini_status(service, GEMINI_PROXY_REFUSED);
	switch (path_from_uri(&path, uri->path)) {
	case PATH_OK:
		return reply_for_path(service, site, &path);
	case PATH_MISSING:
		return serve_gemini_status(service, GEMINI_NOT_FOUND);
	case PATH_BAD:
		break;
	}
	return serve_gemini_status(service, GEMINI_BAD_REQUEST);
}

struct reply
serve_gemini(struct service *service, const struct uri *uri,
    const struct gemini_client *client)
{
	struct reply reply = reply_for_uri(service, uri, client);

	reply.path = uri->path;
	return reply;
}
