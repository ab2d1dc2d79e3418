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
	struct span stem;   /* of text, without accents */
	struct span other;  /* the stem of folded */
	struct span spelt;  /* that of the language's spelling in ASCII */
	uint32_t count;     /* how often it occurs */
};

/* A set of words; opaque. */
struct index_words;

/**
 * index_words_new(): an empty set; NULL without memory.  Released by
 * index_words_free, for which NULL is legal.
 */
struct index_words *index_words_new(void);
void index_words_free(struct index_words *words);

/**
 * index_words_meet(words, text):
 * One more occurrence of ${text}: what is known of it, or NULL if it is new.
 * It lives until the set is changed.
 */
const struct index_word *index_words_meet(
    struct index_words *words, struct span text);

/**
 * index_words_add(words, word):
 * Add a copy of ${word}, which is new; false without memory.
 */
bool index_words_add(struct index_words *words, const struct index_word *word);

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
