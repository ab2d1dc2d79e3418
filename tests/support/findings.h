/*
 * Findings in short, for tests: "FILE:LINE:COLUMN LEVEL CODE|" each, without
 * the message's words.
 */
#ifndef SUPPORT_FINDINGS_H
#define SUPPORT_FINDINGS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "diagnostic_text.h"

/* "a.gmi:1:2: error: words [code]" in short, ${skip} bytes of the name cut. */
static inline void
findings_shorten(struct buffer *out, struct span line, size_t skip)
{
	struct span rest = span_skip(line, skip);
	size_t code = span_find_last(rest, '[');
	size_t end = span_find(rest, ' ');
	struct span level = span_skip(rest, end + 1);

	buffer_append(out, (struct span){rest.ptr, end - 1});
	buffer_append_byte(out, ' ');
	buffer_append(out, (struct span){level.ptr, span_find(level, ':')});
	buffer_append_byte(out, ' ');
	buffer_append(out, span_skip(rest, code + 1));
	out->ptr[out->len - 1] = '|';
}

/* All findings in short; the caller frees. */
static inline char *
findings_text(struct diagnostics *list, size_t skip)
{
	struct buffer out = BUFFER_EMPTY;
	struct span line, rest;
	char *text = NULL;
	size_t len = 0;
	FILE *stream = open_memstream(&text, &len);

	diagnostics_write(list, stream);
	fclose(stream);
	rest = (struct span){text, len};
	while (span_take_line(&line, &rest))
		findings_shorten(&out, line, skip);
	buffer_append_byte(&out, '\0');
	free(text);
	return out.ptr;
}

#endif
