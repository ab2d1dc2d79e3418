/*
 * The author's document as text, and findings that point into it.
 *
 * A place in it is a byte offset; lines and columns are worked out only when
 * something is wrong there.  The text is without its byte order mark, which
 * an editor does not show and no column counts.
 */
#ifndef READING_SOURCE_H
#define READING_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "diagnostic.h"
#include "span.h"

/* Largest document, in bytes. */
#define SOURCE_BYTES_MAX ((size_t)16 << 20)

/* What is known at the start of each block of the text. */
struct source_block {
	uint32_t lines_before;
	uint32_t line_start; /* of the line the block begins in */
};

struct source {
	const char *name;           /* as the author gave it */
	struct span text;           /* points into ${bytes} */
	struct buffer bytes;        /* the file as read */
	struct source_block *index; /* of lines, by blocks of text */
	struct diagnostics *list;   /* where findings go; the caller's */
};

/**
 * source_read(source, name, list):
 * Read the file ${name}.  Return false when it cannot be read or is larger
 * than SOURCE_BYTES_MAX, which is then told in ${list}.  Either way the caller
 * ends with source_free; ${name} and ${list} must live as long.
 */
bool source_read(
    struct source *source, const char *name, struct diagnostics *list);

/**
 * source_from_text(source, name, text, list):
 * The same for a copy of ${text}, already in memory.
 */
bool source_from_text(struct source *source, const char *name, struct span text,
    struct diagnostics *list);

/** source_free(source): release what it holds. */
void source_free(struct source *source);

/**
 * source_error(source, at, code, format, ...), source_warning(...),
 * source_note(...):
 * Add a finding at byte ${at} of the text.  ${code} is static.
 */
void source_error(const struct source *source, size_t at, const char *code,
    const char *format, ...) __attribute__((format(printf, 4, 5)));
void source_warning(const struct source *source, size_t at, const char *code,
    const char *format, ...) __attribute__((format(printf, 4, 5)));
void source_note(const struct source *source, size_t at, const char *code,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/**
 * source_edit(source, at, length, text):
 * What is wrong in the finding told last is mended by putting ${text}, which
 * is static, in the place of ${length} bytes at ${at}.
 */
void source_edit(
    const struct source *source, size_t at, size_t length, const char *text);

/** source_line_start(source, at): where the line of byte ${at} begins. */
size_t source_line_start(const struct source *source, size_t at);

/**
 * source_next_line(source, at):
 * Where the line after that of byte ${at} begins; text.len after the last.
 */
size_t source_next_line(const struct source *source, size_t at);

/**
 * source_line(source, at):
 * The rest of the line from byte ${at} on, without its line end.
 */
struct span source_line(const struct source *source, size_t at);

#endif
