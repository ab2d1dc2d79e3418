/*
 * Characters that some readers will not see as they are meant.
 *
 * Gopher clients get ASCII; what has no form in it is sent as it is, and the
 * author should know.  Entities can spell characters that must not stand in a
 * page at all.
 */
#ifndef CHECKING_CHECK_CHARACTERS_H
#define CHECKING_CHECK_CHARACTERS_H

#include "gopher_fit.h"
#include "markdown_tokens.h"

/**
 * check_characters(fit, markdown, from, to):
 * Check tokens ${from} to ${to}, not included, which are one block: the first
 * character without an ASCII form is told, and every control character.
 */
void check_characters(struct gopher_fit *fit, const struct markdown *markdown,
    size_t from, size_t to);

/**
 * check_characters_text(fit, source, at, text):
 * The same for ${text}, told at byte ${at} of ${source}.
 */
void check_characters_text(struct gopher_fit *fit, const struct source *source,
    size_t at, struct span text);

#endif
