/*
 * What `lozenge get` writes; see output.h.
 */
#include "output.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "utf8.h"

int
output_write(struct span bytes)
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

void
output_escape(struct buffer *out, struct span text)
{
	while (text.len > 0) {
		uint32_t character = 0;
		size_t length = utf8_decode(&character, text);

		if (length > 0 && is_safe(character)) {
			buffer_append(out, (struct span){text.ptr, length});
		} else {
			length = length == 0 ? 1 : length;
			for (size_t i = 0; i < length; i++)
				buffer_printf(out, "\\x%02X",
				    (unsigned)(unsigned char)text.ptr[i]);
		}
		text = span_skip(text, length);
	}
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
