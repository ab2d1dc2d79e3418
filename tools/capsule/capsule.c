/*
 * Pages one after another in one buffer, then the list of all files.
 */
#include "capsule.h"

#include <stdlib.h>

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

/* The file ${name} of an edition, NUL-terminated. */
static struct span
file_name(const struct edition *edition, struct span name, const char *suffix)
{
	struct buffer path = BUFFER_EMPTY;

	buffer_append(&path, edition->prefix);
	buffer_append(&path, name);
	buffer_append_text(&path, suffix);
	struct span kept =
	    text_store_add(&edition->document->store, buffer_span(&path));
	buffer_free(&path);
	return kept;
}

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
		struct capsule_file *file = &capsule->files[capsule->count++];

		progress_step(editions->progress, "making pages", i,
		    document->page_count);
		render_page(capsule, &body, editions, which, i);
		*file = (struct capsule_file){
		    .name = file_name(edition, document->pages[i].slug, ".gmi"),
		    .content.len = capsule->pages.len - start,
		    .size = capsule->pages.len - start,
		};
	}
	capsule->page_count += document->page_count;
	page_body_end(&body);
}

/* What has been appended to the pages since ${start} is the file ${name}. */
static void
add_file(struct capsule *capsule, const struct edition *edition,
    const char *name, size_t start)
{
	capsule->files[capsule->count++] = (struct capsule_file){
	    .name = file_name(edition, span_from(name), ""),
	    .content.len = capsule->pages.len - start,
	    .size = capsule->pages.len - start,
	};
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
	add_file(capsule, edition, CHANGES_PAGE, start);
	capsule->page_count++;
	start = capsule->pages.len;
	if (!feed_write(&capsule->pages, edition, &changes))
		source_error(document->source, document->front.changes_at,
		    "no-feed", "the feed of these changes cannot be made");
	add_file(capsule, edition, CHANGES_FEED, start);
	changes_free(&changes);
}

/* The pages' buffer no longer moves. */
static void
point_to_contents(struct capsule *capsule)
{
	const char *content = capsule->pages.ptr;

	for (size_t i = 0; i < capsule->count; i++) {
		capsule->files[i].content.ptr = content;
		content += capsule->files[i].content.len;
	}
}

static void
add_copies(struct capsule *capsule, const struct edition *edition)
{
	for (size_t i = 0; i < edition->links->target_count; i++) {
		const struct link_target *target = &edition->links->targets[i];

		if (target->path.len > 0)
			capsule->files[capsule->count++] =
			    (struct capsule_file){
				.name = file_name(edition, target->path, ""),
				.folder = edition->folder,
				.original = target->path,
				.size = target->size,
			    };
	}
}

static int
compare_files(const void *left, const void *right)
{
	const struct capsule_file *a = left;
	const struct capsule_file *b = right;

	return strcmp(a->name.ptr, b->name.ptr);
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

/*
 * A file of the first document may lie where another one's pages go.  That two
 * pages have one name is told where the names are.
 */
static void
check_names(const struct capsule *capsule, const struct source *source)
{
	for (size_t i = 1; i < capsule->count; i++) {
		const struct capsule_file *file = &capsule->files[i];
		const struct capsule_file *other = &capsule->files[i - 1];

		if (span_equal(other->name, file->name) &&
		    (capsule_is_copy(other) || capsule_is_copy(file)))
			source_error(source, 0, "file-clash",
			    "two files of the capsule would be \"%s\"; rename "
			    "the one beside the document",
			    file->name.ptr);
	}
}

/* Room for all that the editions make. */
static void
prepare(struct capsule *capsule, const struct editions *editions)
{
	/* One more for the search index, two for each edition's changes. */
	size_t files = 1 + 2 * editions->count;
	size_t limit = 0;

	for (size_t i = 0; i < editions->count; i++) {
		const struct edition *edition = &editions->list[i];

		files += edition->document->page_count +
			 edition->links->target_count;
		limit += edition->document->source->text.len * GROWTH_MAX;
	}
	if (limit < PAGES_FLOOR)
		limit = PAGES_FLOOR;
	capsule->pages = BUFFER_LIMITED(limit);
	capsule->files = calloc(files, sizeof *capsule->files);
}

void
capsule_render(struct capsule *capsule, const struct editions *editions)
{
	struct document *first = editions->list[0].document;

	*capsule = (struct capsule){.has_search = capsule->has_search};
	prepare(capsule, editions);
	for (size_t i = 0; i < editions->count; i++) {
		render_pages(capsule, editions, i);
		if (changes_given(editions->list[i].document))
			render_changes(capsule, editions, i);
	}
	point_to_contents(capsule);
	for (size_t i = 0; i < editions->count; i++)
		add_copies(capsule, &editions->list[i]);
	check_size(capsule, first->source);
	qsort(capsule->files, capsule->count, sizeof *capsule->files,
	    compare_files);
	check_names(capsule, first->source);
}

void
capsule_free(struct capsule *capsule)
{
	free(capsule->files);
	buffer_free(&capsule->pages);
	buffer_free(&capsule->search);
	*capsule = (struct capsule){0};
}
