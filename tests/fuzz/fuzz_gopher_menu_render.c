/*
 * Fuzz: menus from any gemtext: every line has its form, whatever the page
 * holds.
 *
 * The first byte chooses the width and whether to transliterate.
 */
#include <assert.h>
#include <stdint.h>

#include "gopher_menu.h"
#include "gopher_menu_render.h"
#include "text_break.h"
#include "translit_language.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The field before the next TAB, or all that is left. */
static struct span
take_field(struct span *line)
{
	struct span field = {line->ptr, span_find(*line, '\t')};

	*line = span_skip(*line, field.len + 1);
	return field;
}

static void
check_display(struct span display, unsigned width)
{
	bool has_url = memmem(display.ptr, display.len, "://", 3) != NULL;

	assert(utf8_is_valid(display));
	for (size_t i = 0; i < display.len; i++)
		assert((unsigned char)display.ptr[i] >= 0x20);
	assert(has_url || text_break_columns(display) <= width);
}

/* Type and display, selector, host, port: no more and no fewer. */
static void
check_line(struct span line, unsigned width)
{
	struct span display = take_field(&line);
	struct span selector = take_field(&line);
	struct span host = take_field(&line);

	assert(display.len >= 1);
	check_display(span_skip(display, 1), width);
	assert(selector.len <= GOPHER_SELECTOR_MAX);
	assert(memchr(selector.ptr, '\0', selector.len) == NULL);
	assert(host.len > 0 && line.len > 0);
	for (size_t i = 0; i < line.len; i++)
		assert(line.ptr[i] >= '0' && line.ptr[i] <= '9');
}

static void
check_menu(struct span menu, unsigned width)
{
	bool ended = false;

	while (menu.len > 0) {
		struct span line = {menu.ptr, span_find(menu, '\n')};

		assert(!ended && span_ends_with(line, SPAN("\r")));
		menu = span_skip(menu, line.len + 1);
		line.len--;
		assert(memchr(line.ptr, '\r', line.len) == NULL);
		if (span_equal(line, SPAN(".")))
			ended = true;
		else
			check_line(line, width);
	}
	assert(ended);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span gemtext = {(const char *)data, size};
	uint8_t choice = size > 0 ? data[0] : 0;
	struct gopher_place place = {
	    .host = SPAN("h.example"),
	    .port = 70,
	    .path = SPAN("/dir/a b.gmi"),
	    .prefix = choice % 2 == 0 ? SPAN("/utf8") : SPAN(""),
	    .style = {.width = 20 + choice % 128,
		.ascii = choice >= 128,
		.language = translit_language_of(
		    choice % 3 == 0 ? SPAN("fr") : SPAN("el"))},
	};
	struct buffer out = BUFFER_EMPTY;

	gopher_menu_render(&out, span_skip(gemtext, 1), &place);
	assert(!out.failed);
	check_menu(buffer_span(&out), place.style.width);
	buffer_free(&out);
	return 0;
}
