#include "serve_gemini.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "docroot.h"
#include "file_type.h"
#include "gemini_reply.h"
#include "listing.h"
#include "page_cache.h"
#include "path.h"
#include "search_message.h"
#include "serve_search.h"
#include "service.h"
#include "site_media.h"
#include "site_private.h"
#include "site_rules.h"
#include "uri.h"
#include "words.h"

/* The port of a gemini URI that names none. */
#define GEMINI_PORT 1965

/* Room for the longest target that a redirect can have. */
#define TARGET_ROOM (GEMINI_META_MAX + 1)

static struct reply
reply_with(struct service *service, enum gemini_status status, struct span meta)
{
	struct reply reply = {.fd = -1};
	size_t len = gemini_reply_header(service->header, status, meta);

	reply.head = (struct span){service->header, len};
	snprintf(reply.status, sizeof reply.status, "%d", (int)status);
	return reply;
}

/* What a reader is told with a status; others have texts of their own. */
static const struct {
	enum gemini_status status;
	enum word word;
} refusals[] = {
    {GEMINI_TEMPORARY_FAILURE, WORD_BUSY},
    {GEMINI_SERVER_UNAVAILABLE, WORD_BUSY},
    {GEMINI_NOT_FOUND, WORD_NOT_FOUND},
    {GEMINI_GONE, WORD_GONE},
    {GEMINI_PROXY_REFUSED, WORD_PROXY_REFUSED},
    {GEMINI_BAD_REQUEST, WORD_BAD_REQUEST},
    {GEMINI_CERTIFICATE_REQUIRED, WORD_CERTIFICATE_REQUIRED},
    {GEMINI_CERTIFICATE_NOT_AUTHORISED, WORD_CERTIFICATE_NOT_AUTHORISED},
    {GEMINI_CERTIFICATE_NOT_VALID, WORD_CERTIFICATE_NOT_VALID},
};

/* The reply of a refusal, in the words of what was asked for. */
static struct reply
refuse(struct service *service, enum gemini_status status)
{
	for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
		if (refusals[i].status == status)
			return reply_with(service, status,
			    span_from(service->words->text[refusals[i].word]));
	return reply_with(service, status, SPAN(""));
}

struct reply
serve_gemini_status(struct service *service, enum gemini_status status)
{
	service->words = site_words(&service->sites.items[0], NULL, NULL);
	return refuse(service, status);
}

/* Is this the port the client reached, or must have meant? */
static bool
port_is_ours(const struct service *service, const struct uri *uri,
    const struct gemini_client *client)
{
	unsigned port = uri_port(uri, GEMINI_PORT);

	return port == client->port ||
	       (port != 0 && (port == client->proxied_port ||
				 port == service->config->gemini_port));
}

/*
 * The media type with its parameters, as meta of a 20.  A type that was
 * configured may bring some itself.
 */
static struct span
describe_type(
    char *meta, size_t size, const struct file_type *type, const char *lang)
{
	bool has_charset = strcasestr(type->media, "charset=") != NULL;
	/* RFC 2045: a value with a comma must stand in quotes. */
	const char *quote = strchr(lang, ',') == NULL ? "" : "\"";
	int len;

	if (type->charset == NULL)
		return span_from(type->media);
	len = snprintf(meta, size, "%s%s%s", type->media,
	    has_charset ? "" : "; charset=", has_charset ? "" : type->charset);
	if (len > 0 && (size_t)len < size && *lang != '\0')
		len += snprintf(meta + len, size - (size_t)len, "; lang=%s%s%s",
		    quote, lang, quote);
	if (len < 0 || (size_t)len >= size)
		return span_from(type->media);
	return (struct span){meta, (size_t)len};
}

static struct reply
reply_with_file(struct service *service, struct site *site,
    const struct path *path, const struct docroot_file *file)
{
	const char *lang = site_language(site, path);
	char meta[GEMINI_META_MAX];
	struct file_type type;
	struct reply reply;

	if (!file_type_find(&type, service->types,
		site_media_type(site->capsule, path), file)) {
		close(file->fd);
		return refuse(service, GEMINI_SERVER_UNAVAILABLE);
	}
	reply = reply_with(service, GEMINI_SUCCESS,
	    describe_type(meta, sizeof meta, &type, lang));
	reply.fd = file->fd;
	reply.file_size = file->identity.size;
	return reply;
}

