/*
 * The steps from source to document.
 */
#include "document.h"

#include <stdlib.h>

#include "notes.h"
#include "sections.h"
#include "source_bytes.h"

struct span
document_value(const struct document *document, enum front_matter_key key)
{
	return document->front.values[key].text;
}

bool
document_read(struct document *document, const struct source *source)
{
	*document = (struct document){.source = source};
	source_bytes_check(source);
	if (!front_matter_read(&document->front, source, &document->store))
		return false;
	if (!markdown_parse(
		&document->markdown, source, document->front.body_at))
		return false;
	sections_read(document);
	notes_number(document);
	return !document->store.failed;
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
