/*
 * Characters that some readers will not see as they are meant.
 *
 * Gopher clients get ASCII; what has no form in it is sent as it is, and the
 * author should know.  Entities can spell characters that must not stand in a
 * page at all.
 */
#ifndef CHECKING_CHECK_CHARACTERS_H
#define CHECKING_CHECK_CHARACTERS_H

#include <stdint.h>

#include "markdown_tokens.h"

/* Which characters are known to have an ASCII form; begin with all zero. */
struct check_characters {
	uint8_t known[0x10000 / 8];
	struct buffer scratch;
};

/**
 * check_characters(state, markdown, from, to):
 * Check tokens ${from} to ${to}, not included, which are one block: the first
 * character without an ASCII form is told, and every control character.
 */
void check_characters(struct check_characters *state,
    const struct markdown *markdown, size_t from, size_t to);

/**
 * check_characters_text(state, source, at, text):
 * The same for ${text}, told at byte ${at} of ${source}.
 */
void check_characters_text(struct check_characters *state,
    const struct source *source, size_t at, struct span text);

#endif
