#include "document.h"

#include <stdlib.h>

#include "front_matter.h"
#include "words.h"

struct span
document_value(const struct document *document, enum front_matter_key key)
{
	return document->front.values[key].text;
}

/* The words of the document's language. */
static const struct words *
words_of(const struct document *document)
{
	return words_for(document_value(document, FRONT_MATTER_LANG));
}

struct span
document_word(const struct document *document, enum word word)
{
	struct span own = document->front.words[word].text;

	return own.len > 0 ? own : span_from(words_of(document)->text[word]);
}

struct span
document_colon(const struct document *document)
{
	return span_from(words_of(document)->colon);
}

void
document_free(struct document *document)
{
	front_matter_free(&document->front);
	markdown_free(&document->markdown);
	anchors_free(&document->anchors);
	text_store_free(&document->store);
	free(document->pages);
	free(document->headings);
	free(document->notes);
}
