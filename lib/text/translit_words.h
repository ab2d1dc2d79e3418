/*
 * Words for signs, in the languages that transliteration knows.
 */
#ifndef TEXT_TRANSLIT_WORDS_H
#define TEXT_TRANSLIT_WORDS_H

/*
 * What a sign can say.  A unit's first word is for exactly one of it, the next
 * for any other number.
 */
enum translit_word {
	TRANSLIT_NO_WORD,
	TRANSLIT_DEGREE,
	TRANSLIT_DEGREES,
	TRANSLIT_MICROGRAM,
	TRANSLIT_MICROGRAMS,
	TRANSLIT_MICROLITRE,
	TRANSLIT_MICROLITRES,
	TRANSLIT_MICROMETRE,
	TRANSLIT_MICROMETRES,
	TRANSLIT_MICROSECOND,
	TRANSLIT_MICROSECONDS,
	TRANSLIT_MICRO,      /* before another unit */
	TRANSLIT_PER_MILLE,  /* after a number */
	TRANSLIT_PER_MYRIAD, /* after a number */
	TRANSLIT_SECTION,
	TRANSLIT_PARAGRAPH,
	TRANSLIT_CENTS,
	TRANSLIT_NUMBER, /* "No" before one */
	TRANSLIT_NUMERO, /* what follows its "n" */
	TRANSLIT_UP,
	TRANSLIT_DOWN,
	TRANSLIT_INFINITY,
	TRANSLIT_PHONE,
	TRANSLIT_MAIL,
	TRANSLIT_YES, /* a tick */
	TRANSLIT_NO,  /* a cross */
	TRANSLIT_FEMALE,
	TRANSLIT_MALE,
	TRANSLIT_NOT, /* before a relation, as in "not <" */
	TRANSLIT_ROOT,
	TRANSLIT_SUM,
	TRANSLIT_PRODUCT,
	TRANSLIT_PROPORTIONAL,
	TRANSLIT_IN,
	TRANSLIT_NOT_IN,
	TRANSLIT_EMPTY_SET,
	TRANSLIT_ANGLE,
	TRANSLIT_THEREFORE,
	TRANSLIT_BECAUSE,
	TRANSLIT_WORD_COUNT,
};

/* Longest word, in bytes. */
#define TRANSLIT_WORD_BYTES_MAX 24

/*
 * By enum translit_word; all ASCII.  NULL: the neutral word stands, of which
 * none is NULL, so that what has an ASCII form depends on no language.
 */
extern const char *const translit_words_neutral[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_english[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_spanish[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_french[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_german[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_italian[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_portuguese[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_dutch[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_polish[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_swedish[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_danish[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_norwegian[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_finnish[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_greek[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_russian[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_ukrainian[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_bulgarian[TRANSLIT_WORD_COUNT];
extern const char *const translit_words_serbian[TRANSLIT_WORD_COUNT];

#endif
