/*
 * Fuzz: the web pages of any document.
 *
 * Each is well-formed, also as XML, has every identifier once and no script;
 * what it leads to in the capsule is there, and nothing is loaded from
 * elsewhere.
 *
 * The first byte says whether to put front matter before the rest.
 */
#include <assert.h>
#include <stdint.h>

#include <libxml/xmlreader.h>

#include "building.h"
#include "export.h"
#include "uri.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* "page.html#id" of each element that has one, a line each. */
static struct buffer places = BUFFER_EMPTY;

static bool
has_line(struct span line)
{
	struct span one, rest = buffer_span(&places);

	while (span_take_line(&one, &rest))
		if (span_equal(one, line))
			return true;
	return false;
}

static bool
has_file(const struct capsule *web, struct span name)
{
	for (size_t i = 0; i < web->count; i++)
		if (span_equal(web->files[i].name, name))
			return true;
	return false;
}

static void
note_place(struct span page, struct span id)
{
	struct buffer line = BUFFER_EMPTY;

	buffer_append(&line, page);
	buffer_append_byte(&line, '#');
	buffer_append(&line, id);
	assert(!has_line(buffer_span(&line)));
	buffer_append(&places, buffer_span(&line));
	buffer_append_byte(&places, '\n');
	buffer_free(&line);
}

/* A link that stays in the capsule leads to a file, and a place in it. */
static void
check_target(const struct capsule *web, struct span page, const struct uri *uri)
{
	struct buffer name = BUFFER_EMPTY;

	if (uri->path.len == 0)
		buffer_append(&name, page);
	else
		assert(uri_percent_decode(&name, uri->path));
	assert(has_file(web, buffer_span(&name)));
	if (uri->has_fragment) {
		buffer_append_byte(&name, '#');
		buffer_append(&name, uri->fragment);
		assert(has_line(buffer_span(&name)));
	}
	buffer_free(&name);
}

static void
check_link(
    const struct capsule *web, struct span page, struct span url, bool loads)
{
	static const char *const bad[] = {
	    "javascript", "data", "file", "vbscript"};
	struct uri uri;

	assert(uri_parse(&uri, url));
	if (uri.scheme.len == 0 && !uri.has_authority) {
		check_target(web, page, &uri);
		return;
	}
	assert(!loads);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert(!span_equal_nocase(uri.scheme, span_from(bad[i])));
}

/* Does a browser fetch what the element names, unasked? */
static bool
is_loaded(xmlTextReaderPtr reader, const char *element)
{
	static const xmlChar name[] = "rel", style[] = "stylesheet";
	xmlChar *rel = xmlTextReaderGetAttribute(reader, name);
	bool is_style = rel != NULL && xmlStrEqual(rel, style);

	xmlFree(rel);
	return strcmp(element, "a") != 0 &&
	       (strcmp(element, "link") != 0 || is_style);
}

/* Look at the attributes of an element; the first time, for identifiers. */
static void
check_attributes(const struct capsule *web, struct span page,
    xmlTextReaderPtr reader, bool is_first)
{
	const char *element = (const char *)xmlTextReaderConstName(reader);
	bool loads = is_loaded(reader, element);

	assert(strcmp(element, "script") != 0);
	while (xmlTextReaderMoveToNextAttribute(reader) == 1) {
		const char *name = (const char *)xmlTextReaderConstName(reader);
		const char *value =
		    (const char *)xmlTextReaderConstValue(reader);

		assert(strncmp(name, "on", 2) != 0);
		if (strcmp(name, "id") == 0 && is_first)
			note_place(page, span_from(value));
		else if ((strcmp(name, "href") == 0 ||
			     strcmp(name, "src") == 0) &&
			 !is_first)
			check_link(web, page, span_from(value), loads);
	}
}

static void
read_page(const struct capsule *web, const struct capsule_file *file,
    bool is_html, bool is_first)
{
	xmlTextReaderPtr reader = xmlReaderForMemory(file->content.ptr,
	    (int)file->content.len, NULL, "UTF-8", XML_PARSE_NONET);
	int more;

	while ((more = xmlTextReaderRead(reader)) == 1)
		if (is_html &&
		    xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT)
			check_attributes(web, file->name, reader, is_first);
	assert(more == 0); /* or it is not well-formed */
	xmlFreeTextReader(reader);
}

static void
check_web(const struct capsule *web)
{
	buffer_clear(&places);
	for (int turn = 0; turn < 2; turn++) {
		for (size_t i = 0; i < web->count; i++) {
			const struct capsule_file *file = &web->files[i];
			bool is_html =
			    span_ends_with(file->name, SPAN(".html"));
			bool is_feed = span_equal(file->name, SPAN("atom.xml"));

			assert(
			    i == 0 || !span_equal(file->name, file[-1].name));
			if (!capsule_is_copy(file) && (is_html || is_feed))
				read_page(web, file, is_html, turn == 0);
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buffer text = BUFFER_EMPTY;
	struct building building;
	struct capsule web = {0};

	if (size > 0 && data[0] % 2 == 1)
		buffer_append_text(&text, FRONT PAGE "\n");
	buffer_append(
	    &text, span_skip((struct span){(const char *)data, size}, 1));
	building_begin(&building, buffer_span(&text));
	if (diagnostics_count(building.list, DIAGNOSTIC_ERROR) == 0)
		export_render(&web, &building.editions,
		    size % 2 == 0 ? SPAN("https://a.example/") : SPAN(""));
	if (diagnostics_count(building.list, DIAGNOSTIC_ERROR) == 0)
		check_web(&web);
	capsule_free(&web);
	building_end(&building);
	buffer_free(&text);
	return 0;
}
