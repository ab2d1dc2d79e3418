/*
 * Gopher menus, line by line; see gopher_menu.h.
 */
#include "gopher_menu.h"

#include "text_clean.h"

/* Append ${field} with its control bytes as spaces; other bytes may be raw. */
static void
append_field(struct buffer *out, struct span field)
{
	char *to = buffer_reserve(out, field.len);

	if (to == NULL)
		return;
	for (size_t i = 0; i < field.len; i++) {
		unsigned char byte = (unsigned char)field.ptr[i];

		to[i] = byte < 0x20 || byte == 0x7F ? ' ' : field.ptr[i];
	}
	out->len += field.len;
}

/* Append a number of 0 to 65535 without the cost of a format. */
static void
append_port(struct buffer *out, unsigned port)
{
	char digits[10];
	size_t at = sizeof digits;

	do {
		digits[--at] = (char)('0' + port % 10);
		port /= 10;
	} while (port > 0);
	buffer_append(out, (struct span){digits + at, sizeof digits - at});
}

void
gopher_menu_item_end(
    struct buffer *out, struct span selector, struct span host, unsigned port)
{
	buffer_append_byte(out, '\t');
	append_field(out, selector);
	buffer_append_byte(out, '\t');
	append_field(out, host);
	buffer_append_byte(out, '\t');
	append_port(out, port);
	buffer_append(out, SPAN("\r\n"));
}

void
gopher_menu_item(struct buffer *out, char type, struct span display,
    struct span selector, struct span host, unsigned port)
{
	buffer_append_byte(out, type);
	text_clean(out, display);
	gopher_menu_item_end(out, selector, host, port);
}

void
gopher_menu_info(struct buffer *out, struct span display)
{
	buffer_append_byte(out, 'i');
	text_clean(out, display);
	buffer_append(out, SPAN(GOPHER_INFO_END));
}

void
gopher_menu_error(struct buffer *out, struct span message)
{
	buffer_append_byte(out, '3');
	text_clean(out, message);
	buffer_append(out, SPAN(GOPHER_INFO_END));
	gopher_menu_end(out);
}

void
gopher_menu_end(struct buffer *out)
{
	buffer_append(out, SPAN(".\r\n"));
}
