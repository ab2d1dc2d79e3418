/*
 * All entries lead to the first page; the query, which the server passes over,
 * makes each URL one of its own.
 */
#include "page_changes.h"

static void
write_title(struct page_writer *writer, const struct document *document)
{
	page_writer_open(writer, SPAN("# "));
	page_writer_words(writer, document_value(document, FRONT_MATTER_TITLE));
	page_writer_words(writer, document_colon(document));
	page_writer_words(writer, document_word(document, WORD_CHANGES));
	page_writer_end(writer);
	page_writer_blank(writer);
}

static void
write_entry(struct page_writer *writer, const struct change *change)
{
	struct buffer target = BUFFER_EMPTY;
	struct buffer label = BUFFER_EMPTY;

	buffer_append_text(&target, "index.gmi?");
	buffer_append(&target, change->name);
	buffer_append(&label, change->date);
	buffer_append_byte(&label, ' ');
	buffer_append(&label, change->text);
	page_writer_link(writer, buffer_span(&target), buffer_span(&label));
	buffer_free(&target);
	buffer_free(&label);
}

void
page_changes_write(struct page_writer *writer, const struct edition *edition,
    const struct changes *changes)
{
	const struct document *document = edition->document;

	write_title(writer, document);
	for (size_t i = 0; i < changes->count; i++)
		write_entry(writer, &changes->list[i]);
	page_writer_blank(writer);
	page_writer_link(
	    writer, SPAN(CHANGES_FEED), document_word(document, WORD_FEED));
}
