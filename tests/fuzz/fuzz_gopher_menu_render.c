/*
 * Fuzz: menus from any gemtext: every line has its form, whatever the page
 * holds.
 *
 * The first byte chooses the width and whether to transliterate.
 */
#include <assert.h>
#include <stdint.h>

#include "gopher_menu_render.h"
#include "menu_form.h"
#include "translit_language.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
	menu_form_check(buffer_span(&out), place.style.width, NULL, NULL);
	buffer_free(&out);
	return 0;
}
