/*
 * Letters that are spelt in ASCII otherwise than by leaving out their marks.
 *
 * Lower case only: who writes them knows the case that is wanted.
 */
#ifndef TEXT_TRANSLIT_LETTERS_H
#define TEXT_TRANSLIT_LETTERS_H

#include <stddef.h>
#include <stdint.h>

struct translit_letter {
	uint32_t letter;
	uint32_t next;     /* only where this one follows; 0: wherever */
	const char *ascii; /* of both letters, if there is a next */
};

/*
 * Sorted by letter; those of one letter stand together, the one that may stand
 * wherever is last.
 */
struct translit_letters {
	const struct translit_letter *items;
	size_t count;
};

/* The languages' own. */
extern const struct translit_letters translit_letters_german;
extern const struct translit_letters translit_letters_nordic;
extern const struct translit_letters translit_letters_icelandic;
extern const struct translit_letters translit_letters_spanish;
extern const struct translit_letters translit_letters_south_slavic;
extern const struct translit_letters translit_letters_esperanto;

/* All other Latin letters without a decomposition. */
extern const struct translit_letters translit_letters_neutral;

/**
 * translit_letters_find(letters, letter, next):
 * The entry for the lower-case ${letter} that ${next} follows, which may be
 * anything; NULL if there is none.  Static.
 */
const struct translit_letter *translit_letters_find(
    const struct translit_letters *letters, uint32_t letter, uint32_t next);

#endif
