/*
 * What stands around the text of each web page: its head, the way past the
 * navigation, the contents, the footer.
 */
#ifndef EXPORT_HTML_FRAME_H
#define EXPORT_HTML_FRAME_H

#include <stdbool.h>

#include "html_inline.h"

struct html_site;

struct html_frame {
	const struct html_site *site;
	const struct html_place *place;
	struct html_inline *words; /* where it is written */
	size_t which;              /* the edition's number */
	size_t index;              /* the page's */
	bool is_print;             /* all pages on one */
};

/** html_frame_open(frame): all that comes before the text. */
void html_frame_open(const struct html_frame *frame);

/** html_frame_close(frame): all that comes after it. */
void html_frame_close(const struct html_frame *frame);

#endif
