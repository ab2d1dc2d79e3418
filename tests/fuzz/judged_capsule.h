/*
 * A capsule that the builder made, judged as its readers meet it: its size, its
 * pages, every link in it, its menus and texts over Gopher.  Aborts where it
 * is not as it must be.
 *
 * Lint looks at it on disk: pages as they are, an empty file for each copy.
 */
#ifndef FUZZ_JUDGED_CAPSULE_H
#define FUZZ_JUDGED_CAPSULE_H

#include <assert.h>

#include "building.h"
#include "gemtext.h"
#include "gopher_menu_render.h"
#include "lint_capsule.h"
#include "menu_form.h"
#include "scratch.h"
#include "text_layout.h"
#include "translit_language.h"
#include "utf8.h"

/*
 * A capsule is at most so many times as large as its document; a small one
 * may have these many bytes all the same.
 */
#define JUDGED_GROWTH 16
#define JUDGED_FLOOR 65536

static inline void
judge_size(const struct capsule *capsule, struct span document)
{
	size_t bytes = 0;

	for (size_t i = 0; i < capsule->count; i++)
		bytes += capsule->files[i].content.len;
	assert(bytes <= JUDGED_FLOOR || bytes <= JUDGED_GROWTH * document.len);
}

static inline void
judge_page(struct span page)
{
	struct gemtext reader = gemtext_begin(page);
	struct gemtext_line line;

	assert(utf8_is_valid(page));
	for (size_t i = 0; i < page.len; i++)
		assert((unsigned char)page.ptr[i] >= 0x20 ||
		       page.ptr[i] == '\n' || page.ptr[i] == '\t');
	while (gemtext_next(&reader, &line))
		assert(line.kind != GEMTEXT_LINK || line.url.len > 0);
	assert(!reader.preformatted);
}

/* Is that selector a file of the capsule, or a folder with a first page? */
static inline bool
judged_has(const struct capsule *capsule, struct span selector)
{
	bool is_folder = span_ends_with(selector, SPAN("/"));

	selector = span_skip(selector, 1);
	for (size_t i = 0; i < capsule->count; i++) {
		struct span name = capsule->files[i].name;

		if (span_equal(name, selector))
			return true;
		if (is_folder && span_starts_with(name, selector) &&
		    span_equal(
			span_skip(name, selector.len), SPAN("index.gmi")))
			return true;
	}
	return false;
}

static inline void
judge_item(void *arg, const struct menu_item *item)
{
	/* Words, a URL, another server. */
	if (item->type == 'i' || item->type == 'h' ||
	    !span_equal(item->host, SPAN("judged.example")))
		return;
	assert(judged_has(arg, item->selector));
}

/* The page as a menu, whose items are there, and as a text. */
static inline void
judge_over_gopher(
    struct capsule *capsule, const struct capsule_file *page, bool ascii)
{
	struct buffer path = BUFFER_EMPTY, out = BUFFER_EMPTY;
	struct gopher_place place = {
	    .host = SPAN("judged.example"),
	    .port = 70,
	    .style = {.width = TEXT_WIDTH,
		.ascii = ascii,
		.language = translit_language_of(SPAN("fr"))},
	};

	buffer_append_byte(&path, '/');
	buffer_append(&path, page->name);
	place.path = buffer_span(&path);
	gopher_menu_render(&out, page->content, &place);
	assert(!out.failed);
	menu_form_check(buffer_span(&out), TEXT_WIDTH, judge_item, capsule);
	buffer_clear(&out);
	text_layout_document(&out, page->content, &place.style);
	assert(!out.failed && utf8_is_valid(buffer_span(&out)));
	buffer_free(&path);
	buffer_free(&out);
}

/* Make, or take away, the folders that the file ${name} needs. */
static inline void
judged_folders(struct scratch *scratch, struct span name, bool make)
{
	char part[PATH_MAX];

	for (size_t i = 0; i < name.len; i++) {
		size_t at = make ? i : name.len - 1 - i;

		if (name.ptr[at] != '/' || at >= sizeof part)
			continue;
		memcpy(part, name.ptr, at);
		part[at] = '\0';
		if (make)
			mkdir(scratch_path(scratch, part), 0755);
		else
			rmdir(scratch_path(scratch, part));
	}
}

static inline void
judged_write(struct scratch *scratch, const struct capsule *capsule)
{
	for (size_t i = 0; i < capsule->count; i++) {
		const struct capsule_file *file = &capsule->files[i];

		judged_folders(scratch, file->name, true);
		scratch_write(scratch, file->name.ptr, 0644, file->content.ptr,
		    capsule_is_copy(file) ? 0 : file->content.len);
	}
}

static inline void
judged_remove(struct scratch *scratch, const struct capsule *capsule)
{
	for (size_t i = 0; i < capsule->count; i++)
		unlink(scratch_path(scratch, capsule->files[i].name.ptr));
	for (size_t i = 0; i < capsule->count; i++)
		judged_folders(scratch, capsule->files[i].name, false);
	scratch_remove(scratch);
}

/* Lint finds nothing wrong: what it warns of is the author's. */
static inline void
judge_by_lint(const struct capsule *capsule)
{
	struct diagnostics *list = diagnostics_new();
	struct scratch scratch;

	if (scratch_make(&scratch) != 0)
		abort();
	judged_write(&scratch, capsule);
	if (lint_capsule(scratch.dir, list) != 0)
		abort();
	if (diagnostics_count(list, DIAGNOSTIC_ERROR) > 0) {
		diagnostics_write(list, stderr);
		abort();
	}
	diagnostics_free(list);
	judged_remove(&scratch, capsule);
}

/* ${capsule} was made of ${document}, without an error. */
static inline void
judge_capsule(struct capsule *capsule, struct span document)
{
	judge_size(capsule, document);
	for (size_t i = 0; i < capsule->count; i++) {
		const struct capsule_file *file = &capsule->files[i];

		judge_page(file->content);
		if (!span_ends_with(file->name, SPAN(".gmi")) ||
		    capsule_is_copy(file))
			continue;
		judge_over_gopher(capsule, file, false);
		judge_over_gopher(capsule, file, true);
	}
	judge_by_lint(capsule);
}

#endif
