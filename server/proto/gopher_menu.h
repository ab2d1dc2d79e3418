/*
 * Gopher menus and texts: gemtext rendered, item lines, framing.
 *
 * Source: RFC 1436, section 3; RFC 4266; the field's conventions for `i` lines
 * and `URL:` selectors.  No TAB, CR or LF ever reaches a field.
 */
#ifndef PROTO_GOPHER_MENU_H
#define PROTO_GOPHER_MENU_H

#include "buffer.h"
#include "span.h"
#include "text_layout.h"

/* Longest selector clients take, in bytes. */
#define GOPHER_SELECTOR_MAX 255

/* Where a menu stands and how it is to look. */
struct gopher_place {
	struct span host;        /* as clients reach us */
	unsigned port;           /* 1 to 65535, the same */
	struct span path;        /* of the page in the capsule: "/dir/a.gmi" */
	struct text_style style;
	/*
	 * The item type of a path in the capsule ("/noext"), or 0 to go by its
	 * name; NULL: always by the name.  ${arg} is handed through.
	 */
	char (*item_type)(void *arg, struct span path);
	void *arg;
};

/**
 * gopher_menu_render(out, gemtext, place):
 * Append ${gemtext} as a complete menu, "." CRLF included.  Links are resolved
 * against place->path: local ones become items with a decoded selector,
 * gopher:// ones their own host and type, other schemes `h` with `URL:`;
 * javascript:, data: and file: are shown as text only.
 */
void gopher_menu_render(struct buffer *out, struct span gemtext,
    const struct gopher_place *place);

/**
 * gopher_menu_item(out, type, display, selector, host, port):
 * Append one item line.  Control bytes in a field become spaces.
 */
void gopher_menu_item(struct buffer *out, char type, struct span display,
    struct span selector, struct span host, unsigned port);

/** gopher_menu_info(out, display): append one `i` line with all four fields. */
void gopher_menu_info(struct buffer *out, struct span display);

/** gopher_menu_error(out, message): a type-3 line and the "." CRLF. */
void gopher_menu_error(struct buffer *out, struct span message);

/** gopher_menu_end(out): the "." CRLF. */
void gopher_menu_end(struct buffer *out);

/**
 * gopher_text_frame(out, text):
 * Append ${text} as the body of a type-0 item: CRLF line ends, lines that
 * begin with a dot stuffed, "." CRLF at the end.
 */
void gopher_text_frame(struct buffer *out, struct span text);

/**
 * gopher_url_page(out, url):
 * Append a small HTML page that sends the reader on to ${url}, escaped.
 * Return false, with nothing appended, for a scheme that is not allowed
 * (javascript:, data:, file:, none) or bytes no URL has.
 */
bool gopher_url_page(struct buffer *out, struct span url);

#endif
