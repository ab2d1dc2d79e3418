/*
 * The lines of a Gopher menu, taken apart as strictly as they may be sent.
 * Pure text.
 *
 * Source: RFC 1436, section 3.4 and 3.8.
 */
#ifndef DOCTOR_DOCTOR_MENU_H
#define DOCTOR_DOCTOR_MENU_H

#include <stdbool.h>

#include "span.h"

/* Columns of a display that any terminal shows whole. */
#define DOCTOR_MENU_COLUMNS 80

struct doctor_menu_line {
	char type;
	struct span display, selector, host, port;
	bool has_fields;     /* all four, and a port that is a number */
	bool has_known_type; /* one that clients know */
	bool fits;           /* the display is not too wide */
	bool has_crlf;
};

/**
 * doctor_menu_next(line, rest):
 * Cut the first line off ${rest} into ${line}.  False at the end: of the text,
 * or at a lone dot, which stays in ${rest}.
 */
bool doctor_menu_next(struct doctor_menu_line *line, struct span *rest);

/** doctor_menu_is_end(rest): is that the lone dot, and nothing more? */
bool doctor_menu_is_end(struct span rest);

/**
 * doctor_menu_leads_to(line, host, port):
 * Is it an item, not mere words, of that very server?
 */
bool doctor_menu_leads_to(
    const struct doctor_menu_line *line, struct span host, struct span port);

/** doctor_menu_is_item(line): does it lead anywhere in Gopher? */
bool doctor_menu_is_item(const struct doctor_menu_line *line);

#endif
