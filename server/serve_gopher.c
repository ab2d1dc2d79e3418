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
#include "media.h"
#include "page_cache.h"
#include "path.h"
#include "service.h"

/* Pages larger than this are not rendered: they are sent as plain text. */
#define RENDERED_MAX (1 << 20)

#define URL_PREFIX "URL:"
#define SUFFIX_BYTES 4 /* of ".txt" and ".gmi" */

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
	char page_path[1 + PATH_BYTES_MAX]; /* what place.path points to */
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

/* Links on a page are resolved against the path of its file. */
static void
set_place(struct asking *asking, const struct path *path)
{
	asking->page_path[0] = '/';
	memcpy(asking->page_path + 1, path->bytes, path->len);
	asking->place.path = (struct span){asking->page_path, path->len + 1};
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
	set_place(asking, path);
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
    const struct docroot_file *file)
{
	struct file_type type =
	    file_type_of(asking->service->types, path_span(path), file);
	char item_type = media_item_type(span_from(type.media));

	if (item_type != '1')
		return reply_with_file(file, item_type);
	if (file->identity.size > RENDERED_MAX)
		return reply_with_file(file, '0');
	return reply_with_page(asking, path, file, PAGE_MENU);
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

/* No such file: a page's plain text, caps.txt, or nothing. */
static struct reply
reply_for_missing(struct asking *asking, struct path *path)
{
	struct docroot_file file;

	if (page_of_twin(path) &&
	    site_find(asking->site, path, &file) == SITE_FILE) {
		if (file.identity.size <= RENDERED_MAX)
			return reply_with_page(asking, path, &file, PAGE_TEXT);
		return reply_with_file(&file, '0');
	}
	if (span_equal(path_span(path), SPAN("caps.gmi")))
		return reply_with('0', span_from(caps));
	return serve_gopher_error(asking->service, "Not found");
}

static struct reply
reply_for_path(struct asking *asking, struct path *path)
{
	struct docroot_file file;
	enum site_verdict verdict = site_find(asking->site, path, &file);

	/* Gopher has no redirect: a directory is one without a slash too. */
	if (verdict == SITE_DIRECTORY) {
		path->wants_directory = true;
		verdict = site_find(asking->site, path, &file);
	}
	switch (verdict) {
	case SITE_FILE:
		return reply_for_found(asking, path, &file);
	case SITE_STARVED:
		return serve_gopher_error(
		    asking->service, "Too busy; try again in a moment");
	case SITE_DIRECTORY:
	case SITE_LISTING:
	case SITE_MISSING:
		break;
	}
	return reply_for_missing(asking, path);
}

/* The item type of a link's target whose name says nothing. */
static char
type_of_target(void *arg, struct span target)
{
	struct asking *asking = arg;
	struct docroot_file file;
	struct file_type type;
	struct path path;

	if (media_from_name(target) != NULL ||
	    path_from_selector(&path, target) != PATH_OK)
		return 0;
	switch (site_find(asking->site, &path, &file)) {
	case SITE_FILE:
		type = file_type_of(
		    asking->service->types, path_span(&path), &file);
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
