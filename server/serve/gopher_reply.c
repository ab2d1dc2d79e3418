#include "gopher_reply.h"

#include <string.h>
#include <unistd.h>

#include "docroot.h"
#include "file_type.h"
#include "gemtext.h"
#include "gopher_error.h"
#include "gopher_forms.h"
#include "gopher_menu.h"
#include "gopher_mirror.h"
#include "gopher_text.h"
#include "listing.h"
#include "media.h"
#include "page_cache.h"
#include "path.h"
#include "search_message.h"
#include "service.h"
#include "site_media.h"
#include "translit_language.h"
#include "uri.h"

/* Pages larger than this are not rendered: they are sent as plain text. */
#define RENDERED_MAX (256 << 10)

struct reply
gopher_reply_bytes(char item_type, struct span bytes)
{
	return (struct reply){.status = {item_type}, .head = bytes, .fd = -1};
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

/* Does the page lead to a search already? */
static bool
leads_to_search(struct span gemtext)
{
	struct gemtext lines = gemtext_begin(gemtext);
	struct gemtext_line line;

	while (gemtext_next(&lines, &line))
		if (line.kind == GEMTEXT_LINK &&
		    (span_equal(line.url, SPAN("search")) ||
			span_ends_with(line.url, SPAN("/search"))))
			return true;
	return false;
}

/* Every menu offers the capsule's search, if there is one. */
static void
offer_search(struct gopher_asking *asking)
{
	struct buffer *page = &asking->service->page;

	if (!site_has_search(asking->site) ||
	    leads_to_search(buffer_span(page)))
		return;
	buffer_append_text(page, "\n=> /search ");
	buffer_append_text(page, asking->words->text[WORD_SEARCH]);
	buffer_append_byte(page, '\n');
}

static void
render(struct gopher_asking *asking, enum page_form form, struct buffer *out)
{
	struct buffer text = BUFFER_EMPTY;
	struct span gemtext;

	if (form == PAGE_MENU)
		offer_search(asking);
	gemtext = buffer_span(&asking->service->page);
	switch (form) {
	case PAGE_MENU:
	case PAGE_LISTING_MENU:
		gopher_menu_render(out, gemtext, &asking->place);
		break;
	case PAGE_TEXT:
		text_layout_document(&text, gemtext, &asking->place.style);
		gopher_text_frame(out, buffer_span(&text));
		out->failed |= text.failed;
		buffer_free(&text);
		break;
	case PAGE_LISTING: /* as it is */
		buffer_append(out, gemtext);
		break;
	}
}

/* Links on a page are resolved against the path of its file or directory. */
static void
set_place(
    struct gopher_asking *asking, const struct path *path, bool is_directory)
{
	size_t len = 0;

	asking->page_path[len++] = '/';
	memcpy(asking->page_path + len, path->bytes, path->len);
	len += path->len;
	if (is_directory && path->len > 0)
		asking->page_path[len++] = '/';
	asking->place.path = (struct span){asking->page_path, len};
}

/* What a rendering depends on beside its file. */
static void
complete_key(struct page_key *key, struct gopher_asking *asking)
{
	bool has_mirror = key->form != PAGE_TEXT && asking->place.style.ascii &&
			  asking->place.prefix.len == 0;

	key->port = asking->place.port;
	key->language = asking->place.style.language;
	key->prefix = asking->place.prefix;
	key->mirror = has_mirror ? gopher_mirror_prefix(asking) : SPAN("");
	key->has_search = site_has_search(asking->site);
	key->noted_ns = asking->site->manifest_changed_ns;
}

/* A page of gemtext, rendered or out of the cache.  Closes the file. */
static struct reply
reply_with_page(struct gopher_asking *asking, const struct path *path,
    const struct docroot_file *file, enum page_form form)
{
	struct service *service = asking->service;
	char item_type = form == PAGE_MENU ? '1' : '0';
	struct page_key key = {
	    .identity = file->identity,
	    .form = form,
	    .path = path_span(path),
	};
	struct span cached;
	bool read;

	gopher_asking_language(asking, path);
	complete_key(&key, asking);
	if (page_cache_find(service->pages, &key, &cached)) {
		close(file->fd);
		return gopher_reply_bytes(item_type, cached);
	}
	read = read_page(&service->page, file);
	close(file->fd);
	if (!read)
		return gopher_error_unavailable();
	set_place(asking, path, false);
	buffer_clear(&service->head);
	if (form == PAGE_MENU)
		gopher_forms_offer(
		    &service->head, asking, path, buffer_span(&service->page));
	render(asking, form, &service->head);
	if (service->head.failed)
		return gopher_error_unavailable();
	if (!asking->incomplete)
		page_cache_keep(
		    service->pages, &key, buffer_span(&service->head));
	return gopher_reply_bytes(item_type, buffer_span(&service->head));
}

/* Any other file, as its item type wants it. */
static struct reply
reply_with_file(const struct docroot_file *file, char item_type)
{
	struct reply reply = gopher_reply_bytes(item_type, SPAN(""));

	reply.fd = file->fd;
	reply.file_size = file->identity.size;
	reply.framing = item_type == '0' ? REPLY_TEXT : REPLY_RAW;
	return reply;
}

struct reply
gopher_reply_file(struct gopher_asking *asking, const struct path *path,
    const struct docroot_file *file, enum page_form form)
{
	struct file_type type;
	char item_type;

	if (!file_type_find(&type, asking->service->types,
		site_media_type(asking->site->capsule, path), file)) {
		close(file->fd);
		return gopher_error_unavailable();
	}
	item_type = media_item_type(span_from(type.media));
	if (item_type != '1')
		return reply_with_file(file, item_type);
	if (file->identity.size > RENDERED_MAX)
		return reply_with_file(file, '0');
	return reply_with_page(asking, path, file, form);
}

/* The gemtext that stands in service->page, as a menu. */
static struct reply
reply_with_menu(struct gopher_asking *asking)
{
	struct service *service = asking->service;

	buffer_clear(&service->head);
	render(asking, PAGE_MENU, &service->head);
	if (service->head.failed || service->page.failed)
		return gopher_error_unavailable();
	return gopher_reply_bytes('1', buffer_span(&service->head));
}

/* The listing of an open directory, as it was kept or made now. */
static struct reply
reply_with_entries(struct gopher_asking *asking, const struct path *path,
    const struct docroot_file *directory)
{
	struct service *service = asking->service;
	struct page_key key =
	    listing_key(asking->site, path, directory, PAGE_LISTING_MENU);
	struct span kept;
	struct reply reply;

	gopher_asking_language(asking, path);
	complete_key(&key, asking);
	if (page_cache_find(service->pages, &key, &kept))
		return gopher_reply_bytes('1', kept);
	buffer_clear(&service->page);
	if (!listing_write(&service->page, asking->site, path, directory))
		return gopher_error_unavailable();
	set_place(asking, path, true);
	reply = reply_with_menu(asking);
	if (*reply.status == '1' && !asking->incomplete)
		page_cache_keep(service->pages, &key, reply.head);
	return reply;
}

struct reply
gopher_reply_listing(struct gopher_asking *asking, const struct path *path)
{
	struct docroot_file directory;
	struct reply reply;

	switch (docroot_enter(asking->site->root, path->bytes, &directory)) {
	case DOCROOT_DIRECTORY:
		reply = reply_with_entries(asking, path, &directory);
		close(directory.fd);
		return reply;
	case DOCROOT_FILE:
	case DOCROOT_MISSING:
		return gopher_error(asking, WORD_NOT_FOUND);
	case DOCROOT_STARVED:
		break;
	}
	return gopher_error_unavailable();
}

struct reply
gopher_reply_moved(struct gopher_asking *asking, struct span target)
{
	struct buffer *page = &asking->service->page;

	buffer_clear(page);
	buffer_append_text(page, asking->words->text[WORD_MOVED]);
	buffer_append(page, span_trim(span_from(asking->words->colon)));
	buffer_append_text(page, "\n=> ");
	buffer_append(page, target);
	buffer_append_byte(page, '\n');
	asking->place.path = SPAN("/");
	return reply_with_menu(asking);
}

/* A page that asks what is sought. */
static void
write_question(struct gopher_asking *asking, const struct search_answer *answer,
    struct span scope)
{
	struct buffer *page = &asking->service->page;

	buffer_append_text(page, "# ");
	buffer_append_text(page, asking->words->text[WORD_SEARCH]);
	buffer_append_text(page, "\n\n=> /");
	uri_percent_encode(page, scope);
	buffer_append_text(page, scope.len > 0 ? "/search " : "search ");
	buffer_append(page, (struct span){answer->bytes, answer->size});
	buffer_append_byte(page, '\n');
}

struct reply
gopher_reply_search(struct gopher_asking *asking,
    const struct search_answer *answer, struct span scope)
{
	struct buffer *page = &asking->service->page;
	struct span lang = span_from(answer->lang);

	asking->place.path = SPAN("/");
	asking->place.style.language = translit_language_of(lang);
	asking->words = site_words_of(asking->site, lang);
	buffer_clear(page);
	if (answer->status == SEARCH_PROMPT)
		write_question(asking, answer, scope);
	else
		buffer_append(page, (struct span){answer->bytes, answer->size});
	return reply_with_menu(asking);
}
