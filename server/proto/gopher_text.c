/*
 * The framing of text files; see gopher_text.h.
 */
#include "gopher_text.h"

void
gopher_text_frame(struct buffer *out, struct span text)
{
	struct span line;

	while (span_take_line(&line, &text)) {
		if (span_starts_with(line, SPAN(".")))
			buffer_append_byte(out, '.');
		buffer_append(out, line);
		buffer_append(out, SPAN("\r\n"));
	}
	buffer_append(out, SPAN(".\r\n"));
}
