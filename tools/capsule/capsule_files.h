/*
 * The files that are made of documents, in memory: rendered ones one after
 * another in a buffer, and those to copy.
 */
#ifndef CAPSULE_CAPSULE_FILES_H
#define CAPSULE_CAPSULE_FILES_H

#include <stdbool.h>
#include <stdint.h>

#include "edition.h"

/* A file of the capsule. */
struct capsule_file {
	struct span name;    /* its path in the capsule, NUL-terminated */
	struct span content; /* of a page */
	const struct beneath *folder; /* of a copy: the document's, ... */
	struct span
	    original;  /* ... and the file's name in it, NUL-terminated */
	uint64_t size; /* in bytes */
};

struct index_writer;

struct capsule {
	struct capsule_file *files; /* sorted by name */
	size_t count;
	size_t page_count;
	struct buffer pages; /* the pages' contents */
	bool has_search;     /* set it first: do pages lead to a search? */
	struct index_writer *search; /* its index; see capsule_search.h */
};

/** capsule_is_copy(file): is it a copy of a file beside the document? */
static inline bool
capsule_is_copy(const struct capsule_file *file)
{
	return file->folder != NULL;
}

/* How much may be made of the documents. */
struct capsule_limits {
	size_t growth;      /* times as large as they are, ... */
	size_t floor;       /* ... or so many bytes, if that is more */
	size_t extra_files; /* of an edition, beside its pages and copies */
};

/**
 * capsule_files_begin(capsule, editions, limits):
 * Room for all that is made of ${editions}; the caller ends with capsule_free.
 */
void capsule_files_begin(struct capsule *capsule,
    const struct editions *editions, const struct capsule_limits *limits);

/**
 * capsule_files_add(capsule, edition, name, suffix, start):
 * What has been appended to the pages since ${start} is the file ${name} with
 * ${suffix} of ${edition}.
 */
void capsule_files_add(struct capsule *capsule, const struct edition *edition,
    struct span name, const char *suffix, size_t start);

/**
 * capsule_files_end(capsule, editions):
 * All files are rendered: add those to copy, and sort them.  Told: a file to
 * copy that has the name of another one.
 */
void capsule_files_end(
    struct capsule *capsule, const struct editions *editions);

/** capsule_free(capsule): release what it holds. */
void capsule_free(struct capsule *capsule);

#endif
