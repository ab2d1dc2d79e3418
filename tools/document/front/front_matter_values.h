/*
 * What a document says of itself, as values with their places.
 */
#ifndef FRONT_FRONT_MATTER_VALUES_H
#define FRONT_FRONT_MATTER_VALUES_H

#include <stddef.h>

#include "span.h"
#include "word.h"

enum front_matter_key {
	FRONT_MATTER_TITLE,
	FRONT_MATTER_LANG,
	FRONT_MATTER_SUMMARY,
	FRONT_MATTER_REVIEWED,
	FRONT_MATTER_NEXT_REVIEW,
	FRONT_MATTER_PUBLISHER,
	FRONT_MATTER_CONTACT,
	FRONT_MATTER_LICENCE,
	FRONT_MATTER_URL,
	FRONT_MATTER_KEYS, /* how many there are */
};

struct front_matter_value {
	struct span text; /* empty: not given */
	size_t at;        /* where the value begins in the source */
};

/* Something that readers who follow the document are told of. */
struct front_matter_change {
	size_t at;
	struct front_matter_value date; /* a day that there is */
	struct front_matter_value text;
};

struct front_matter {
	struct front_matter_value values[FRONT_MATTER_KEYS];
	struct front_matter_value words[WORDS]; /* the author's own */
	struct front_matter_change *changes;    /* as given; owned */
	size_t change_count;
	size_t changes_at; /* their key; 0: not given */
	size_t body_at;    /* where the Markdown begins in the source */
};

#endif
