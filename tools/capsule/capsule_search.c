#include "capsule_search.h"

#include <stdlib.h>

#include "index_writer.h"
#include "search_path.h"

/* Put the index among the files, which are sorted by name. */
static void
insert_file(struct capsule *capsule)
{
	const struct capsule_file file = {
	    .name = SPAN(SEARCH_INDEX_NAME),
	    .content = buffer_span(&capsule->search),
	    .size = capsule->search.len,
	};
	size_t at = capsule->count++;

	for (; at > 0 &&
	       strcmp(capsule->files[at - 1].name.ptr, file.name.ptr) > 0;
	     at--)
		capsule->files[at] = capsule->files[at - 1];
	capsule->files[at] = file;
}

bool
capsule_search_add(struct capsule *capsule, struct span lang)
{
	struct index_writer *writer = index_writer_new();
	bool is_made;

	if (writer == NULL)
		return false;
	index_writer_scope(writer, SPAN(""), lang);
	for (size_t i = 0; i < capsule->count; i++)
		if (!capsule->files[i].is_copy)
			index_writer_page(writer, capsule->files[i].name,
			    capsule->files[i].content);
	is_made = index_writer_finish(writer, &capsule->search);
	index_writer_free(writer);
	if (is_made)
		insert_file(capsule);
	return is_made;
}
