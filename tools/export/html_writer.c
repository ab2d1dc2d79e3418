#include "html_writer.h"

#include <limits.h>
#include <stdlib.h>

#include <libxml/xmlwriter.h>

struct html_writer {
	xmlTextWriterPtr xml;
	struct buffer *out;
	struct buffer text; /* NUL-terminated, for the library */
	bool failed;
};

/* The library's characters are unsigned. */
static const xmlChar *
as_xml(const char *text)
{
	return (const xmlChar *)text;
}

static int
write_out(void *context, const char *bytes, int count)
{
	struct html_writer *writer = context;

	buffer_append(writer->out, (struct span){bytes, (size_t)count});
	return writer->out->failed ? -1 : count;
}

/* The library says -1 where it has failed. */
static void
look(struct html_writer *writer, int result)
{
	if (result < 0)
		writer->failed = true;
}

/* The text as the library wants it; valid until the next call. */
static const xmlChar *
terminate(struct html_writer *writer, struct span text)
{
	buffer_clear(&writer->text);
	buffer_append(&writer->text, text);
	buffer_append_byte(&writer->text, '\0');
	if (writer->text.failed) {
		writer->failed = true;
		return as_xml("");
	}
	return as_xml(writer->text.ptr);
}

struct html_writer *
html_writer_begin(struct buffer *out)
{
	struct html_writer *writer = calloc(1, sizeof *writer);
	xmlOutputBufferPtr output;

	if (writer == NULL)
		return NULL;
	writer->out = out;
	output = xmlOutputBufferCreateIO(write_out, NULL, writer, NULL);
	if (output != NULL)
		writer->xml = xmlNewTextWriter(output);
	if (writer->xml == NULL) {
		if (output != NULL)
			xmlOutputBufferClose(output);
		free(writer);
		return NULL;
	}
	look(writer,
	    xmlTextWriterWriteRaw(writer->xml, as_xml("<!DOCTYPE html>\n")));
	return writer;
}

bool
html_writer_end(struct html_writer *writer)
{
	bool is_good;

	look(writer, xmlTextWriterEndDocument(writer->xml));
	look(writer, xmlTextWriterFlush(writer->xml));
	xmlFreeTextWriter(writer->xml);
	is_good = !writer->failed && !writer->out->failed;
	buffer_free(&writer->text);
	free(writer);
	return is_good;
}

void
html_open(struct html_writer *writer, const char *name)
{
	look(writer, xmlTextWriterStartElement(writer->xml, as_xml(name)));
}

void
html_attribute(struct html_writer *writer, const char *name, struct span value)
{
	look(writer, xmlTextWriterWriteAttribute(
			 writer->xml, as_xml(name), terminate(writer, value)));
}

/* Is there nothing in it that is written otherwise? */
static bool
is_plain(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '<' || text.ptr[i] == '>' ||
		    text.ptr[i] == '&' || text.ptr[i] == '"' ||
		    text.ptr[i] == '\r')
			return false;
	return text.len <= INT_MAX;
}

void
html_text(struct html_writer *writer, struct span text)
{
	if (text.len > 0 && is_plain(text)) {
		look(writer, xmlTextWriterWriteRawLen(
				 writer->xml, as_xml(text.ptr), (int)text.len));
		return;
	}
	look(writer,
	    xmlTextWriterWriteString(writer->xml, terminate(writer, text)));
}

void
html_close(struct html_writer *writer)
{
	look(writer, xmlTextWriterFullEndElement(writer->xml));
}

void
html_close_void(struct html_writer *writer)
{
	look(writer, xmlTextWriterEndElement(writer->xml));
}

void
html_element(struct html_writer *writer, const char *name, struct span text)
{
	html_open(writer, name);
	html_text(writer, text);
	html_close(writer);
}

void
html_line(struct html_writer *writer)
{
	look(writer, xmlTextWriterWriteRaw(writer->xml, as_xml("\n")));
}
