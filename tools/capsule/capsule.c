/*
 * Pages one after another in one buffer, then the list of all files.
 */
#include "capsule.h"

#include <stdlib.h>

#include "page_body.h"
#include "page_frame.h"
#include "page_notes.h"

/* The pages may be this many times as large as the document... */
#define GROWTH_MAX 16
/* ... and every small document may make this many bytes. */
#define PAGES_FLOOR ((size_t)64 << 10)
/* Pages and copied files together, in bytes: the largest document's share. */
#define CAPSULE_BYTES_MAX (GROWTH_MAX * (uint64_t)SOURCE_BYTES_MAX)

static void
render_page(struct capsule *capsule, struct page_body *body,
    const struct document *document, size_t index)
{
	struct page_writer writer = page_writer_begin(&capsule->pages);

	body->writer = &writer;
	page_frame_header(&writer, document, index);
	page_body_write(body, &document->pages[index]);
	if (index == 0)
		page_frame_contents(&writer, document);
	page_notes_write(body, &document->pages[index]);
	page_frame_footer(&writer, document, index, capsule->has_search);
	body->writer = NULL;
}

/* Render all pages; each content's span is still an offset. */
static void
render_pages(struct capsule *capsule, struct document *document,
    const struct links *links)
{
	struct page_body body;
	struct buffer name = BUFFER_EMPTY;

	page_body_begin(&body, document, links, NULL);
	for (size_t i = 0; i < document->page_count; i++) {
		size_t start = capsule->pages.len;
		struct capsule_file *file = &capsule->files[capsule->count++];

		render_page(capsule, &body, document, i);
		buffer_clear(&name);
		buffer_append(&name, document->pages[i].slug);
		buffer_append_text(&name, ".gmi");
		*file = (struct capsule_file){
		    .name =
			text_store_add(&document->store, buffer_span(&name)),
		    .content.len = capsule->pages.len - start,
		    .size = capsule->pages.len - start,
		};
	}
	document->store.failed |= body.links.failed || name.failed;
	buffer_free(&name);
	page_body_end(&body);

	const char *content = capsule->pages.ptr;
	for (size_t i = 0; i < capsule->count; i++) {
		capsule->files[i].content.ptr = content;
		content += capsule->files[i].content.len;
	}
}

static void
add_copies(struct capsule *capsule, const struct links *links)
{
	for (size_t i = 0; i < links->target_count; i++) {
		const struct link_target *target = &links->targets[i];

		if (target->path.len > 0)
			capsule->files[capsule->count++] =
			    (struct capsule_file){
				.name = target->path,
				.is_copy = true,
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
check_size(const struct capsule *capsule, const struct document *document)
{
	uint64_t total = 0;

	for (size_t i = 0; i < capsule->count; i++)
		total += capsule->files[i].size;
	if (capsule->pages.failed)
		source_error(document->source, 0, "output-too-big",
		    "the capsule would be more than %d times as large as its "
		    "document; are there links with very long targets?",
		    GROWTH_MAX);
	else if (total > CAPSULE_BYTES_MAX)
		source_error(document->source, 0, "output-too-big",
		    "pages and files together have more than %llu MiB; link "
		    "to smaller files",
		    (unsigned long long)(CAPSULE_BYTES_MAX >> 20));
}

void
capsule_render(struct capsule *capsule, struct document *document,
    const struct links *links)
{
	size_t limit = document->source->text.len * GROWTH_MAX;

	if (limit < PAGES_FLOOR)
		limit = PAGES_FLOOR;
	*capsule = (struct capsule){
	    .pages = BUFFER_LIMITED(limit),
	    .has_search = capsule->has_search,
	};
	/* One more for the search index. */
	capsule->files = calloc(document->page_count + links->target_count + 1,
	    sizeof *capsule->files);
	if (capsule->files == NULL) {
		document->store.failed = true;
		return;
	}
	render_pages(capsule, document, links);
	capsule->page_count = capsule->count;
	add_copies(capsule, links);
	check_size(capsule, document);
	qsort(capsule->files, capsule->count, sizeof *capsule->files,
	    compare_files);
}

void
capsule_free(struct capsule *capsule)
{
	free(capsule->files);
	buffer_free(&capsule->pages);
	buffer_free(&capsule->search);
	*capsule = (struct capsule){0};
}
