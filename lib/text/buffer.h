/*
 * Bytes that grow: where a renderer or writer puts its output.
 *
 * Failure is sticky: after the first append that finds no memory (or passes
 * the buffer's limit) every later one does nothing, so that a writer checks
 * once, at the end.  Nothing here aborts.
 */
#ifndef TEXT_BUFFER_H
#define TEXT_BUFFER_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "span.h"

struct buffer {
	char *ptr;       /* owned; NULL while empty and never grown */
	size_t len;      /* bytes in use */
	size_t capacity; /* bytes allocated */
	size_t limit;    /* most bytes it may hold; 0: no limit */
	bool fixed;      /* ${ptr} is the caller's, and does not grow */
	bool failed;     /* an append did not fit or found no memory */
};

/* An empty buffer, with and without a limit in bytes. */
#define BUFFER_EMPTY ((struct buffer){0})
#define BUFFER_LIMITED(most) ((struct buffer){.limit = (most)})

/*
 * One that lies in a char array and allocates nothing: it fails only when more
 * is appended than fits, which is a byte less than the array has.
 */
#define BUFFER_WITHIN(array)                                                   \
	((struct buffer){.ptr = (array),                                       \
	    .capacity = sizeof(array),                                         \
	    .limit = sizeof(array) - 1,                                        \
	    .fixed = true})

/**
 * buffer_reserve(buffer, count):
 * Make room for ${count} more bytes and return where they go; the caller adds
 * what it wrote to buffer->len.  NULL (and buffer->failed) without memory or
 * past the limit.
 */
char *buffer_reserve(struct buffer *buffer, size_t count);

/** buffer_append(buffer, text): add the bytes of ${text}. */
void buffer_append(struct buffer *buffer, struct span text);

/** buffer_append_text(buffer, text): add a NUL-terminated string. */
void buffer_append_text(struct buffer *buffer, const char *text);

/** buffer_append_byte(buffer, byte): add one byte. */
void buffer_append_byte(struct buffer *buffer, char byte);

/** buffer_append_repeated(buffer, byte, count): add ${byte} ${count} times. */
void buffer_append_repeated(struct buffer *buffer, char byte, size_t count);

/** buffer_printf(buffer, format, ...): add formatted text, as by snprintf. */
void buffer_printf(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** buffer_vprintf(buffer, format, ap): the same from a va_list. */
void buffer_vprintf(struct buffer *buffer, const char *format, va_list ap)
    __attribute__((format(printf, 2, 0)));

/**
 * buffer_span(buffer):
 * What the buffer holds; valid until the next append or buffer_free.
 */
struct span buffer_span(const struct buffer *buffer);

/**
 * buffer_clear(buffer):
 * Empty it and forget a failure, but keep its memory for the next use.
 */
void buffer_clear(struct buffer *buffer);

/**
 * buffer_recycle(buffer, most):
 * The same, but release its memory if it is more than ${most} bytes.
 */
void buffer_recycle(struct buffer *buffer, size_t most);

/**
 * buffer_wipe(buffer):
 * Empty it as buffer_clear does, and overwrite all of its memory.
 */
void buffer_wipe(struct buffer *buffer);

/**
 * buffer_free(buffer):
 * Release its memory; it is then as BUFFER_EMPTY with the same limit.  One
 * within an array has nothing to release, and is emptied.
 */
void buffer_free(struct buffer *buffer);

#endif
