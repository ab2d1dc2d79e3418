#include "search_capsule.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "beneath_entry.h"
#include "file_bytes.h"
#include "index_writer.h"
#include "lint_tree.h"
#include "lint_walk.h"
#include "search_path.h"

#define TEMPORARY SEARCH_INDEX_NAME ".tmp"
#define MANIFEST ".lozenge"

/* As the builder has it: whoever serves the capsule must read it. */
#define FILE_MODE 0644

/* Pages larger than this are no text that anyone reads. */
#define PAGE_BYTES_MAX ((size_t)64 << 20)

struct indexing {
	struct lint_tree tree;
	struct search_scopes scopes;
	struct index_writer *writer;
	struct buffer page;
	struct buffer manifest;
	struct search_result *result;
	struct failure *failure;
};

static int
fail(const struct indexing *indexing, const char *path)
{
	return failure_set(indexing->failure, errno, "%s/%s: %s",
	    indexing->tree.name, path, strerror(errno));
}

/* ---------- reading ---------- */

static int
read_file(
    const struct indexing *indexing, const char *path, struct buffer *bytes)
{
	buffer_clear(bytes);
	return lint_tree_read(&indexing->tree, path, bytes, PAGE_BYTES_MAX);
}

/* What the builder has noted, if it made this, goes without saying. */
static int
take_manifest(struct indexing *indexing)
{
	if (read_file(indexing, MANIFEST, &indexing->manifest) != 0)
		return errno == ENOENT ? 0 : fail(indexing, MANIFEST);
	search_scopes_take(&indexing->scopes, buffer_span(&indexing->manifest));
	return 0;
}

/* ---------- pages ---------- */

static int
add_page(struct indexing *indexing, const struct lint_entry *entry)
{
	if (read_file(indexing, entry->path, &indexing->page) != 0)
		return fail(indexing, entry->path);
	index_writer_page(indexing->writer, span_from(entry->path),
	    buffer_span(&indexing->page));
	indexing->result->pages++;
	return 0;
}

/* The pages of one scope that are served, in the order of their paths. */
static int
add_scope(struct indexing *indexing, size_t scope)
{
	const struct lint_tree *tree = &indexing->tree;

	index_writer_scope(indexing->writer,
	    indexing->scopes.items[scope].prefix,
	    indexing->scopes.items[scope].lang);
	for (size_t i = 0; i < tree->count; i++) {
		const struct lint_entry *entry = &tree->entries[i];

		if (entry->kind == LINT_PAGE && entry->served &&
		    !entry->is_alias &&
		    search_scopes_of(
			&indexing->scopes, span_from(entry->path)) == scope &&
		    add_page(indexing, entry) != 0)
			return -1;
	}
	return 0;
}

static int
add_pages(struct indexing *indexing)
{
	int result = take_manifest(indexing);

	for (size_t i = 0; i < indexing->scopes.count && result == 0; i++)
		result = add_scope(indexing, i);
	return result;
}

/* ---------- writing ---------- */

/* Does the file hold exactly these bytes, looked at piece by piece? */
static bool
holds(const struct indexing *indexing, const char *path, struct span bytes)
{
	int fd = lint_tree_open(&indexing->tree, path,
	    O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	char piece[65536];
	ssize_t count = -1;

	if (fd < 0)
		return false;
	while ((count = read(fd, piece, sizeof piece)) > 0 &&
	       (size_t)count <= bytes.len &&
	       memcmp(piece, bytes.ptr, (size_t)count) == 0)
		bytes = span_skip(bytes, (size_t)count);
	close(fd);
	return count == 0 && bytes.len == 0;
}

/* Is the index that stands there the same already? */
static bool
is_the_same(const struct indexing *indexing, struct span index)
{
	struct stat status;

	return beneath_entry_stat(
		   &indexing->tree.root, SEARCH_INDEX_NAME, &status) == 0 &&
	       S_ISREG(status.st_mode) &&
	       (status.st_mode & 07777) == FILE_MODE &&
	       (size_t)status.st_size == index.len &&
	       holds(indexing, SEARCH_INDEX_NAME, index);
}

/* Write the index beside its place; none is left on failure. */
static int
write_beside(const struct beneath *root, struct span index)
{
	int fd;
	int result;
	int saved;

	/* What a killed run has left is in nobody's way. */
	beneath_entry_unlink(root, TEMPORARY);
	fd = beneath_open(root, TEMPORARY,
	    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE,
	    BENEATH_NO_LINKS);
	if (fd < 0)
		return -1;
	result = fchmod(fd, FILE_MODE);
	if (result == 0)
		result = file_bytes_write(fd, index);
	if (result == 0)
		result = fsync(fd);
	saved = errno;
	if (close(fd) != 0 && result == 0) {
		saved = errno;
		result = -1;
	}
	if (result != 0)
		beneath_entry_unlink(root, TEMPORARY);
	errno = saved;
	return result;
}

static int
publish(const struct indexing *indexing, struct span index)
{
	const struct beneath *root = &indexing->tree.root;

	if (is_the_same(indexing, index))
		return 0;
	if (write_beside(root, index) != 0)
		return fail(indexing, TEMPORARY);
	if (beneath_entry_rename(root, TEMPORARY, SEARCH_INDEX_NAME) != 0) {
		fail(indexing, SEARCH_INDEX_NAME);
		beneath_entry_unlink(root, TEMPORARY);
		return -1;
	}
	indexing->result->is_written = true;
	return 0;
}

/* ---------- the whole ---------- */

/* Find the files; what lint would tell of them otherwise is its business. */
static int
find_files(struct indexing *indexing, const char *name)
{
	struct diagnostics *list = diagnostics_new();
	int result = -1;

	if (lint_tree_begin(&indexing->tree, name) == 0)
		result = lint_walk(&indexing->tree, list);
	if (result != 0)
		failure_set(
		    indexing->failure, errno, "%s: %s", name, strerror(errno));
	else if (diagnostics_count(list, DIAGNOSTIC_ERROR) > 0)
		/* An index of a part would pass for one of the whole. */
		result = failure_set(indexing->failure, EIO,
		    "%s: not all of it can be read; \"lozenge lint\" says what",
		    name);
	diagnostics_free(list);
	return result;
}

static int
make_index(struct indexing *indexing)
{
	struct span index;
	int result = -1;

	indexing->writer = index_writer_new();
	if (indexing->writer == NULL)
		return failure_set(indexing->failure, ENOMEM,
		    "no index can be made: memory is short, or the library "
		    "libsqlite3 is missing");
	if (add_pages(indexing) == 0) {
		if (index_writer_finish(indexing->writer, &index))
			result = publish(indexing, index);
		else
			failure_set(indexing->failure, ENOMEM, "out of memory");
	}
	index_writer_free(indexing->writer);
	return result;
}

int
search_capsule(const char *name, const struct search_scopes *scopes,
    struct search_result *result, struct failure *failure)
{
	struct indexing indexing = {
	    .scopes = *scopes,
	    .page = BUFFER_EMPTY,
	    .manifest = BUFFER_EMPTY,
	    .result = result,
	    .failure = failure,
	};
	int status;

	*result = (struct search_result){.pages = 0};
	status = find_files(&indexing, name);
	if (status == 0)
		status = make_index(&indexing);
	lint_tree_free(&indexing.tree);
	buffer_free(&indexing.page);
	buffer_free(&indexing.manifest);
	return status;
}
