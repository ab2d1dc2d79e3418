/*
 * The document in memory, with a sparse index from bytes to lines.
 */
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file_bytes.h"

/* Bytes of text to one entry of the line index. */
#define INDEX_BLOCK 1024

/* Bytes of a line behind the place of a finding, more than are shown. */
#define LINE_SHOWN 512

static size_t
count_line_ends(struct span text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += text.ptr[i] == '\n';
	return count;
}

/* Fill the index. */
static void
index_lines(struct source *source)
{
	struct span text = source->text;
	struct source_block now = {0, 0};

	source->index =
	    malloc((text.len / INDEX_BLOCK + 1) * sizeof *source->index);
	for (size_t at = 0; at <= text.len; at += INDEX_BLOCK) {
		struct span block = span_skip(text, at);

		if (block.len > INDEX_BLOCK)
			block.len = INDEX_BLOCK;
		source->index[at / INDEX_BLOCK] = now;
		now.lines_before += (uint32_t)count_line_ends(block);
		size_t last = span_find_last(block, '\n');
		if (last < block.len)
			now.line_start = (uint32_t)(at + last + 1);
	}
}

/* The text from the start of its block of the index to ${at}. */
static struct span
block_before(const struct source *source, size_t at)
{
	size_t begin = at - at % INDEX_BLOCK;

	return span_between(source->text.ptr + begin, source->text.ptr + at);
}

/* The line of byte ${at}, from 1. */
static size_t
line_number(const struct source *source, size_t at)
{
	return source->index[at / INDEX_BLOCK].lines_before +
	       count_line_ends(block_before(source, at)) + 1;
}

size_t
source_line_start(const struct source *source, size_t at)
{
	struct span before = block_before(source, at);
	size_t last = span_find_last(before, '\n');

	if (last == before.len)
		return source->index[at / INDEX_BLOCK].line_start;
	return at - before.len + last + 1;
}

size_t
source_next_line(const struct source *source, size_t at)
{
	struct span rest = span_skip(source->text, at);
	size_t end = at + span_find(rest, '\n');

	return end < source->text.len ? end + 1 : source->text.len;
}

struct span
source_line(const struct source *source, size_t at)
{
	struct span rest = span_skip(source->text, at);
	struct span line = {rest.ptr, span_find(rest, '\n')};

	if (line.len > 0 && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

/*
 * The line of byte ${at}, ${before} bytes from its start, but no more behind
 * it than is ever shown: a line can be as long as the document.
 */
static struct span
line_around(const struct source *source, size_t at, size_t before)
{
	struct span rest = span_skip(source->text, at);

	if (rest.len > LINE_SHOWN)
		rest.len = LINE_SHOWN;
	rest.len = span_find(rest, '\n');
	if (rest.len > 0 && rest.ptr[rest.len - 1] == '\r')
		rest.len--;
	return (struct span){rest.ptr - before, before + rest.len};
}

/* Add a finding; ${code} is static. */
static void __attribute__((format(printf, 5, 0)))
add_finding(const struct source *source, enum diagnostic_level level, size_t at,
    const char *code, const char *format, va_list ap)
{
	struct buffer message = BUFFER_EMPTY;
	size_t column = at - source_line_start(source, at) + 1;

	buffer_vprintf(&message, format, ap);
	diagnostics_add(source->list, level, source->name,
	    line_number(source, at), column, code, "%.*s", (int)message.len,
	    message.len == 0 ? "" : message.ptr);
	diagnostics_excerpt(
	    source->list, line_around(source, at, column - 1), column - 1);
	buffer_free(&message);
}

void
source_edit(
    const struct source *source, size_t at, size_t length, const char *text)
{
	diagnostics_edit(
	    source->list, (struct diagnostic_edit){
			      .at = at,
			      .line = line_number(source, at),
			      .column = at - source_line_start(source, at) + 1,
			      .length = length,
			      .text = text,
			  });
}

void
source_error(const struct source *source, size_t at, const char *code,
    const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add_finding(source, DIAGNOSTIC_ERROR, at, code, format, ap);
	va_end(ap);
}

void
source_warning(const struct source *source, size_t at, const char *code,
    const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add_finding(source, DIAGNOSTIC_WARNING, at, code, format, ap);
	va_end(ap);
}

void
source_note(const struct source *source, size_t at, const char *code,
    const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add_finding(source, DIAGNOSTIC_NOTE, at, code, format, ap);
	va_end(ap);
}

/* Tell that the file cannot be read, as errno has it. */
static bool
tell_unreadable(const struct source *source)
{
	diagnostics_add(source->list, DIAGNOSTIC_ERROR, source->name, 0, 0,
	    "unreadable", "cannot be read: %s", strerror(errno));
	return false;
}

/* Pass over a byte order mark, check the size, index the lines. */
static bool
take_text(struct source *source)
{
	source->text = buffer_span(&source->bytes);
	if (source->text.ptr == NULL)
		source->text = SPAN("");
	if (span_starts_with(source->text, SPAN("\xef\xbb\xbf")))
		source->text = span_skip(source->text, 3);
	if (source->text.len > SOURCE_BYTES_MAX) {
		diagnostics_add(source->list, DIAGNOSTIC_ERROR, source->name, 1,
		    1, "too-big",
		    "the document is larger than %zu MiB; split it in two",
		    SOURCE_BYTES_MAX >> 20);
		return false;
	}
	index_lines(source);
	return true;
}

bool
source_from_text(struct source *source, const char *name, struct span text,
    struct diagnostics *list)
{
	*source = (struct source){.name = name, .list = list};
	buffer_append(&source->bytes, text);
	return take_text(source);
}

bool
source_read(struct source *source, const char *name, struct diagnostics *list)
{
	struct stat status;

	*source = (struct source){.name = name, .list = list};
	int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return tell_unreadable(source);

	/* In one call, and one more that finds the end. */
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
	    status.st_size <= (off_t)SOURCE_BYTES_MAX)
		buffer_reserve(&source->bytes, (size_t)status.st_size + 1);

	bool is_read =
	    file_bytes_read(&source->bytes, fd, SOURCE_BYTES_MAX) == 0 ||
	    errno == EFBIG;
	if (!is_read)
		tell_unreadable(source);
	close(fd);
	return is_read && take_text(source);
}

void
source_free(struct source *source)
{
	buffer_free(&source->bytes);
	free(source->index);
	source->index = NULL;
}
