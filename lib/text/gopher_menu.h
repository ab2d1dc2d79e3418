/*
 * Gopher menus, line by line.
 *
 * Whatever the fields hold, a line keeps its form: no TAB, CR or LF ever
 * reaches one.  Source: RFC 1436, section 3; the field's conventions for `i`
 * lines.
 */
#ifndef TEXT_GOPHER_MENU_H
#define TEXT_GOPHER_MENU_H

#include "buffer.h"
#include "span.h"

/* Longest selector clients take, in bytes. */
#define GOPHER_SELECTOR_MAX 255

/*
 * What ends an `i` line: clients drop one that lacks a field, though nothing
 * ever asks for this selector, host and port.
 */
#define GOPHER_INFO_END "\t\terror.host\t1\r\n"

/**
 * gopher_menu_item(out, type, display, selector, host, port):
 * Append one item line.  The display loses what cannot be shown (see
 * text_clean.h); control bytes in the other fields become spaces.
 */
void gopher_menu_item(struct buffer *out, char type, struct span display,
    struct span selector, struct span host, unsigned port);

/**
 * gopher_menu_item_end(out, selector, host, port):
 * Append what follows the display in an item line: its other fields and CRLF.
 */
void gopher_menu_item_end(
    struct buffer *out, struct span selector, struct span host, unsigned port);

/** gopher_menu_info(out, display): append one `i` line with all four fields. */
void gopher_menu_info(struct buffer *out, struct span display);

/** gopher_menu_error(out, message): a type-3 line and the "." CRLF. */
void gopher_menu_error(struct buffer *out, struct span message);

/** gopher_menu_end(out): the "." CRLF. */
void gopher_menu_end(struct buffer *out);

#endif
