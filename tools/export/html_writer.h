/*
 * HTML, written by libxml2: elements opened and closed, text escaped.
 *
 * What is written is HTML that is well-formed XML as well.  The only file of
 * the export that includes libxml2.  A failure is kept: html_writer_end tells.
 */
#ifndef EXPORT_HTML_WRITER_H
#define EXPORT_HTML_WRITER_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

struct html_writer;

/**
 * html_writer_begin(out):
 * Write to the end of ${out}, which must live as long, the doctype first.  NULL
 * without memory.
 */
struct html_writer *html_writer_begin(struct buffer *out);

/**
 * html_writer_end(writer):
 * Close what is open and release it.  False if anything failed.
 */
bool html_writer_end(struct html_writer *writer);

/** html_open(writer, name): begin an element; html_close ends it. */
void html_open(struct html_writer *writer, const char *name);

/** html_attribute(writer, name, value): of the element that was just begun. */
void html_attribute(
    struct html_writer *writer, const char *name, struct span value);

/** html_text(writer, text): UTF-8 without control characters but TAB, LF, CR.
 */
void html_text(struct html_writer *writer, struct span text);

/** html_close(writer): end the innermost element, with a closing tag. */
void html_close(struct html_writer *writer);

/** html_close_void(writer): the same for one that never has content, as br. */
void html_close_void(struct html_writer *writer);

/** html_element(writer, name, text): a whole element of text. */
void html_element(
    struct html_writer *writer, const char *name, struct span text);

/** html_line(writer): a line end, where white space means nothing. */
void html_line(struct html_writer *writer);

#endif
