/*
 * Each document alone first, then all together.
 */
#include "composition.h"

#include <stdlib.h>

#include "capsule_search.h"
#include "counterparts.h"
#include "document_check.h"
#include "document_read.h"
#include "local_file.h"
#include "manifest.h"
#include "words.h"

/* Read one document; false if it is no part of a capsule. */
static bool
read_part(
    struct composition_part *part, const char *name, struct diagnostics *list)
{
	/* Without it, each link to a file is told as unreadable. */
	local_file_folder(&part->folder, name);
	return source_read(&part->source, name, list) &&
	       document_read(&part->document, &part->source);
}

/* Read all; false if there is one that no capsule can be made of. */
static bool
read_parts(struct composition *composition, char *const *names,
    struct diagnostics *list)
{
	bool is_fine = true;

	for (size_t i = 0; i < composition->editions.count; i++) {
		struct composition_part *part = &composition->parts[i];

		progress_step(composition->editions.progress, "reading", i,
		    composition->editions.count);
		composition->editions.list[i] = (struct edition){
		    .document = &part->document,
		    .links = &part->links,
		    .folder = &part->folder,
		};
		part->is_read = read_part(part, names[i], list);
		is_fine &= part->is_read;
	}
	return is_fine;
}

/* Resolve the links of one document, and check it. */
static void
check_part(struct composition *composition, size_t index)
{
	struct composition_part *part = &composition->parts[index];
	struct siblings siblings =
	    counterparts_siblings(&composition->editions, index);

	links_resolve(&part->links, &part->document, &part->folder, &siblings);
	document_check(&part->document);
	free(siblings.list);
}

bool
composition_read(struct composition *composition, char *const *names,
    size_t count, struct progress *progress, struct diagnostics *list)
{
	struct editions *editions = &composition->editions;

	*composition = (struct composition){
	    .editions = {.count = count, .progress = progress}};
	composition->parts = calloc(count, sizeof *composition->parts);
	editions->list = calloc(count, sizeof *editions->list);
	for (size_t i = 0; i < count; i++)
		composition->parts[i].folder.fd = -1;
	bool is_fine = read_parts(composition, names, list);
	if (is_fine)
		counterparts_place(editions);
	for (size_t i = 0; i < count; i++)
		if (composition->parts[i].is_read) {
			progress_step(progress, "checking", i, count);
			check_part(composition, i);
		}
	return is_fine;
}

void
composition_render(struct composition *composition, bool has_search)
{
	const struct editions *editions = &composition->editions;

	composition->capsule.has_search = has_search;
	capsule_render(&composition->capsule, editions);
	for (size_t i = 0; i < editions->count; i++)
		markdown_free(&editions->list[i].document->markdown);
}

bool
composition_index(struct composition *composition)
{
	if (!composition->capsule.has_search ||
	    capsule_search_add(&composition->capsule, &composition->editions))
		return true;
	source_error(&composition->parts[0].source, 0, "no-index",
	    "no search index can be made: memory is short, or the library "
	    "libsqlite3 is missing; leave it out with --no-search");
	return false;
}

/* The author's own words, which the server says too. */
static void
tell_words(const struct document *document, struct buffer *out)
{
	struct buffer line = BUFFER_EMPTY;

	for (unsigned i = 0; i < WORDS; i++) {
		struct span own = document->front.words[i].text;

		if (own.len == 0)
			continue;
		buffer_clear(&line);
		buffer_append_text(&line, words_name((enum word)i));
		buffer_append_byte(&line, ' ');
		buffer_append(&line, own);
		manifest_line(out, "word", buffer_span(&line));
	}
	buffer_free(&line);
}

void
composition_about(const struct composition *composition, struct buffer *out)
{
	const struct editions *editions = &composition->editions;

	for (size_t i = 0; i < editions->count; i++) {
		const struct document *document = editions->list[i].document;

		manifest_line(out, i == 0 ? "lang" : "translation",
		    document_value(document, FRONT_MATTER_LANG));
		tell_words(document, out);
	}
}

void
composition_free(struct composition *composition)
{
	capsule_free(&composition->capsule);
	for (size_t i = 0; i < composition->editions.count; i++) {
		struct composition_part *part = &composition->parts[i];

		links_free(&part->links);
		document_free(&part->document);
		source_free(&part->source);
		beneath_leave(&part->folder);
	}
	free(composition->parts);
	free(composition->editions.list);
}
