/*
 * Pages one after another in one buffer, then the list of all files.
 */
#include "capsule.h"

#include "changes.h"
#include "counterparts.h"
#include "feed.h"
#include "page_body.h"
#include "page_changes.h"
#include "page_frame.h"
#include "page_notes.h"
#include "progress.h"

/* The pages may be this many times as large as the document... */
#define GROWTH_MAX 16
/* ... and every small document may make this many bytes. */
#define PAGES_FLOOR ((size_t)64 << 10)
/* Pages and copied files together, in bytes: the largest document's share. */
#define CAPSULE_BYTES_MAX (GROWTH_MAX * (uint64_t)SOURCE_BYTES_MAX)

/* Where the pages of an edition are searched, if they are. */
static struct span
search_address(const struct capsule *capsule, const struct edition *edition)
{
	struct buffer address = BUFFER_EMPTY;

	if (!capsule->has_search)
		return SPAN("");
	buffer_append_byte(&address, '/');
	buffer_append(&address, edition->prefix);
	buffer_append_text(&address, "search");
	struct span kept =
	    text_store_add(&edition->document->store, buffer_span(&address));
	buffer_free(&address);
	return kept;
}

static void
render_page(struct capsule *capsule, struct page_body *body,
    const struct editions *editions, size_t which, size_t index)
{
	const struct document *document = editions->list[which].document;
	struct page_writer writer = page_writer_begin(&capsule->pages);

	body->writer = &writer;
	page_frame_header(&writer, document, index);
	/* Whoever cannot read this finds the way right here. */
	if (index == 0)
		counterparts_write(editions, which, index, &writer);
	page_writer_blank(&writer);
	page_body_write(body, &document->pages[index]);
	if (index == 0)
		page_frame_contents(&writer, document);
	page_notes_write(body, &document->pages[index]);
	page_writer_blank(&writer);
	if (index > 0)
		counterparts_write(editions, which, index, &writer);
	page_frame_footer(&writer, document, index,
	    search_address(capsule, &editions->list[which]));
	body->writer = NULL;
}

/* Render all pages of one edition; each content's span has only its length. */
static void
render_pages(
    struct capsule *capsule, const struct editions *editions, size_t which)
{
	const struct edition *edition = &editions->list[which];
	struct document *document = edition->document;
	struct page_body body;

	page_body_begin(&body, document, edition->links, NULL);
	for (size_t i = 0; i < document->page_count; i++) {
		size_t start = capsule->pages.len;

		progress_step(editions->progress, "making pages", i,
		    document->page_count);
		render_page(capsule, &body, editions, which, i);
		capsule_files_add(
		    capsule, edition, document->pages[i].slug, ".gmi", start);
	}
	capsule->page_count += document->page_count;
	page_body_end(&body);
}

/* The page and the feed for those who follow an edition. */
static void
render_changes(
    struct capsule *capsule, const struct editions *editions, size_t which)
{
	const struct edition *edition = &editions->list[which];
	struct document *document = edition->document;
	struct changes changes = changes_of(document);
	struct page_writer writer = page_writer_begin(&capsule->pages);
	size_t start = capsule->pages.len;

	changes_check(document);
	page_changes_write(&writer, edition, &changes);
	page_writer_blank(&writer);
	counterparts_write_changes(editions, which, &writer);
	page_frame_footer(&writer, document, document->page_count,
	    search_address(capsule, edition));
	capsule_files_add(capsule, edition, SPAN(CHANGES_PAGE), "", start);
	capsule->page_count++;
	start = capsule->pages.len;
	if (!feed_write(&capsule->pages, edition, &changes, SPAN("")))
		source_error(document->source, document->front.changes_at,
		    "no-feed", "the feed of these changes cannot be made");
	capsule_files_add(capsule, edition, SPAN(CHANGES_FEED), "", start);
	changes_free(&changes);
}

static void
check_size(const struct capsule *capsule, const struct source *source)
{
	uint64_t total = 0;

	for (size_t i = 0; i < capsule->count; i++)
		total += capsule->files[i].size;
	if (capsule->pages.failed)
		source_error(source, 0, "output-too-big",
		    "the capsule would be more than %d times as large as its "
		    "document; are there links with very long targets?",
		    GROWTH_MAX);
	else if (total > CAPSULE_BYTES_MAX)
		source_error(source, 0, "output-too-big",
		    "pages and files together have more than %llu MiB; link "
		    "to smaller files",
		    (unsigned long long)(CAPSULE_BYTES_MAX >> 20));
}

void
capsule_render(struct capsule *capsule, const struct editions *editions)
{
	static const struct capsule_limits limits = {
	    .growth = GROWTH_MAX,
	    .floor = PAGES_FLOOR,
	    /* The page and the feed of changes. */
	    .extra_files = 2,
	};

	capsule_files_begin(capsule, editions, &limits);
	for (size_t i = 0; i < editions->count; i++) {
		render_pages(capsule, editions, i);
		if (changes_given(editions->list[i].document))
			render_changes(capsule, editions, i);
	}
	capsule_files_end(capsule, editions);
	check_size(capsule, editions->list[0].document->source);
}
