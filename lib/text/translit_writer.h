/*
 * Where a transliteration stands: what has been written, what follows.
 *
 * What the translit_*.c files that write are made of; nothing else needs it.
 */
#ifndef TEXT_TRANSLIT_WRITER_H
#define TEXT_TRANSLIT_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "span.h"
#include "translit_language.h"

/* What was written last. */
enum translit_last {
	TRANSLIT_LAST_NOTHING,
	TRANSLIT_LAST_ASCII,
	TRANSLIT_LAST_GREEK, /* of a Greek word */
	TRANSLIT_LAST_FRACTION,
	TRANSLIT_LAST_RAISED,
	TRANSLIT_LAST_LOWERED,
	TRANSLIT_LAST_KEPT, /* a character without an ASCII form */
};

struct translit_writer {
	struct buffer *out;
	const struct translit_language *language;
	size_t start;     /* out->len at the beginning */
	struct span text; /* all of it */
	struct span rest; /* what follows the present character */
	enum translit_last last;
	bool keeps_no_break;
	size_t at;      /* of the text: the present character */
	size_t kept_at; /* the first that was kept; text.len if none was */
	unsigned depth; /* 1 within the decomposition of a character */
};

/** The byte written last; a space at the beginning. */
char translit_byte_before(const struct translit_writer *writer);

/** The byte that follows; a space at the end. */
char translit_byte_after(const struct translit_writer *writer);

/** What has been written. */
struct span translit_written(const struct translit_writer *writer);

/** translit_put_plain(writer, ascii): as it is. */
void translit_put_plain(struct translit_writer *writer, const char *ascii);

/**
 * translit_put_joined(writer, ascii, joint, joins):
 * The same, with ${joint} where it would touch a byte that ${joins}.
 */
void translit_put_joined(struct translit_writer *writer, const char *ascii,
    char joint, bool (*joins)(char byte));

/** translit_put_word(writer, ascii): a space parts it from words. */
void translit_put_word(struct translit_writer *writer, const char *ascii);

/**
 * translit_put_letters(writer, ascii, is_upper, next_is_upper):
 * Lower-case ${ascii} that stands for one letter, in that letter's case and,
 * but for its first, in the case of the next.
 */
void translit_put_letters(struct translit_writer *writer, const char *ascii,
    bool is_upper, bool next_is_upper);

/** translit_keep(writer, character): it has no ASCII form. */
void translit_keep(struct translit_writer *writer, struct span character);

#endif
