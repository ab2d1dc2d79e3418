#include "capsule_files.h"

#include <stdlib.h>
#include <string.h>

#include "index_writer.h"

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

void
capsule_files_begin(struct capsule *capsule, const struct editions *editions,
    const struct capsule_limits *limits)
{
	/* One more for what all editions have together: index, style sheet. */
	size_t files = 1;
	size_t most = 0;

	for (size_t i = 0; i < editions->count; i++) {
		const struct edition *edition = &editions->list[i];

		files += edition->document->page_count +
			 edition->links->target_count + limits->extra_files;
		most += edition->document->source->text.len * limits->growth;
	}
	*capsule = (struct capsule){
	    .has_search = capsule->has_search,
	    .pages =
		BUFFER_LIMITED(most < limits->floor ? limits->floor : most),
	    .files = calloc(files, sizeof *capsule->files),
	};
}

void
capsule_files_add(struct capsule *capsule, const struct edition *edition,
    struct span name, const char *suffix, size_t start)
{
	capsule->files[capsule->count++] = (struct capsule_file){
	    .name = file_name(edition, name, suffix),
	    .content.len = capsule->pages.len - start,
	    .size = capsule->pages.len - start,
	};
}

void
capsule_files_end(struct capsule *capsule, const struct editions *editions)
{
	point_to_contents(capsule);
	for (size_t i = 0; i < editions->count; i++)
		add_copies(capsule, &editions->list[i]);
	qsort(capsule->files, capsule->count, sizeof *capsule->files,
	    compare_files);
	check_names(capsule, editions->list[0].document->source);
}

void
capsule_free(struct capsule *capsule)
{
	free(capsule->files);
	buffer_free(&capsule->pages);
	index_writer_free(capsule->search);
	*capsule = (struct capsule){0};
}
