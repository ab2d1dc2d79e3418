#include "export.h"

#include <stdlib.h>
#include <string.h>

#include "export_style.h"
#include "html_page.h"

/* Pages and their printed twin together, as a multiple of the document. */
#define GROWTH_MAX 64
#define PAGES_FLOOR ((size_t)1 << 20)

/* Beside its pages an edition has its print.html; all have one style sheet. */
#define EXTRA_FILES 2

/* The file ${name} of an edition, NUL-terminated. */
static struct span
file_name(const struct edition *edition, struct span name, const char *suffix)
{
	struct buffer path = BUFFER_EMPTY;
	struct span kept;

	buffer_append(&path, edition->prefix);
	buffer_append(&path, name);
	buffer_append_text(&path, suffix);
	kept = text_store_add(&edition->document->store, buffer_span(&path));
	buffer_free(&path);
	return kept;
}

/* What was appended since ${start} is a file; its content is placed later. */
static void
add_file(struct capsule *web, struct span name, size_t start)
{
	web->files[web->count++] = (struct capsule_file){
	    .name = name,
	    .content.len = web->pages.len - start,
	    .size = web->pages.len - start,
	};
}

static void
fail(const struct edition *edition)
{
	source_error(edition->document->source, 0, "output-too-big",
	    "the web pages would be more than %d times as large as the "
	    "document",
	    GROWTH_MAX);
}

static bool
render_edition(struct capsule *web, const struct html_site *site, size_t which)
{
	const struct edition *edition = &site->editions->list[which];
	struct html_place place;
	bool is_good = true;
	size_t start;

	html_place_begin(&place, edition);
	for (size_t i = 0; is_good && i < edition->document->page_count; i++) {
		start = web->pages.len;
		is_good = html_page_write(&web->pages, site, &place, which, i);
		add_file(web,
		    file_name(
			edition, edition->document->pages[i].slug, ".html"),
		    start);
	}
	web->page_count = web->count;
	start = web->pages.len;
	is_good =
	    is_good && html_page_write_print(&web->pages, site, &place, which);
	add_file(web, file_name(edition, SPAN("print.html"), ""), start);
	html_place_end(&place);
	return is_good;
}

/* The buffer no longer moves. */
static void
point_to_contents(struct capsule *web)
{
	const char *content = web->pages.ptr;

	for (size_t i = 0; i < web->count; i++) {
		web->files[i].content.ptr = content;
		content += web->files[i].content.len;
	}
}

static void
add_copies(struct capsule *web, const struct edition *edition)
{
	for (size_t i = 0; i < edition->links->target_count; i++) {
		const struct link_target *target = &edition->links->targets[i];

		if (target->path.len > 0)
			web->files[web->count++] = (struct capsule_file){
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
	const struct capsule_file *a = left, *b = right;

	return strcmp(a->name.ptr, b->name.ptr);
}

static void
check_names(const struct capsule *web, const struct source *source)
{
	for (size_t i = 1; i < web->count; i++)
		if (span_equal(web->files[i - 1].name, web->files[i].name))
			source_error(source, 0, "file-clash",
			    "two files of the web pages would be \"%s\"",
			    web->files[i].name.ptr);
}

static void
prepare(struct capsule *web, const struct editions *editions)
{
	size_t files = EXTRA_FILES;
	size_t limit = 0;

	for (size_t i = 0; i < editions->count; i++) {
		const struct edition *edition = &editions->list[i];

		files += edition->document->page_count + EXTRA_FILES +
			 edition->links->target_count;
		limit += edition->document->source->text.len * GROWTH_MAX;
	}
	*web = (struct capsule){
	    .pages = BUFFER_LIMITED(limit < PAGES_FLOOR ? PAGES_FLOOR : limit),
	    .files = calloc(files, sizeof *web->files),
	};
}

void
export_render(
    struct capsule *web, const struct editions *editions, struct span url)
{
	struct html_site site = {.editions = editions, .url = url};
	struct edition *first = &editions->list[0];
	size_t start;

	prepare(web, editions);
	for (size_t i = 0; i < editions->count; i++) {
		if (!render_edition(web, &site, i)) {
			fail(&editions->list[i]);
			return;
		}
	}
	start = web->pages.len;
	buffer_append_text(&web->pages, export_style);
	add_file(web, file_name(first, SPAN("style.css"), ""), start);
	point_to_contents(web);
	for (size_t i = 0; i < editions->count; i++)
		add_copies(web, &editions->list[i]);
	qsort(web->files, web->count, sizeof *web->files, compare_files);
	check_names(web, first->document->source);
}
