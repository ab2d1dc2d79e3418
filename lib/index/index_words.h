/*
 * The words that a text has, each once, as they are written, with what has been
 * found out about each: its stems need not be found twice, and "did you mean"
 * is answered from them.
 */
#ifndef INDEX_WORDS_H
#define INDEX_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "span.h"

/* Words of other lengths, in bytes, are not worth guessing. */
#define INDEX_WORD_MIN 3
#define INDEX_WORD_MAX 48

struct index_word {
	struct span text;   /* in lower case */
	struct span folded; /* the same without accents */
	uint32_t count;     /* how often it occurs */
};

/* Stems of one word, see index_form.h: most have one. */
#define INDEX_STEMS_MAX 3

/* The different stems of a word. */
struct index_stems {
	struct span list[INDEX_STEMS_MAX];
	size_t count;
};

/* Longest text, folded form or stem that is kept, in bytes. */
#define INDEX_WORDS_BYTES_MAX 255

/* A set of words; opaque. */
struct index_words;

/**
 * index_words_new(): an empty set; NULL without memory.  Released by
 * index_words_free, for which NULL is legal.
 */
struct index_words *index_words_new(void);
void index_words_free(struct index_words *words);

/**
 * index_words_meet(words, text, stems):
 * One more occurrence of ${text}, whose ${stems} are told; they live until the
 * set is changed.  False if it is new.
 */
bool index_words_meet(
    struct index_words *words, struct span text, struct index_stems *stems);

/**
 * index_words_add(words, text, folded, stems):
 * Add ${text}, which is new, and what has been found out about it; all is
 * copied.  False without memory, or if it is longer than can be kept.
 */
bool index_words_add(struct index_words *words, struct span text,
    struct span folded, const struct index_stems *stems);

/**
 * index_words_list(words, count):
 * Those that are worth guessing (of the right length, without digits), ${count}
 * of them, sorted by their folded form, the most frequent first where it is the
 * same.  They live as long as the set; nothing may be met or added any more.
 * NULL only without memory.
 */
const struct index_word *index_words_list(
    struct index_words *words, size_t *count);

/** index_words_clear(words): empty it, for new words. */
void index_words_clear(struct index_words *words);

#endif
