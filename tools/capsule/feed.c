/*
 * Each call's failure is kept, and looked at once, at the end.
 */
#include "feed.h"

#include <libxml/xmlwriter.h>

#define ATOM "http://www.w3.org/2005/Atom"

/* A change is as old as its day: no author gives a time. */
#define MIDNIGHT "T00:00:00Z"

struct feed {
	xmlTextWriterPtr writer;
	const struct edition *edition;
	struct buffer base; /* the address of its pages, which names them */
	struct buffer web;  /* that of its web pages; empty: there are none */
	bool failed;
};

static const xmlChar *
xml(const char *text)
{
	return (const xmlChar *)text;
}

/* ${first} and ${second} as one text, NUL-terminated. */
static const xmlChar *
join(struct buffer *joined, struct span first, struct span second)
{
	buffer_append(joined, first);
	buffer_append(joined, second);
	buffer_append_byte(joined, '\0');
	return xml(joined->ptr);
}

static void
note(struct feed *feed, int result)
{
	feed->failed |= result < 0;
}

/* <name>first second</name> */
static void
put_element(
    struct feed *feed, const char *name, struct span first, struct span second)
{
	struct buffer joined = BUFFER_EMPTY;

	note(feed, xmlTextWriterWriteElement(
		       feed->writer, xml(name), join(&joined, first, second)));
	buffer_free(&joined);
}

static void
put_attribute(
    struct feed *feed, const char *name, struct span first, struct span second)
{
	struct buffer joined = BUFFER_EMPTY;

	note(feed, xmlTextWriterWriteAttribute(
		       feed->writer, xml(name), join(&joined, first, second)));
	buffer_free(&joined);
}

static void
open_element(struct feed *feed, const char *name)
{
	note(feed, xmlTextWriterStartElement(feed->writer, xml(name)));
}

static void
close_element(struct feed *feed)
{
	note(feed, xmlTextWriterEndElement(feed->writer));
}

/* Where links lead to. */
static struct span
place_of(const struct feed *feed)
{
	return buffer_span(feed->web.len > 0 ? &feed->web : &feed->base);
}

/* A link to the edition's file ${name}. */
static void
put_link(
    struct feed *feed, struct span relation, struct span type, struct span name)
{
	open_element(feed, "link");
	put_attribute(feed, "rel", relation, SPAN(""));
	put_attribute(feed, "type", type, SPAN(""));
	put_attribute(feed, "href", place_of(feed), name);
	close_element(feed);
}

/* A link to the page ${capsule_name}, or to the first web page. */
static void
put_page(struct feed *feed, struct span capsule_name)
{
	bool is_web = feed->web.len > 0;

	put_link(feed, SPAN("alternate"),
	    is_web ? SPAN("text/html") : SPAN("text/gemini"),
	    is_web ? SPAN("index.html") : capsule_name);
}

/* Who publishes it: a feed must have an author. */
static void
put_author(struct feed *feed)
{
	const struct document *document = feed->edition->document;
	struct span name = document_value(document, FRONT_MATTER_PUBLISHER);

	if (name.len == 0)
		name = document_value(document, FRONT_MATTER_TITLE);
	open_element(feed, "author");
	put_element(feed, "name", name, SPAN(""));
	close_element(feed);
}

/* An optional element of the feed's head. */
static void
put_value(struct feed *feed, const char *name, enum front_matter_key key)
{
	struct span value = document_value(feed->edition->document, key);

	if (value.len > 0)
		put_element(feed, name, value, SPAN(""));
}

static void
put_head(struct feed *feed, const struct changes *changes)
{
	const struct document *document = feed->edition->document;

	put_attribute(feed, "xmlns", SPAN(ATOM), SPAN(""));
	put_attribute(feed, "xml:lang",
	    document_value(document, FRONT_MATTER_LANG), SPAN(""));
	put_value(feed, "title", FRONT_MATTER_TITLE);
	put_value(feed, "subtitle", FRONT_MATTER_SUMMARY);
	put_element(feed, "id", buffer_span(&feed->base), SPAN(CHANGES_PAGE));
	put_element(feed, "updated", changes->list[0].date, SPAN(MIDNIGHT));
	put_link(feed, SPAN("self"), SPAN("application/atom+xml"),
	    SPAN(CHANGES_FEED));
	put_page(feed, SPAN(CHANGES_PAGE));
	put_author(feed);
	put_value(feed, "rights", FRONT_MATTER_LICENCE);
}

static void
put_entry(struct feed *feed, const struct change *change)
{
	struct buffer page = BUFFER_EMPTY;

	buffer_append_text(&page, "index.gmi?");
	buffer_append(&page, change->name);
	open_element(feed, "entry");
	put_element(feed, "title", change->text, SPAN(""));
	put_element(feed, "id", buffer_span(&feed->base), buffer_span(&page));
	put_element(feed, "updated", change->date, SPAN(MIDNIGHT));
	put_page(feed, buffer_span(&page));
	close_element(feed);
	buffer_free(&page);
}

static void
put_document(struct feed *feed, const struct changes *changes)
{
	note(feed, xmlTextWriterSetIndent(feed->writer, 1));
	note(feed,
	    xmlTextWriterStartDocument(feed->writer, NULL, "utf-8", NULL));
	open_element(feed, "feed");
	put_head(feed, changes);
	for (size_t i = 0; i < changes->count; i++)
		put_entry(feed, &changes->list[i]);
	note(feed, xmlTextWriterEndDocument(feed->writer));
}

bool
feed_write(struct buffer *out, const struct edition *edition,
    const struct changes *changes, struct span web)
{
	struct feed feed = {.edition = edition};
	xmlBufferPtr bytes = xmlBufferCreate();

	feed.writer = xmlNewTextWriterMemory(bytes, 0);
	changes_base(edition, &feed.base);
	if (web.len > 0) {
		buffer_append(&feed.web, web);
		buffer_append(&feed.web, edition->prefix);
	}
	put_document(&feed, changes);
	xmlFreeTextWriter(feed.writer);
	if (!feed.failed)
		buffer_append(
		    out, (struct span){(const char *)xmlBufferContent(bytes),
			     (size_t)xmlBufferLength(bytes)});
	xmlBufferFree(bytes);
	buffer_free(&feed.base);
	buffer_free(&feed.web);
	return !feed.failed;
}
