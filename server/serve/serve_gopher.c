#include "serve_gopher.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "docroot.h"
#include "file_type.h"
#include "gopher_error.h"
#include "gopher_mirror.h"
#include "gopher_reply.h"
#include "gopher_request.h"
#include "gopher_url.h"
#include "media.h"
#include "path.h"
#include "search_message.h"
#include "serve_search.h"
#include "service.h"
#include "site_media.h"
#include "site_private.h"
#include "site_rules.h"

#define URL_PREFIX "URL:"
#define SUFFIX_BYTES 4 /* of ".txt" and ".gmi" */

/* Longest target of a redirect.  Source: Gemini, "Responses". */
#define REDIRECT_BYTES_MAX 1024

/* Links of a page whose files are looked at; of the others the name tells. */
#define LOOKUPS_MAX 128

/* What caps.txt says where the capsule has none of its own. */
static const char caps[] = "CAPS\r\n"
			   "CapsVersion=1\r\n"
			   "ExpireCapsAfter=86400\r\n"
			   "PathDelimeter=/\r\n"
			   "PathIdentity=.\r\n"
			   "PathParent=..\r\n"
			   "PathParentDouble=FALSE\r\n"
			   "PathKeepPreDelimeter=FALSE\r\n"
			   "ServerSoftware=Lozenge\r\n"
			   ".\r\n";

/*
 * What the capsule has at a path.  To Gopher nothing private is there, and,
 * for want of redirects, a directory is one without its slash too.
 */
static enum site_verdict
find(struct gopher_asking *asking, struct path *path, struct docroot_file *file)
{
	enum site_verdict verdict;

	if (site_private_area(asking->site->private, path_span(path)) != NULL)
		return SITE_MISSING;
	verdict = site_find(asking->site, path, file);
	if (verdict != SITE_DIRECTORY)
		return verdict;
	path->wants_directory = true;
	return site_find(asking->site, path, file);
}

/* The path of the page that /page.txt is the plain text of. */
static bool
page_of_twin(struct path *path)
{
	if (path->wants_directory ||
	    !span_ends_with(path_span(path), SPAN(".txt")))
		return false;
	memcpy(path->bytes + path->len - SUFFIX_BYTES, ".gmi", SUFFIX_BYTES);
	return true;
}

/* The reply with what is at a path; false if nothing is. */
static bool
try_file(struct gopher_asking *asking, struct path *path, enum page_form form,
    struct reply *reply)
{
	struct docroot_file file;

	switch (find(asking, path, &file)) {
	case SITE_FILE:
		*reply = gopher_reply_file(asking, path, &file, form);
		return true;
	case SITE_LISTING:
		*reply = gopher_reply_listing(asking, path);
		return true;
	case SITE_STARVED:
		*reply = gopher_error(asking, WORD_BUSY);
		return true;
	case SITE_DIRECTORY:
	case SITE_MISSING:
		break;
	}
	return false;
}

/* What a local redirect leads to: a file, or the text of a page. */
static struct reply
reply_for_target(
    struct gopher_asking *asking, struct path *path, enum page_form form)
{
	struct reply reply;

	if (try_file(asking, path, form, &reply) ||
	    (page_of_twin(path) && try_file(asking, path, PAGE_TEXT, &reply)))
		return reply;
	return gopher_error(asking, WORD_NOT_FOUND);
}

/* Gopher has no redirect: what a local one leads to is served, in one hop. */
static struct reply
reply_with_redirect(struct gopher_asking *asking, struct span target,
    struct path *path, enum page_form form)
{
	if (!site_rules_stays_within(asking->site->capsule, target))
		return gopher_reply_moved(asking, target);
	if (!site_rules_follow(path, target))
		return gopher_error(asking, WORD_NOT_FOUND);
	return reply_for_target(asking, path, form);
}

/* What a redirect or gone rule of the capsule says. */
static struct reply
reply_with_rule(struct gopher_asking *asking, const struct config_rule *rule,
    struct path *path, enum page_form form)
{
	char bytes[REDIRECT_BYTES_MAX + 1];
	struct buffer target = BUFFER_WITHIN(bytes);

	if (rule->target == NULL)
		return gopher_error(asking, WORD_GONE);
	if (!site_rules_target(&target, rule, path))
		return gopher_error(asking, WORD_NOT_FOUND);
	return reply_with_redirect(asking, buffer_span(&target), path, form);
}

/* The same with the capsule's rules; they say nothing of what is private. */
static bool
try_path(struct gopher_asking *asking, struct path *path, enum page_form form,
    struct reply *reply)
{
	const struct site *site = asking->site;
	const struct config_rule *rule = NULL;

	if (site_private_area(site->private, path_span(path)) == NULL)
		rule = site_rules_find(site->capsule, path);
	if (rule == NULL)
		return try_file(asking, path, form, reply);
	*reply = reply_with_rule(asking, rule, path, form);
	return true;
}

/* The reply with what the capsule itself has there; false if nothing is. */
static bool
try_capsule(
    struct gopher_asking *asking, const struct path *asked, struct reply *reply)
{
	struct path path = *asked;

	gopher_asking_language(asking, &path);
	if (try_path(asking, &path, PAGE_MENU, reply))
		return true;
	if (!page_of_twin(&path))
		return false;
	if (try_path(asking, &path, PAGE_TEXT, reply))
		return true;
	if (!span_equal(path_span(&path), SPAN("caps.gmi")))
		return false;
	*reply = gopher_reply_bytes('0', span_from(caps));
	return true;
}

/* Is the path, at which nothing is, that of a search anyone may make? */
static bool
is_search(struct gopher_asking *asking, const struct path *path)
{
	return site_private_area(asking->site->private, path_span(path)) ==
		   NULL &&
	       serve_search_is_at(asking->site, path);
}

