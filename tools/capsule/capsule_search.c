#include "capsule_search.h"

#include <stdlib.h>

#include "index_writer.h"
#include "progress.h"
#include "search_path.h"

/* Put the index among the files, which are sorted by name. */
static void
insert_file(struct capsule *capsule, struct span index)
{
	const struct capsule_file file = {
	    .name = SPAN(SEARCH_INDEX_NAME),
	    .content = index,
	    .size = index.len,
	};
	size_t at = capsule->count++;

	for (; at > 0 &&
	       strcmp(capsule->files[at - 1].name.ptr, file.name.ptr) > 0;
	     at--)
		capsule->files[at] = capsule->files[at - 1];
	capsule->files[at] = file;
}

/* Is the page one of that edition, and not of one whose prefix is longer? */
static bool
belongs_to(const struct editions *editions, size_t which, struct span name)
{
	if (!span_starts_with(name, editions->list[which].prefix))
		return false;
	for (size_t i = 1; which == 0 && i < editions->count; i++)
		if (span_starts_with(name, editions->list[i].prefix))
			return false;
	return true;
}

static void
index_edition(struct index_writer *writer, const struct capsule *capsule,
    const struct editions *editions, size_t which)
{
	const struct edition *edition = &editions->list[which];
	struct span prefix = edition->prefix;

	/* The slash at its end is not the scope's. */
	if (prefix.len > 0)
		prefix.len--;
	index_writer_scope(writer, prefix,
	    document_value(edition->document, FRONT_MATTER_LANG));
	for (size_t i = 0; i < capsule->count; i++) {
		progress_step(
		    editions->progress, "indexing pages", i, capsule->count);
		if (!capsule_is_copy(&capsule->files[i]) &&
		    span_ends_with(capsule->files[i].name, SPAN(".gmi")) &&
		    belongs_to(editions, which, capsule->files[i].name))
			index_writer_page(writer, capsule->files[i].name,
			    capsule->files[i].content);
	}
}

bool
capsule_search_add(struct capsule *capsule, const struct editions *editions)
{
	struct index_writer *writer = index_writer_new();
	struct span index;

	capsule->search = writer;
	if (writer == NULL)
		return false;
	for (size_t i = 0; i < editions->count; i++)
		index_edition(writer, capsule, editions, i);
	progress_step(editions->progress, "finishing the index", 0, 0);
	if (!index_writer_finish(writer, &index))
		return false;
	insert_file(capsule, index);
	return true;
}
