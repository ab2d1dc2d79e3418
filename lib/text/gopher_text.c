/*
 * The framing of text files; see gopher_text.h.
 */
#include "gopher_text.h"

/* Begin a line if none has begun: a dot at its start is doubled. */
static void
begin_line(struct gopher_text *text, struct buffer *out, char first)
{
	if (!text->in_line && first == '.')
		buffer_append_byte(out, '.');
	text->in_line = true;
}

/* A CR that turned out not to be part of a line end. */
static void
release_cr(struct gopher_text *text, struct buffer *out)
{
	if (!text->held_cr)
		return;
	text->held_cr = false;
	begin_line(text, out, '\r');
	buffer_append_byte(out, '\r');
}

static void
end_line(struct gopher_text *text, struct buffer *out)
{
	text->held_cr = false;
	text->in_line = false;
	buffer_append(out, SPAN("\r\n"));
}

/* What stands before a line end, or before the end of the part. */
static void
add_content(struct gopher_text *text, struct buffer *out, struct span content)
{
	if (content.len == 0)
		return;
	release_cr(text, out);
	if (content.ptr[content.len - 1] == '\r') {
		text->held_cr = true;
		content.len--;
	}
	if (content.len == 0)
		return;
	begin_line(text, out, content.ptr[0]);
	buffer_append(out, content);
}

void
gopher_text_part(
    struct gopher_text *text, struct buffer *out, struct span bytes)
{
	while (bytes.len > 0) {
		size_t len = span_find(bytes, '\n');

		add_content(text, out, (struct span){bytes.ptr, len});
		if (len == bytes.len)
			return;
		end_line(text, out);
		bytes = span_skip(bytes, len + 1);
	}
}

void
gopher_text_end(struct gopher_text *text, struct buffer *out)
{
	release_cr(text, out);
	if (text->in_line)
		end_line(text, out);
	buffer_append(out, SPAN(".\r\n"));
}

void
gopher_text_frame(struct buffer *out, struct span bytes)
{
	struct gopher_text text = {0};

	gopher_text_part(&text, out, bytes);
	gopher_text_end(&text, out);
}
