/*
 * Lines of a page: words in, gemtext out.
 *
 * Gemtext's markup counts only in the first column, so a plain line that
 * happens to look like markup is set off by one space there, which neither
 * eye nor ear notices.
 */
#ifndef CAPSULE_PAGE_WRITER_H
#define CAPSULE_PAGE_WRITER_H

#include "buffer.h"
#include "span.h"

/* The deepest heading of gemtext. */
#define PAGE_WRITER_LEVEL_MAX 3

struct page_writer {
	struct buffer *out;
	size_t page_start; /* where in out the page begins */
	size_t line_start; /* where the open line's words begin */
	bool is_open;      /* a line has begun and not ended */
	bool is_plain;     /* the open line has no markup of its own */
	bool wants_blank;  /* an empty line is due before the next */
};

/** page_writer_begin(out): a writer for a page at the end of ${out}. */
struct page_writer page_writer_begin(struct buffer *out);

/**
 * page_writer_open(writer, mark):
 * Begin a line with the markup ${mark} ("# ", "* ", "> "), or a plain line
 * when it is empty.  An open line is ended first.
 */
void page_writer_open(struct page_writer *writer, struct span mark);

/** page_writer_words(writer, text): add words to the open line. */
void page_writer_words(struct page_writer *writer, struct span text);

/** page_writer_end(writer): end the open line, if there is one. */
void page_writer_end(struct page_writer *writer);

/**
 * page_writer_line(writer, mark, text):
 * A whole line; nothing at all if ${text} has no words.
 */
void page_writer_line(
    struct page_writer *writer, struct span mark, struct span text);

/** page_writer_heading(writer, level, text): a heading of level 1 to 3. */
void page_writer_heading(
    struct page_writer *writer, unsigned level, struct span text);

/** page_writer_blank(writer): an empty line before what comes next, if any. */
void page_writer_blank(struct page_writer *writer);

/**
 * page_writer_link(writer, target, label):
 * A link line; without ${label} the target stands for it.
 */
void page_writer_link(
    struct page_writer *writer, struct span target, struct span label);

/**
 * page_writer_toggle(writer, alt):
 * A line that begins or ends preformatted text.
 */
void page_writer_toggle(struct page_writer *writer, struct span alt);

/**
 * page_writer_preformatted(writer, text):
 * The lines of ${text} as they are, between two toggles.
 */
void page_writer_preformatted(struct page_writer *writer, struct span text);

#endif
