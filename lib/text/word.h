/*
 * The words that Lozenge itself puts before readers: around a page, in menus
 * and listings, in errors.
 *
 * No word depends on a number, so that none needs a plural.
 */
#ifndef TEXT_WORD_H
#define TEXT_WORD_H

enum word {
	/* Around a page. */
	WORD_PREVIOUS,
	WORD_NEXT,
	WORD_CONTENTS,
	WORD_ON_THIS_PAGE, /* a list of its headings follows */
	WORD_NOTES,
	WORD_PUBLISHED_BY,
	WORD_LICENCE,
	WORD_LAST_REVIEWED,
	WORD_NEXT_REVIEW,
	WORD_CONTACT,
	WORD_ADDRESS,
	WORD_CHANGES, /* the title of the page that tells of them */
	WORD_FEED,
	/* Around a web page. */
	WORD_SKIP, /* past the navigation */
	WORD_PRINT,
	WORD_OVER_GEMINI,
	/* Search. */
	WORD_SEARCH,
	WORD_SEARCH_PROMPT,
	WORD_SEARCH_NONE,
	WORD_SEARCH_SOME,  /* results that lack some of the words follow */
	WORD_DID_YOU_MEAN, /* other words follow, after a colon */
	/* Menus and listings. */
	WORD_PLAIN_TEXT,
	WORD_UTF8,  /* the page as it was written */
	WORD_ASCII, /* the page as old machines show it */
	WORD_INDEX_OF,
	WORD_LISTING_EMPTY,
	WORD_LISTING_CUT,
	/* Errors. */
	WORD_MOVED,
	WORD_NOT_FOUND,
	WORD_GONE,
	WORD_BUSY,
	WORD_SLOW_DOWN, /* a number of seconds follows, after a colon */
	WORD_CERTIFICATE_REQUIRED,
	WORD_CERTIFICATE_NOT_AUTHORISED,
	WORD_CERTIFICATE_NOT_VALID,
	WORD_PROXY_REFUSED,
	WORD_BAD_REQUEST,
	WORD_NOT_GOPHER,
	WORD_INCOMPLETE,
	WORDS, /* how many there are */
};

/* All words of one language. */
struct words {
	const char *tag;   /* its BCP 47 tag, as short as can be */
	const char *colon; /* what stands between a name and its value */
	const char *text[WORDS];
};

#endif
