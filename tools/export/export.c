#include "export.h"

#include "changes.h"
#include "export_style.h"
#include "feed.h"
#include "html_page.h"

/* Pages and their printed twin together, as a multiple of the document. */
#define GROWTH_MAX 64
#define PAGES_FLOOR ((size_t)1 << 20)

static void
fail(const struct edition *edition)
{
	source_error(edition->document->source, 0, "output-too-big",
	    "the web pages would be more than %d times as large as the "
	    "document",
	    GROWTH_MAX);
}

/* The page with all others on it has its name already. */
static void
check_names(const struct document *document)
{
	const struct anchor *anchor =
	    anchors_find(&document->anchors, SPAN("print"));

	if (anchor != NULL &&
	    span_equal(document->pages[anchor->page].slug, SPAN("print")))
		source_error(document->source, anchor->at, "reserved-slug",
		    "\"print\" is the name of the web page with all others "
		    "on it; give this heading another one with {#name}");
}

static bool
render_pages(struct capsule *web, const struct html_site *site, size_t which)
{
	const struct edition *edition = &site->editions->list[which];
	const struct document *document = edition->document;
	struct html_place place;
	bool is_good = true;
	size_t start;

	html_place_begin(&place, edition);
	for (size_t i = 0; is_good && i < document->page_count; i++) {
		start = web->pages.len;
		is_good = html_page_write(&web->pages, site, &place, which, i);
		capsule_files_add(
		    web, edition, document->pages[i].slug, ".html", start);
	}
	web->page_count = web->count;
	start = web->pages.len;
	is_good =
	    is_good && html_page_write_print(&web->pages, site, &place, which);
	capsule_files_add(web, edition, SPAN("print.html"), "", start);
	html_place_end(&place);
	return is_good;
}

/* The feed of an edition's changes, as its capsule has it unless it is known
 * where the web pages will be. */
static void
render_feed(struct capsule *web, const struct edition *edition, struct span url)
{
	struct document *document = edition->document;
	struct changes changes = changes_of(document);
	size_t start = web->pages.len;

	changes_check(document);
	if (!feed_write(&web->pages, edition, &changes, url))
		source_error(document->source, document->front.changes_at,
		    "no-feed", "the feed of these changes cannot be made");
	capsule_files_add(web, edition, SPAN(CHANGES_FEED), "", start);
	changes_free(&changes);
}

void
export_render(
    struct capsule *web, const struct editions *editions, struct span url)
{
	static const struct capsule_limits limits = {
	    .growth = GROWTH_MAX,
	    .floor = PAGES_FLOOR,
	    /* print.html and the feed. */
	    .extra_files = 2,
	};
	struct html_site site = {.editions = editions, .url = url};
	size_t start;

	capsule_files_begin(web, editions, &limits);
	for (size_t i = 0; i < editions->count; i++) {
		check_names(editions->list[i].document);
		if (!render_pages(web, &site, i)) {
			fail(&editions->list[i]);
			return;
		}
		if (changes_given(editions->list[i].document))
			render_feed(web, &editions->list[i], url);
	}
	start = web->pages.len;
	buffer_append_text(&web->pages, export_style);
	capsule_files_add(
	    web, &editions->list[0], SPAN("style.css"), "", start);
	capsule_files_end(web, editions);
}
