#include "log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

/* A line while it is put together; room is kept for its LF. */
struct line {
	char bytes[LOG_LINE_MAX];
	size_t len;
};

/* Add text with everything but printable ASCII escaped. */
static void
line_add(struct line *line, struct span text)
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = (unsigned char)text.ptr[i];

		if (line->len + 5 > sizeof line->bytes)
			return;
		if (byte >= 0x20 && byte < 0x7f && byte != '\\') {
			line->bytes[line->len++] = (char)byte;
			continue;
		}
		line->bytes[line->len++] = '\\';
		line->bytes[line->len++] = 'x';
		line->bytes[line->len++] = hex[byte >> 4];
		line->bytes[line->len++] = hex[byte & 15];
	}
}

/* One write, so that lines of several processes do not mix. */
static void
line_write(struct log *log, struct line *line)
{
	ssize_t count;

	line->bytes[line->len++] = '\n';
	do
		count = write(log->fd, line->bytes, line->len);
	while (count < 0 && errno == EINTR);
	if (count != (ssize_t)line->len)
		log->dropped++;
}

void
log_message(struct log *log, const char *format, ...)
{
	struct line line = {.len = 0};
	char text[LOG_LINE_MAX];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	line_add(&line, SPAN("lozenged: "));
	line_add(&line, span_from(text));
	line_write(log, &line);
}

void
log_request(struct log *log, const char *protocol, const char *status,
    struct span path, unsigned long long bytes, const char *from)
{
	struct line line = {.len = 0};
	char size[32];

	if (!log->requests)
		return;
	snprintf(size, sizeof size, " %llu", bytes);
	line_add(&line, SPAN("lozenged: request "));
	line_add(&line, span_from(protocol));
	line_add(&line, SPAN(" "));
	line_add(&line, span_from(status));
	line_add(&line, SPAN(" "));
	line_add(&line, path.len == 0 ? SPAN("/") : path);
	line_add(&line, span_from(size));
	if (*from != '\0')
		line_add(&line, SPAN(" from "));
	line_add(&line, span_from(from));
	line_write(log, &line);
}
