#include "serve_gopher.h"

#include <string.h>
#include <unistd.h>

#include "docroot.h"
#include "file_type.h"
#include "gopher_menu.h"
#include "gopher_menu_render.h"
#include "gopher_request.h"
#include "gopher_text.h"
#include "gopher_url.h"
#include "listing.h"
#include "media.h"
#include "page_cache.h"
#include "path.h"
#include "service.h"
#include "site_media.h"
#include "site_private.h"
#include "site_rules.h"
#include "uri.h"

/* Pages larger than this are not rendered: they are sent as plain text. */
#define RENDERED_MAX (1 << 20)

#define URL_PREFIX "URL:"
#define SUFFIX_BYTES 4 /* of ".txt" and ".gmi" */

/* Longest target of a redirect.  Source: Gemini, "Responses". */
#define REDIRECT_BYTES_MAX 1024

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

/* One request while it is answered. */
struct asking {
	struct service *service;
	struct site *site;
	struct gopher_place place;
	char page_path[PATH_BYTES_MAX + 2]; /* what place.path points to */
};

static struct reply
reply_with(char item_type, struct span head)
{
	return (struct reply){.status = {item_type}, .head = head, .fd = -1};
}

struct reply
serve_gopher_error(struct service *service, const char *message)
{
	buffer_clear(&service->head);
	gopher_menu_error(&service->head, span_from(message));
	return reply_with('3', buffer_span(&service->head));
}

/* Read a page whole; false if it shrank or there is no memory. */
static bool
read_page(struct buffer *page, const struct docroot_file *file)
{
	size_t size = (size_t)file->identity.size;
	char *room;

	buffer_clear(page);
	room = buffer_reserve(page, size);
	while (room != NULL && page->len < size) {
		ssize_t count = pread(file->fd, room + page->len,
		    size - page->len, (off_t)page->len);

		if (count <= 0)
			return false;
		page->len += (size_t)count;
	}
	return room != NULL;
}

static void
render(struct asking *asking, enum page_form form, struct buffer *out)
{
	struct span gemtext = buffer_span(&asking->service->page);
	struct buffer text = BUFFER_EMPTY;

	switch (form) {
	case PAGE_MENU:
		gopher_menu_render(out, gemtext, &asking->place);
		break;
	case PAGE_TEXT:
		text_layout_document(&text, gemtext, &asking->place.style);
		gopher_text_frame(out, buffer_span(&text));
		out->failed |= text.failed;
		buffer_free(&text);
		break;
	}
}

/* Links on a page are resolved against the path of its file or directory. */
static void
set_place(struct asking *asking, const struct path *path, bool is_directory)
{
	size_t len = 0;

	asking->page_path[len++] = '/';
	memcpy(asking->page_path + len, path->bytes, path->len);
	len += path->len;
	if (is_directory && path->len > 0)
		asking->page_path[len++] = '/';
	asking->place.path = (struct span){asking->page_path, len};
}

/* A page of gemtext, rendered or out of the cache.  Closes the file. */
static struct reply
reply_with_page(struct asking *asking, const struct path *path,
    const struct docroot_file *file, enum page_form form)
{
	struct service *service = asking->service;
	char item_type = form == PAGE_MENU ? '1' : '0';
	struct page_key key = {
	    .identity = file->identity,
	    .form = form,
	    .path = path_span(path),
	    .port = asking->place.port,
	};
	struct span cached;
	bool read;

	if (page_cache_find(service->pages, &key, &cached)) {
		close(file->fd);
		return reply_with(item_type, cached);
	}
	read = read_page(&service->page, file);
	close(file->fd);
	if (!read)
		return serve_gopher_error(service, "Not available just now");
	set_place(asking, path, false);
	buffer_clear(&service->head);
	render(asking, form, &service->head);
	if (service->head.failed)
		return serve_gopher_error(service, "Not available just now");
	page_cache_keep(service->pages, &key, buffer_span(&service->head));
	return reply_with(item_type, buffer_span(&service->head));
}

/* Any other file, as its item type wants it. */
static struct reply
reply_with_file(const struct docroot_file *file, char item_type)
{
	struct reply reply = reply_with(item_type, SPAN(""));

	reply.fd = file->fd;
	reply.file_size = file->identity.size;
	reply.framing = item_type == '0' ? REPLY_TEXT : REPLY_RAW;
	return reply;
}

static struct reply
reply_for_found(struct asking *asking, const struct path *path,
    const struct docroot_file *file, enum page_form form)
{
	struct file_type type = file_type_of(asking->service->types,
	    site_media_type(asking->site->capsule, path), file);
	char item_type = media_item_type(span_from(type.media));

	if (item_type != '1')
		return reply_with_file(file, item_type);
	if (file->identity.size > RENDERED_MAX)
		return reply_with_file(file, '0');
	return reply_with_page(asking, path, file, form);
}

/* The gemtext that stands in service->page, as a menu. */
static struct reply
reply_with_menu(struct asking *asking)
{
	struct service *service = asking->service;

	buffer_clear(&service->head);
	render(asking, PAGE_MENU, &service->head);
	if (service->head.failed || service->page.failed)
		return serve_gopher_error(service, "Not available just now");
	return reply_with('1', buffer_span(&service->head));
}

static struct reply
reply_with_listing(struct asking *asking, const struct path *path)
{
	struct service *service = asking->service;

	buffer_clear(&service->page);
	if (!listing_write(&service->page, asking->site, path))
		return serve_gopher_error(service, "Not available just now");
	set_place(asking, path, true);
	return reply_with_menu(asking);
}

