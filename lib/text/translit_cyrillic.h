/*
 * Cyrillic letters in ASCII.
 *
 * Source: ISO 9:1995 with letters in the place of its marks, as GOST 7.79-2000
 * (system B) does it for machines that have none: "ж" is "zh".  Where that is
 * hard to read, or two letters in a row would be read as one, the habit of the
 * language stands: "х" is "kh".  Lower case only.
 */
#ifndef TEXT_TRANSLIT_CYRILLIC_H
#define TEXT_TRANSLIT_CYRILLIC_H

#include <stdint.h>

#include "translit_letters.h"

/* What these languages have otherwise than the rest. */
extern const struct translit_letters translit_cyrillic_ukrainian;
extern const struct translit_letters translit_cyrillic_belarusian;
extern const struct translit_letters translit_cyrillic_bulgarian;
extern const struct translit_letters translit_cyrillic_serbian;
extern const struct translit_letters translit_cyrillic_macedonian;

/**
 * translit_cyrillic_find(letter, next):
 * The ASCII form of a lower-case Cyrillic ${letter} that ${next} follows (0: no
 * letter), as Russian and most have it; NULL if it is none.  Static.
 */
const char *translit_cyrillic_find(uint32_t letter, uint32_t next);

#endif