/* The listing of an open directory, as it was kept or made now. */
static struct reply
reply_with_entries(struct service *service, struct site *site,
    const struct path *path, const struct docroot_file *directory)
{
	static const struct file_type page = {"text/gemini", "utf-8"};
	struct page_key key = listing_key(site, path, directory, PAGE_LISTING);
	char meta[GEMINI_META_MAX];
	struct reply reply = reply_with(service, GEMINI_SUCCESS,
	    describe_type(meta, sizeof meta, &page, site_language(site, path)));

	if (page_cache_find(service->pages, &key, &reply.head))
		return reply;
	buffer_clear(&service->head);
	buffer_append(&service->head, reply.head);
	if (!listing_write(&service->head, site, path, directory))
		return refuse(service, GEMINI_SERVER_UNAVAILABLE);
	reply.head = buffer_span(&service->head);
	page_cache_keep(service->pages, &key, reply.head);
	return reply;
}

/* A directory without an index, listed. */
static struct reply
reply_with_listing(
    struct service *service, struct site *site, const struct path *path)
{
	struct docroot_file directory;
	struct reply reply;

	switch (docroot_enter(site->root, path->bytes, &directory)) {
	case DOCROOT_DIRECTORY:
		reply = reply_with_entries(service, site, path, &directory);
		close(directory.fd);
		return reply;
	case DOCROOT_STARVED:
		return refuse(service, GEMINI_SERVER_UNAVAILABLE);
	case DOCROOT_FILE:
	case DOCROOT_MISSING:
		break;
	}
	return refuse(service, GEMINI_NOT_FOUND);
}

/* Send the client on to the path it should have asked for. */
static struct reply
reply_with_slash(struct service *service, const struct path *path)
{
	char bytes[TARGET_ROOM];
	struct buffer target = BUFFER_WITHIN(bytes);

	buffer_append_byte(&target, '/');
	uri_percent_encode(&target, path_span(path));
	buffer_append_byte(&target, '/');
	if (target.failed)
		return refuse(service, GEMINI_NOT_FOUND);
	return reply_with(
	    service, GEMINI_REDIRECT_PERMANENT, buffer_span(&target));
}

/* What a redirect or gone rule of the capsule says. */
static struct reply
reply_with_rule(struct service *service, const struct config_rule *rule,
    const struct path *path)
{
	char bytes[TARGET_ROOM];
	struct buffer target = BUFFER_WITHIN(bytes);

	if (rule->target == NULL)
		return refuse(service, GEMINI_GONE);
	if (!site_rules_target(&target, rule, path))
		return refuse(service, GEMINI_NOT_FOUND);
	return reply_with(service,
	    rule->permanent ? GEMINI_REDIRECT_PERMANENT
			    : GEMINI_REDIRECT_TEMPORARY,
	    buffer_span(&target));
}

/* A search at a path where no file is; what is sought is the query. */
static struct reply
reply_with_search(struct service *service, const struct site *site,
    const struct path *path, struct span query)
{
	char bytes[GEMINI_META_MAX + 1];
	struct buffer words = BUFFER_WITHIN(bytes);
	struct reply reply;

	uri_percent_decode(&words, query);
	serve_search_ask(&reply, service, site, path, buffer_span(&words));
	return reply;
}

/* What the capsule has at a path that this client may see. */
static struct reply
reply_for_path(struct service *service, struct site *site, struct path *path,
    struct span query)
{
	struct docroot_file file;

	switch (site_find(site, path, &file)) {
	case SITE_FILE:
		return reply_with_file(service, site, path, &file);
	case SITE_DIRECTORY:
		return reply_with_slash(service, path);
	case SITE_LISTING:
		return reply_with_listing(service, site, path);
	case SITE_STARVED:
		return refuse(service, GEMINI_SERVER_UNAVAILABLE);
	case SITE_MISSING:
		if (serve_search_is_at(site, path))
			return reply_with_search(service, site, path, query);
		break;
	}
	return refuse(service, GEMINI_NOT_FOUND);
}

/* Private areas come first, so that not even their redirects show. */
static struct reply
reply_within(struct service *service, struct site *site, struct path *path,
    struct span query, const struct gemini_client *client)
{
	struct site_visitor visitor = {
	    .has_certificate = client->has_certificate,
	    .certificate_valid = client->certificate_valid,
	    .digest = client->certificate_digest,
	    .issued_by = client->issued_by,
	    .issued_arg = client->issued_arg,
	};
	const struct config_rule *rule;

