/*
 * The form of a Gopher menu, for fuzzers: whatever the page holds, every line
 * is whole and the menu ends.  Aborts where it is not so.
 */
#ifndef SUPPORT_MENU_FORM_H
#define SUPPORT_MENU_FORM_H

#include <assert.h>
#include <string.h>

#include "gopher_menu.h"
#include "span.h"
#include "text_break.h"
#include "utf8.h"

/* An item as a client reads it. */
struct menu_item {
	char type;
	struct span display, selector, host, port;
};

/* The field before the next TAB, or all that is left. */
static inline struct span
menu_form_field(struct span *line)
{
	struct span field = {line->ptr, span_find(*line, '\t')};

	*line = span_skip(*line, field.len + 1);
	return field;
}

static inline void
menu_form_check_display(struct span display, unsigned width)
{
	bool has_url = memmem(display.ptr, display.len, "://", 3) != NULL;

	assert(utf8_is_valid(display));
	for (size_t i = 0; i < display.len; i++)
		assert((unsigned char)display.ptr[i] >= 0x20);
	assert(has_url || text_break_columns(display) <= width);
}

/* Type and display, selector, host, port: no more and no fewer. */
static inline struct menu_item
menu_form_read(struct span line, unsigned width)
{
	struct span display = menu_form_field(&line);
	struct span selector = menu_form_field(&line);
	struct span host = menu_form_field(&line);

	assert(display.len >= 1);
	menu_form_check_display(span_skip(display, 1), width);
	assert(selector.len <= GOPHER_SELECTOR_MAX);
	assert(memchr(selector.ptr, '\0', selector.len) == NULL);
	assert(host.len > 0 && line.len > 0);
	for (size_t i = 0; i < line.len; i++)
		assert(line.ptr[i] >= '0' && line.ptr[i] <= '9');
	return (struct menu_item){
	    .type = display.ptr[0],
	    .display = span_skip(display, 1),
	    .selector = selector,
	    .host = host,
	    .port = line,
	};
}

/* Check ${menu} line by line; ${look}, unless NULL, gets each item. */
static inline void
menu_form_check(struct span menu, unsigned width,
    void (*look)(void *arg, const struct menu_item *item), void *arg)
{
	bool ended = false;

	while (menu.len > 0) {
		struct span line = {menu.ptr, span_find(menu, '\n')};

		assert(!ended && span_ends_with(line, SPAN("\r")));
		menu = span_skip(menu, line.len + 1);
		line.len--;
		assert(memchr(line.ptr, '\r', line.len) == NULL);
		ended = span_equal(line, SPAN("."));
		if (ended)
			continue;

		struct menu_item item = menu_form_read(line, width);
		if (look != NULL)
			look(arg, &item);
	}
	assert(ended);
}

#endif
