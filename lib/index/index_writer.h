/*
 * Making an index, in memory: pages in, the bytes of a file out.
 *
 * The same pages in the same order give the same bytes.  Failure is sticky: a
 * writer that has run out of memory takes nothing more and yields nothing.
 */
#ifndef INDEX_WRITER_H
#define INDEX_WRITER_H

#include <stdbool.h>

#include "span.h"

/* An index that is being made; opaque. */
struct index_writer;

/**
 * index_writer_new(): an empty index; NULL without memory or SQLite.
 * Released by index_writer_free, for which NULL is legal.
 */
struct index_writer *index_writer_new(void);
void index_writer_free(struct index_writer *writer);

/**
 * index_writer_scope(writer, prefix, lang):
 * What is added from now on belongs to the scope ${prefix}, a directory of the
 * capsule without slashes around it ("" is the root), in the language ${lang}
 * ("" if it is not known).  Searches there look through nothing else.  Each
 * prefix comes once; there is room for INDEX_SCOPES_MAX of them.
 */
void index_writer_scope(
    struct index_writer *writer, struct span prefix, struct span lang);

/**
 * index_writer_page(writer, path, gemtext):
 * Add the page at ${path} (below the capsule, "es/causes.gmi") to the scope.
 * If its name tells that it is for help (see index_help.h), every answer offers
 * it as a way onward.
 */
void index_writer_page(
    struct index_writer *writer, struct span path, struct span gemtext);

/**
 * index_writer_finish(writer, sealed):
 * The whole index, ${sealed}, which lives as long as the writer.  False if
 * there was not enough memory at some point.  Nothing may be added afterwards.
 */
bool index_writer_finish(struct index_writer *writer, struct span *sealed);

#endif
