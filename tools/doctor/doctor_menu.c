/*
 * Menu lines; see doctor_menu.h.
 */
#include "doctor_menu.h"

#include <uniwidth.h>

#include "uri.h"
#include "utf8.h"

/* RFC 1436, and what clients have agreed on since. */
static const char known_types[] = "0123456789+TgIhids;:<PrcMDpXa";

/* Types that lead to another Gopher item. */
static const char item_types[] = "014569gIhds;:<PrcMDpXa";

static bool
is_one_of(char type, const char *types)
{
	return type != '\0' && strchr(types, type) != NULL;
}

/* Columns of ${text}; a byte that is no UTF-8 takes one. */
static int
count_columns(struct span text)
{
	int columns = 0;

	while (text.len > 0) {
		uint32_t character = '?';
		size_t length = utf8_decode(&character, text);
		int width = length == 0 ? 1 : uc_width(character, "UTF-8");

		columns += width > 0 ? width : 0;
		text = span_skip(text, length == 0 ? 1 : length);
	}
	return columns;
}

/* Cut a field off ${rest}; false if there is none. */
static bool
take_field(struct span *field, struct span *rest, bool *is_last)
{
	size_t end = span_find(*rest, '\t');

	if (*is_last)
		return false;
	*is_last = end == rest->len;
	*field = (struct span){rest->ptr, end};
	*rest = span_skip(*rest, end + 1);
	return true;
}

static bool
is_port(struct span port)
{
	if (port.len == 0 || port.len > 5)
		return false;
	for (size_t i = 0; i < port.len; i++)
		if (port.ptr[i] < '0' || port.ptr[i] > '9')
			return false;
	return true;
}

/* Take the first line end off ${rest}: the line before it, and its kind. */
static struct span
take_line(struct span *rest, bool *has_crlf)
{
	size_t end = span_find(*rest, '\n');
	struct span line = {rest->ptr, end};

	*has_crlf = end < rest->len && end > 0 && rest->ptr[end - 1] == '\r';
	if (*has_crlf)
		line.len--;
	*rest = span_skip(*rest, end + 1);
	return line;
}

bool
doctor_menu_is_end(struct span rest)
{
	return span_equal(rest, SPAN(".\r\n")) ||
	       span_equal(rest, SPAN(".\n")) || span_equal(rest, SPAN("."));
}

bool
doctor_menu_next(struct doctor_menu_line *line, struct span *rest)
{
	bool is_last = false;
	struct span fields;

	if (rest->len == 0 || span_starts_with(*rest, SPAN(".\r\n")) ||
	    doctor_menu_is_end(*rest))
		return false;
	*line = (struct doctor_menu_line){0};
	fields = take_line(rest, &line->has_crlf);
	if (fields.len > 0)
		line->type = fields.ptr[0];
	fields = span_skip(fields, 1);
	line->has_known_type = is_one_of(line->type, known_types);
	line->has_fields = take_field(&line->display, &fields, &is_last) &&
			   take_field(&line->selector, &fields, &is_last) &&
			   take_field(&line->host, &fields, &is_last) &&
			   take_field(&line->port, &fields, &is_last) &&
			   is_port(line->port);
	line->fits = count_columns(line->display) <= DOCTOR_MENU_COLUMNS;
	return true;
}

bool
doctor_menu_is_item(const struct doctor_menu_line *line)
{
	return line->has_fields && is_one_of(line->type, item_types) &&
	       !span_starts_with(line->selector, SPAN("URL:"));
}

bool
doctor_menu_leads_to(
    const struct doctor_menu_line *line, struct span host, struct span port)
{
	return doctor_menu_is_item(line) && uri_host_equal(line->host, host) &&
	       span_equal(line->port, port);
}
