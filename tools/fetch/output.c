/*
 * What `lozenge get` writes; see output.h.
 */
#include "output.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "utf8.h"

static int
write_all(struct span bytes)
{
	struct pollfd standard = {.fd = STDOUT_FILENO, .events = POLLOUT};

	while (bytes.len > 0) {
		ssize_t count = write(STDOUT_FILENO, bytes.ptr, bytes.len);

		if (count >= 0) {
			bytes = span_skip(bytes, (size_t)count);
		} else if (errno == EAGAIN) {
			poll(&standard, 1, -1);
		} else if (errno != EINTR) {
			fprintf(stderr, "lozenge get: standard output: %s\n",
			    strerror(errno));
			return -1;
		}
	}
	return 0;
}

static bool
is_safe(uint32_t character)
{
	if (character < 0x20 || (character >= 0x7F && character <= 0x9F))
		return false;
	return !(character >= 0x202A && character <= 0x202E) &&
	       !(character >= 0x2066 && character <= 0x2069);
}

/* Append the first character, visible; return its length there. */
static size_t
escape_character(struct buffer *out, struct span text)
{
	uint32_t character = 0;
	size_t len = utf8_decode(&character, text);

	if (len > 0 && is_safe(character)) {
		buffer_append(out, (struct span){text.ptr, len});
		return len;
	}
	len = len == 0 ? 1 : len;
	for (size_t i = 0; i < len; i++)
		buffer_printf(
		    out, "\\x%02X", (unsigned)(unsigned char)text.ptr[i]);
	return len;
}

void
output_escape(struct buffer *out, struct span text)
{
	while (text.len > 0)
		text = span_skip(text, escape_character(out, text));
}

/* Could the next bytes make a character of what is no whole one yet? */
static bool
is_begun(struct span text)
{
	/* Bytes of a character, by the high bits of its first. */
	static const unsigned char lengths[16] = {
	    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4};

	return text.len < lengths[(unsigned char)text.ptr[0] >> 4];
}

/* The same for a text, in which lines and tabs are fine. */
static size_t
escape_text_character(struct buffer *out, struct span text)
{
	if (text.ptr[0] == '\n' || text.ptr[0] == '\t') {
		buffer_append_byte(out, text.ptr[0]);
		return 1;
	}
	if (span_starts_with(text, SPAN("\r\n"))) {
		buffer_append_byte(out, '\n');
		return 2;
	}
	return escape_character(out, text);
}

size_t
output_escape_text(struct buffer *out, struct span text, bool at_end)
{
	struct span rest = text;

	while (rest.len > 0) {
		bool is_open = is_begun(rest) || span_equal(rest, SPAN("\r"));

		if (is_open && !at_end)
			break;
		rest = span_skip(rest, escape_text_character(out, rest));
	}
	return text.len - rest.len;
}

void
output_begin(struct output *output)
{
	*output = (struct output){
	    .is_terminal = isatty(STDOUT_FILENO) == 1,
	    .held = BUFFER_EMPTY,
	};
}

/* Write what is held as a terminal may have it; the rest stays. */
static int
write_held(struct output *output, bool at_end)
{
	struct buffer text = BUFFER_EMPTY, rest = BUFFER_EMPTY;
	struct span held = buffer_span(&output->held);
	size_t used = output_escape_text(&text, held, at_end);
	int result = -1;

	buffer_append(&rest, span_skip(held, used));
	if (output->held.failed || text.failed || rest.failed)
		fputs("lozenge get: out of memory\n", stderr);
	else
		result = write_all(buffer_span(&text));
	buffer_free(&text);
	buffer_free(&output->held);
	output->held = rest;
	return result;
}

int
output_write(struct output *output, struct span bytes)
{
	if (!output->is_terminal)
		return write_all(bytes);
	buffer_append(&output->held, bytes);
	return write_held(output, false);
}

int
output_end(struct output *output)
{
	int result = output->is_terminal ? write_held(output, true) : 0;

	buffer_free(&output->held);
	return result;
}

void
output_say(const char *prefix, struct span text)
{
	struct buffer line = BUFFER_EMPTY;

	output_escape(&line, text);
	fprintf(stderr, "%s%.*s\n", prefix, (int)line.len,
	    line.len > 0 ? line.ptr : "");
	buffer_free(&line);
}