/*
 * What the capsule has at a path.  To Gopher nothing private is there, and,
 * for want of redirects, a directory is one without its slash too.
 */
static enum site_verdict
find(struct asking *asking, struct path *path, struct docroot_file *file)
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
try_file(struct asking *asking, struct path *path, enum page_form form,
    struct reply *reply)
{
	struct docroot_file file;

	switch (find(asking, path, &file)) {
	case SITE_FILE:
		*reply = reply_for_found(asking, path, &file, form);
		return true;
	case SITE_LISTING:
		*reply = reply_with_listing(asking, path);
		return true;
	case SITE_STARVED:
		*reply = serve_gopher_error(
		    asking->service, "Too busy; try again in a moment");
		return true;
	case SITE_DIRECTORY:
	case SITE_MISSING:
		break;
	}
	return false;
}

/* Does this reference lead into the capsule itself? */
static bool
is_local(struct asking *asking, struct span target)
{
	struct uri uri;

	if (!uri_parse(&uri, target))
		return false;
	if (!uri.has_authority)
		return uri.scheme.len == 0;
	return span_equal_nocase(uri.scheme, SPAN("gemini")) &&
	       sites_find(&asking->service->sites, uri.host) == asking->site;
}

/* A menu whose one item leads to where the page is now. */
static struct reply
reply_with_new_place(struct asking *asking, struct span target)
{
	struct buffer *page = &asking->service->page;

	buffer_clear(page);
	buffer_append_text(page, "This page has moved:\n=> ");
	buffer_append(page, target);
	buffer_append_byte(page, '\n');
	asking->place.path = SPAN("/");
	return reply_with_menu(asking);
}

/* What a local redirect leads to: a file, or the text of a page. */
static struct reply
reply_for_target(struct asking *asking, struct path *path, enum page_form form)
{
	struct reply reply;

	if (try_file(asking, path, form, &reply) ||
	    (page_of_twin(path) && try_file(asking, path, PAGE_TEXT, &reply)))
		return reply;
	return serve_gopher_error(asking->service, "Not found");
}

/* Gopher has no redirect: what a local one leads to is served, in one hop. */
static struct reply
reply_with_rule(struct asking *asking, const struct config_rule *rule,
    struct path *path, enum page_form form)
{
	struct buffer target = BUFFER_LIMITED(REDIRECT_BYTES_MAX);
	struct reply reply;

	if (rule->target == NULL)
		return serve_gopher_error(asking->service, "Gone");
	if (!site_rules_target(&target, rule, path, SPAN("")))
		reply = serve_gopher_error(asking->service, "Not found");
	else if (!is_local(asking, buffer_span(&target)))
		reply = reply_with_new_place(asking, buffer_span(&target));
	else if (site_rules_follow(path, buffer_span(&target)))
		reply = reply_for_target(asking, path, form);
	else
		reply = serve_gopher_error(asking->service, "Not found");
	buffer_free(&target);
	return reply;
}

/* The same with the capsule's rules; they say nothing of what is private. */
static bool
try_path(struct asking *asking, struct path *path, enum page_form form,
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

static struct reply
reply_for_path(struct asking *asking, struct path *path)
{
	struct reply reply;

	if (try_path(asking, path, PAGE_MENU, &reply))
		return reply;
	if (page_of_twin(path)) {
		if (try_path(asking, path, PAGE_TEXT, &reply))
			return reply;
		if (span_equal(path_span(path), SPAN("caps.gmi")))
			return reply_with('0', span_from(caps));
	}
	return serve_gopher_error(asking->service, "Not found");
}

/* The item type of a link's target whose name says nothing, or too little. */
static char
type_of_target(void *arg, struct span target)
{
	struct asking *asking = arg;
	const char *media;
	struct docroot_file file;
	struct file_type type;
	struct path path;

	if (path_from_selector(&path, target) != PATH_OK)
		return 0;
	media = site_media_override(asking->site->capsule, &path);
	if (media != NULL && !path.wants_directory)
		return media_item_type(span_from(media));
	if (media_from_name(target) != NULL)
		return 0;
	switch (find(asking, &path, &file)) {
	case SITE_FILE:
		type = file_type_of(asking->service->types,
		    site_media_type(asking->site->capsule, &path), &file);
		close(file.fd);
		return media_item_type(span_from(type.media));
	case SITE_DIRECTORY:
	case SITE_LISTING:
		return '1';
	case SITE_STARVED:
	case SITE_MISSING:
		break;
	}
	return 0;
}

static struct reply
reply_with_url_page(struct service *service, struct span url)
{
	buffer_clear(&service->head);
	if (!gopher_url_page(&service->head, url))
		return serve_gopher_error(service, "No such link");
	return reply_with('h', buffer_span(&service->head));
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

struct reply
serve_gopher(struct service *service, const struct gopher_request *request,
    unsigned port)
{
	struct asking asking = {
	    .service = service,
	    .site = &service->sites.items[0],
	    .place = place_of(service->config, port),
	};
	struct path path;
	struct reply reply;

	asking.place.arg = &asking;
	if (span_starts_with(request->selector, SPAN(URL_PREFIX))) {
		reply = reply_with_url_page(
		    service, span_skip(request->selector, strlen(URL_PREFIX)));
		reply.path = SPAN(URL_PREFIX);
		return reply;
	}
	if (path_from_selector(&path, request->selector) == PATH_OK)
		reply = reply_for_path(&asking, &path);
	else
		reply = serve_gopher_error(service, "Not found");
	reply.path = request->selector;
	return reply;
}
