/*
 * Fuzz: plain text from any gemtext, and its framing: valid UTF-8, no control
 * character, and a frame that gives the text back.
 *
 * The first byte chooses the width and whether to transliterate.
 */
#include <assert.h>
#include <stdint.h>

#include "gopher_text.h"
#include "text_layout.h"
#include "translit_language.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_text(struct span text)
{
	assert(utf8_is_valid(text));
	for (size_t i = 0; i < text.len; i++)
		assert(
		    (unsigned char)text.ptr[i] >= 0x20 || text.ptr[i] == '\n');
}

/* Read a frame as a client does: is it ${text}, line by line? */
static void
check_frame(struct span frame, struct span text)
{
	struct span line, wanted;

	while (span_take_line(&wanted, &text)) {
		assert(span_take_line(&line, &frame));
		assert(!span_equal(line, SPAN(".")));
		if (span_starts_with(line, SPAN(".")))
			line = span_skip(line, 1);
		assert(span_equal(line, wanted));
	}
	assert(span_equal(frame, SPAN(".\r\n")));
}

static void
check_framing(struct span text)
{
	struct buffer frame = BUFFER_EMPTY;

	gopher_text_frame(&frame, text);
	check_frame(buffer_span(&frame), text);
	buffer_free(&frame);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span input = {(const char *)data, size};
	uint8_t choice = size > 0 ? data[0] : 0;
	struct text_style style = {
	    .width = 20 + choice % 128,
	    .ascii = choice >= 128,
	    .language =
		translit_language_of(choice % 3 == 0 ? SPAN("fr") : SPAN("el")),
	};
	struct buffer out = BUFFER_EMPTY;

	text_layout_document(&out, span_skip(input, 1), &style);
	assert(!out.failed);
	check_text(buffer_span(&out));
	check_framing(buffer_span(&out));
	check_framing(input);
	buffer_free(&out);
	return 0;
}
