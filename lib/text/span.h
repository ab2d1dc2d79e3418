/*
 * Text as a pointer and a length: a view into bytes that someone else owns,
 * never assumed to end with a NUL.
 */
#ifndef TEXT_SPAN_H
#define TEXT_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct span {
	const char *ptr; /* may be NULL only when len is 0 */
	size_t len;      /* bytes */
};

/* A span over a string literal, its NUL not counted. */
#define SPAN(literal) ((struct span){"" literal, sizeof(literal) - 1})

/**
 * span_from(text):
 * The bytes of NUL-terminated ${text}, its NUL not counted.  NULL gives an
 * empty span.
 */
static inline struct span
span_from(const char *text)
{
	return (struct span){text, text == NULL ? 0 : strlen(text)};
}

/**
 * span_between(from, to):
 * The bytes from ${from} up to, not including, ${to}; both point into one
 * object and ${from} <= ${to}.
 */
static inline struct span
span_between(const char *from, const char *to)
{
	return (struct span){from, (size_t)(to - from)};
}

/**
 * span_skip(text, count):
 * ${text} without its first ${count} bytes; empty if it has no more than that.
 */
static inline struct span
span_skip(struct span text, size_t count)
{
	if (count > text.len)
		count = text.len;
	if (count == 0)
		return text;
	return (struct span){text.ptr + count, text.len - count};
}

/**
 * span_equal(a, b):
 * Are the bytes of ${a} and ${b} the same?
 */
bool span_equal(struct span a, struct span b);

/**
 * span_equal_nocase(a, b):
 * The same, with ASCII letters compared without regard to case.
 */
bool span_equal_nocase(struct span a, struct span b);

/**
 * span_starts_with(text, prefix), span_ends_with(text, suffix):
 * Does ${text} begin (end) with exactly these bytes?
 */
bool span_starts_with(struct span text, struct span prefix);
bool span_ends_with(struct span text, struct span suffix);

/**
 * span_find(text, byte):
 * Index of the first ${byte} in ${text}, or text.len if there is none.
 */
size_t span_find(struct span text, char byte);

/**
 * span_find_last(text, byte):
 * Index of the last ${byte} in ${text}, or text.len if there is none.
 */
size_t span_find_last(struct span text, char byte);

/**
 * span_trim(text):
 * ${text} without the spaces and tabs at both its ends.
 */
struct span span_trim(struct span text);

/**
 * span_take_line(line, rest):
 * Cut the first line off ${rest} into ${line}, without its LF or CRLF.  Return
 * false, and leave ${line} alone, when ${rest} is empty.  A last line need not
 * have a line end.
 */
bool span_take_line(struct span *line, struct span *rest);

#endif
