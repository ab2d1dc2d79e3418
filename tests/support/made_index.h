/*
 * An index for a test, made of a few pages and open as a file.
 */
#ifndef TESTS_MADE_INDEX_H
#define TESTS_MADE_INDEX_H

#include <sys/mman.h>
#include <unistd.h>

#include "buffer.h"
#include "index_reader.h"
#include "index_writer.h"

/* A page of a scope; a scope begins where its prefix differs. */
struct made_page {
	const char *scope, *lang, *path, *gemtext;
};

/* The bytes of an index of these pages. */
static inline struct buffer
made_index_bytes(const struct made_page *pages, size_t count)
{
	struct index_writer *writer = index_writer_new();
	struct buffer bytes = BUFFER_EMPTY;
	struct span sealed;

	assert_non_null(writer);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || strcmp(pages[i].scope, pages[i - 1].scope) != 0)
			index_writer_scope(writer, span_from(pages[i].scope),
			    span_from(pages[i].lang));
		index_writer_page(writer, span_from(pages[i].path),
		    span_from(pages[i].gemtext));
	}
	assert_true(index_writer_finish(writer, &sealed));
	buffer_append(&bytes, sealed);
	index_writer_free(writer);
	return bytes;
}

/* A file of these bytes, which is gone when it is closed. */
static inline int
made_file(struct span bytes)
{
	int fd = memfd_create("index", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes.ptr, bytes.len), bytes.len);
	return fd;
}

/* The same, open. */
static inline struct index *
made_index(const struct made_page *pages, size_t count)
{
	struct buffer bytes = made_index_bytes(pages, count);
	struct index *index;

	assert_int_equal(index_open(&index, made_file(buffer_span(&bytes)),
			     (int64_t)bytes.len),
	    INDEX_GOOD);
	buffer_free(&bytes);
	return index;
}

#endif
