/*
 * A page of gemtext, heading by heading: what a search finds is a section.
 */
#ifndef INDEX_SECTION_H
#define INDEX_SECTION_H

#include <stdbool.h>

#include "buffer.h"
#include "gemtext.h"
#include "span.h"

struct words;

/*
 * A longer section is cut in two, in bytes: whoever shows a few of its words
 * must look at all of them.
 */
#define INDEX_SECTION_MAX 8192

/* Where a reader of sections stands; begin with index_sections_begin. */
struct index_sections {
	struct gemtext lines;
	const struct words *words; /* of the page's language */
	struct span title;         /* of the page; "" if it has none */
	struct span heading; /* of the section at hand; "" above the first */
	struct span next;    /* the heading of the section that follows */
	struct buffer body;  /* its text, a line a line */
	bool ended;
};

/**
 * index_sections_begin(sections, gemtext, lang):
 * Begin to read the page ${gemtext}, whose bytes must stay, in the language
 * ${lang}; end with index_sections_end.
 */
void index_sections_begin(
    struct index_sections *sections, struct span gemtext, struct span lang);

/**
 * index_sections_next(sections):
 * Go on to the next section that has a heading or a text; the builder's notes
 * at a page's end are none.  False at the end,
 * or without memory, when body.failed is set.
 */
bool index_sections_next(struct index_sections *sections);

/** index_sections_end(sections): release what it holds. */
void index_sections_end(struct index_sections *sections);

#endif