/*
 * A search: what is sought follows a TAB, or, in links that name it, a question
 * mark.  False if the selector is not that of one.
 */
static bool
ask_search(struct gopher_asking *asking, const struct gopher_request *request,
    struct reply *reply)
{
	size_t mark = span_find(request->selector, '?');
	struct span words = request->has_search
				? request->search
				: span_skip(request->selector, mark + 1);
	struct path path;

	if (path_from_selector(
		&path, (struct span){request->selector.ptr, mark}) != PATH_OK)
		return false;
	gopher_mirror_enter(asking, &path);
	if (!is_search(asking, &path))
		return false;
	serve_search_ask(reply, asking->service, asking->site, &path, words);
	reply->search.prefix = asking->place.prefix;
	return true;
}

static struct reply
reply_for_path(struct gopher_asking *asking, struct path *path,
    const struct gopher_request *request)
{
	struct reply reply;

	if (try_capsule(asking, path, &reply) ||
	    (gopher_mirror_enter(asking, path) &&
		try_capsule(asking, path, &reply)))
		return reply;
	if (ask_search(asking, request, &reply))
		return reply;
	return gopher_error(asking, WORD_NOT_FOUND);
}

/* The item type of a link's target whose name says nothing, or too little. */
static char
type_of_target(void *arg, struct span target)
{
	struct gopher_asking *asking = arg;
	const char *media;
	struct docroot_file file;
	struct file_type type;
	struct path path;
	bool known;

	if (path_from_selector(&path, target) != PATH_OK)
		return 0;
	media = site_media_override(asking->site->capsule, &path);
	if (media != NULL && !path.wants_directory)
		return media_item_type(span_from(media));
	if (media_from_name(target) != NULL || asking->lookups == LOOKUPS_MAX)
		return 0;
	asking->lookups++;
	switch (find(asking, &path, &file)) {
	case SITE_FILE:
		known = file_type_find(&type, asking->service->types,
		    site_media_type(asking->site->capsule, &path), &file);
		close(file.fd);
		if (known)
			return media_item_type(span_from(type.media));
		asking->incomplete = true;
		break;
	case SITE_DIRECTORY:
	case SITE_LISTING:
		return '1';
	case SITE_STARVED:
		asking->incomplete = true;
		break;
	case SITE_MISSING:
		return is_search(asking, &path) ? '7' : 0;
	}
	return 0;
}

static struct reply
reply_with_url_page(struct gopher_asking *asking, struct span url)
{
	struct service *service = asking->service;

	buffer_clear(&service->head);
	if (!gopher_url_page(&service->head, url))
		return gopher_error(asking, WORD_NOT_FOUND);
	if (service->head.failed)
		return gopher_error_unavailable();
	return gopher_reply_bytes('h', buffer_span(&service->head));
}

static struct gopher_place
place_of(const struct config *config, unsigned port)
{
	return (struct gopher_place){
	    .host = span_from(config->gopher_host != NULL
				  ? config->gopher_host
				  : config->capsules[0].host),
	    .port = config->gopher_port != 0 ? config->gopher_port : port,
	    .style = {.width = config->gopher_width,
		.ascii = config->gopher_ascii},
	    .item_type = type_of_target,
	};
}

static void
begin_asking(
    struct gopher_asking *asking, struct service *service, unsigned port)
{
	*asking = (struct gopher_asking){
	    .service = service,
	    .site = &service->sites.items[0],
	    .place = place_of(service->config, port),
	};
	asking->place.arg = asking;
}

/* What may be logged of a selector: no query, which some clients add to it. */
static struct span
loggable(struct span selector)
{
	return (struct span){selector.ptr, span_find(selector, '?')};
}

struct reply
serve_gopher(struct service *service, const struct gopher_request *request,
    unsigned port)
{
	struct gopher_asking asking;
	struct path path;
	struct reply reply;

	begin_asking(&asking, service, port);
	if (span_starts_with(request->selector, SPAN(URL_PREFIX))) {
		reply = reply_with_url_page(
		    &asking, span_skip(request->selector, strlen(URL_PREFIX)));
		reply.path = SPAN(URL_PREFIX);
		return reply;
	}
	if (path_from_selector(&path, request->selector) == PATH_OK)
		reply = reply_for_path(&asking, &path, request);
	else
		reply = gopher_error(&asking, WORD_NOT_FOUND);
	reply.path = loggable(request->selector);
	return reply;
}

struct reply
serve_gopher_error(struct service *service, enum word word)
{
	struct gopher_asking asking;

	begin_asking(&asking, service, 0);
	return gopher_error(&asking, word);
}

struct reply
serve_gopher_slow_down(struct service *service,
    const struct gopher_request *request, unsigned wait_s)
{
	struct gopher_asking asking;
	struct reply reply;

	begin_asking(&asking, service, 0);
	reply = gopher_error_with(&asking, WORD_SLOW_DOWN, wait_s);
	reply.path = loggable(request->selector);
	return reply;
}

struct reply
serve_gopher_search(struct service *service, const struct search_answer *answer,
    const struct reply_search *asked, unsigned port)
{
	struct gopher_asking asking;

	begin_asking(&asking, service, port);
	gopher_mirror_resume(&asking, asked->prefix);
	switch (answer == NULL ? SEARCH_LATE : answer->status) {
	case SEARCH_PAGE:
	case SEARCH_PROMPT:
		return gopher_reply_search(&asking, answer, asked->scope);
	case SEARCH_UNKNOWN:
		return gopher_error(&asking, WORD_NOT_FOUND);
	default:
		break;
	}
	return gopher_error(&asking, WORD_BUSY);
}
