#include "document.h"

#include <stdlib.h>

struct span
document_value(const struct document *document, enum front_matter_key key)
{
	return document->front.values[key].text;
}

void
document_free(struct document *document)
{
	markdown_free(&document->markdown);
	anchors_free(&document->anchors);
	text_store_free(&document->store);
	free(document->pages);
	free(document->headings);
	free(document->notes);
}
