/*
 * The words of each language, by family.  Internal to words.
 */
#ifndef TEXT_WORDS_TABLE_H
#define TEXT_WORDS_TABLE_H

#include "word.h"

/* words_germanic.c */
extern const struct words words_en, words_de, words_nl, words_sv;
/* words_romance.c */
extern const struct words words_es, words_fr, words_it, words_pt, words_pt_br;
/* words_eastern.c */
extern const struct words words_pl, words_ru, words_el;

#endif
