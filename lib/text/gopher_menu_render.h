/*
 * A page of gemtext as a Gopher menu.
 *
 * Text becomes `i` lines, links become items.  Source: RFC 1436, section 3.
 */
#ifndef TEXT_GOPHER_MENU_RENDER_H
#define TEXT_GOPHER_MENU_RENDER_H

#include "buffer.h"
#include "gopher_link.h"
#include "span.h"
#include "text_layout.h"

/* Where a menu stands and how it is to look. */
struct gopher_place {
	struct span host; /* as clients reach us */
	unsigned port;    /* 1 to 65535, the same */
	struct span path; /* of the page in the capsule: "/dir/a.gmi" */
	/* Stands before the selectors of pages of ours; it may be empty. */
	struct span prefix;
	struct text_style style;
	gopher_item_type *item_type; /* NULL: always by the name */
	void *arg;                   /* handed to item_type */
};

/**
 * gopher_menu_render(out, gemtext, place):
 * Append ${gemtext} as a complete menu, "." CRLF included.  Links are resolved
 * against place->path as gopher_link.h tells; those that make no item are
 * shown as text.  No display is wider than place->style.width, except a URL
 * that stands in a text.
 */
void gopher_menu_render(
    struct buffer *out, struct span gemtext, const struct gopher_place *place);

#endif
