/*
 * The whole document, understood: front matter, pages, headings, names.
 */
#ifndef MEANING_DOCUMENT_H
#define MEANING_DOCUMENT_H

#include "anchors.h"
#include "front_matter_values.h"
#include "markdown_tokens.h"
#include "source.h"
#include "text_store.h"
#include "word.h"

/* A heading of the document itself, not one within a quote or list. */
struct document_heading {
	struct span text; /* as a reader hears it, its {#id} taken off */
	uint32_t token;   /* of its opening token */
	uint32_t at;
	unsigned level; /* 1 to 6 */
	bool is_title;  /* the first # heading, the same as the title */
};

/* A page of the capsule.  The first is the index. */
struct document_page {
	struct span slug;
	struct span title;
	size_t first;         /* its tokens, without its own heading, ... */
	size_t end;           /* ... up to this one, not included */
	size_t first_heading; /* index of its first heading inside */
	size_t end_heading;
	size_t first_note; /* its footnotes, in the order of their numbers */
	size_t end_note;
};

struct document {
	const struct source *source;
	struct front_matter front;
	struct markdown markdown;
	struct document_page *pages;
	size_t page_count;
	struct document_heading *headings;
	size_t heading_count;
	uint32_t *notes; /* the pages' footnotes, as indexes */
	struct anchors anchors;
	struct text_store store;
};

/** document_value(document, key): a value of the front matter. */
struct span document_value(
    const struct document *document, enum front_matter_key key);

/**
 * document_word(document, word):
 * ${word} as the author gave it, or in the document's language.
 */
struct span document_word(const struct document *document, enum word word);

/** document_colon(document): what stands between a word and its value. */
struct span document_colon(const struct document *document);

/** document_free(document): release what it holds. */
void document_free(struct document *document);

#endif
