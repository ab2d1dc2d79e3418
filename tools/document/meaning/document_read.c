#include "document_read.h"

#include "front_matter.h"
#include "markdown.h"
#include "notes.h"
#include "sections.h"
#include "source_bytes.h"

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
	return true;
}
