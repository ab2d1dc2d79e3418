/*
 * Where in the web pages something is: the page's name, a heading's name, a
 * link's address.
 *
 * The same words may stand on a page of their own and, in print.html, on one
 * page with all others; there links to pages lead to their headings.
 */
#ifndef EXPORT_HTML_PLACE_H
#define EXPORT_HTML_PLACE_H

#include "buffer.h"
#include "edition.h"

struct html_place {
	const struct edition *edition;
	const struct document *document;
	const struct document_page *page; /* the one being written */
	bool is_print;                    /* all pages are on one */
	struct anchor *anchors; /* the document's, by place in the source */
};

/**
 * html_place_begin(place, edition): for the pages of ${edition}.  The caller
 * ends with html_place_end.
 */
void html_place_begin(struct html_place *place, const struct edition *edition);
void html_place_end(struct html_place *place);

/** html_place_page(out, place, index): append the address of page ${index}. */
void html_place_page(
    struct buffer *out, const struct html_place *place, size_t index);

/**
 * html_place_heading(place, heading):
 * The name of that heading of the document, for its id; "" if it has none of
 * its own.
 */
struct span html_place_heading(
    const struct html_place *place, const struct document_heading *heading);

/**
 * html_place_link(out, place, link):
 * Append where link number ${link} of the Markdown leads; false if nowhere.
 */
bool html_place_link(
    struct buffer *out, const struct html_place *place, uint32_t link);

/**
 * html_place_note(out, place, what, number):
 * Append the name of footnote ${number} of the page: "note_1", or, in print,
 * "note_causes_1"; ${what} is "note" or "mark".
 */
void html_place_note(struct buffer *out, const struct html_place *place,
    const char *what, size_t number);

#endif
