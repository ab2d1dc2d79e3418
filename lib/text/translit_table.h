/*
 * Characters whose ASCII form is not what Unicode's decompositions give.
 */
#ifndef TEXT_TRANSLIT_TABLE_H
#define TEXT_TRANSLIT_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "translit_words.h"

/* How a form joins the text around it. */
enum translit_join {
	TRANSLIT_PLAIN, /* as it is */
	TRANSLIT_WORD,  /* a space between it and a letter or digit */
	TRANSLIT_GREEK, /* a letter's name, where it is no part of a word */
};

struct translit_form {
	uint32_t character;
	enum translit_join join;
	const char *ascii;       /* in every language; NULL: only the word */
	enum translit_word word; /* the language's, which stands before it */
};

/* Sorted by character, each once. */
extern const struct translit_form translit_table[];
extern const size_t translit_table_count;

/**
 * translit_table_find(character):
 * The entry for ${character}, or NULL if the table has none.  Static.
 */
const struct translit_form *translit_table_find(uint32_t character);

/** translit_table_box(character): for a box drawing its byte, else NUL. */
char translit_table_box(uint32_t character);

#endif
