/*
 * Unicode text in ASCII, as the text's language spells it there, without loss
 * of meaning and without the locale.
 *
 * Letters by the language's habit and the common tables (Greek words by ISO
 * 843, Cyrillic by ISO 9), signs as the language's words for them, all else by
 * NFKD with its marks dropped.  A character without an ASCII form (another
 * script) is kept as UTF-8, with its marks, rather than lost.
 *
 * The output is at most TRANSLIT_GROWTH_MAX times as long as the text.
 */
#ifndef TEXT_TRANSLIT_H
#define TEXT_TRANSLIT_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "span.h"

#define TRANSLIT_GROWTH_MAX 16

struct translit_language;

/*
 * ${language} is what translit_language_of gives; NULL is the neutral one.
 */

/**
 * translit_to_ascii(out, text, language):
 * Append ${text} (UTF-8; an invalid byte becomes "?") in ASCII.  Return true
 * if all of it has an ASCII form, false if some characters stayed UTF-8.
 */
bool translit_to_ascii(struct buffer *out, struct span text,
    const struct translit_language *language);

/**
 * translit_for_layout(out, text, language):
 * The same, but no-break spaces stay (as U+00A0), so that whoever breaks the
 * lines can heed them.
 */
bool translit_for_layout(struct buffer *out, struct span text,
    const struct translit_language *language);

/**
 * translit_find_kept(text, language):
 * Index of the first character of ${text} that would stay UTF-8; text.len if
 * none would.
 */
size_t translit_find_kept(
    struct span text, const struct translit_language *language);

/**
 * translit_changes_words(text):
 * Would some reader want ${text} in UTF-8: does it hold letters other than
 * those of ASCII, or characters that have no form in it?  Quotes, dashes and
 * signs do not count.
 */
bool translit_changes_words(struct span text);

#endif