	service->words = site_words(site, path, NULL);
	switch (site_private_check(site->private, path, &visitor)) {
	case SITE_ACCESS_NEEDED:
		return refuse(service, GEMINI_CERTIFICATE_REQUIRED);
	case SITE_ACCESS_REFUSED:
		return refuse(service, GEMINI_CERTIFICATE_NOT_AUTHORISED);
	case SITE_ACCESS_OUTDATED:
		return refuse(service, GEMINI_CERTIFICATE_NOT_VALID);
	case SITE_ACCESS_OPEN:
		break;
	}
	rule = site_rules_find(site->capsule, path);
	if (rule != NULL)
		return reply_with_rule(service, rule, path);
	return reply_for_path(service, site, path, query);
}

/* It may be a host of ours that somebody forgot to configure. */
static struct reply
reply_to_unknown_host(struct service *service, const struct uri *uri)
{
	struct reply reply = refuse(service, GEMINI_PROXY_REFUSED);

	reply.unknown_host = uri->host;
	return reply;
}

static struct reply
reply_for_uri(struct service *service, const struct uri *uri,
    const struct gemini_client *client)
{
	struct site *site = sites_find(&service->sites, uri->host);
	struct path path;

	if (!span_equal_nocase(uri->scheme, SPAN("gemini")))
		return refuse(service, GEMINI_PROXY_REFUSED);
	if (site == NULL)
		return reply_to_unknown_host(service, uri);
	if (!port_is_ours(service, uri, client))
		return refuse(service, GEMINI_PROXY_REFUSED);
	switch (path_from_uri(&path, uri->path)) {
	case PATH_OK:
		return reply_within(service, site, &path, uri->query, client);
	case PATH_MISSING:
		return refuse(service, GEMINI_NOT_FOUND);
	case PATH_BAD:
		break;
	}
	return refuse(service, GEMINI_BAD_REQUEST);
}

struct reply
serve_gemini(struct service *service, const struct uri *uri,
    const struct gemini_client *client)
{
	struct reply reply;

	service->words = site_words(&service->sites.items[0], NULL, NULL);
	reply = reply_for_uri(service, uri, client);
	reply.path = uri->path;
	return reply;
}

struct reply
serve_gemini_slow_down(
    struct service *service, const struct uri *uri, unsigned wait_s)
{
	char seconds[16];
	int len = snprintf(seconds, sizeof seconds, "%u", wait_s);
	struct reply reply = reply_with(
	    service, GEMINI_SLOW_DOWN, (struct span){seconds, (size_t)len});

	reply.path = uri->path;
	return reply;
}

/* Results, as a page. */
static struct reply
reply_with_results(struct service *service, const struct search_answer *answer)
{
	char meta[GEMINI_META_MAX];
	int len = snprintf(meta, sizeof meta, "text/gemini; charset=utf-8%s%s",
	    answer->lang[0] != '\0' ? "; lang=" : "", answer->lang);
	struct reply reply = reply_with(
	    service, GEMINI_SUCCESS, (struct span){meta, (size_t)len});

	buffer_clear(&service->head);
	buffer_append(&service->head, reply.head);
	buffer_append(
	    &service->head, (struct span){answer->bytes, answer->size});
	if (service->head.failed)
		return refuse(service, GEMINI_SERVER_UNAVAILABLE);
	reply.head = buffer_span(&service->head);
	return reply;
}

static struct reply
reply_for_answer(struct service *service, const struct search_answer *answer)
{
	switch (answer->status) {
	case SEARCH_PAGE:
		return reply_with_results(service, answer);
	case SEARCH_PROMPT:
		return reply_with(service, GEMINI_INPUT,
		    (struct span){answer->bytes, answer->size});
	case SEARCH_UNKNOWN:
		return refuse(service, GEMINI_NOT_FOUND);
	default:
		break;
	}
	return refuse(service, GEMINI_TEMPORARY_FAILURE);
}

struct reply
serve_gemini_search(struct service *service, const struct search_answer *answer)
{
	if (answer == NULL)
		return serve_gemini_status(service, GEMINI_TEMPORARY_FAILURE);
	service->words = words_for(span_from(answer->lang));
	return reply_for_answer(service, answer);
}
