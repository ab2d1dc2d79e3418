/*
 * Found in the source, from the first token's place to the last one's end.
 */
#include "run_lines.h"

#include <string.h>

/* The line, without what marks the containers it stands in. */
static struct span
line_text(struct span line)
{
	while (line.len > 0 && memchr(" \t>", line.ptr[0], 3) != NULL)
		line = span_skip(line, 1);
	return line;
}

static bool
ends_with_break(struct span line)
{
	switch (line.len > 0 ? line.ptr[line.len - 1] : '\0') {
	case ' ':
		return span_ends_with(line, SPAN("  "));
	case '\\':
		return true;
	case '>':
		return span_ends_with(line, SPAN("<br>"));
	}
	return false;
}

bool
run_lines_next(struct run_lines *lines, struct run_line *line)
{
	if (lines->next >= lines->end)
		return false;

	struct span rest = span_skip(lines->source->text, lines->next);
	struct span whole = {rest.ptr, span_find(rest, '\n')};

	lines->next += whole.len + 1;
	if (whole.len > 0 && whole.ptr[whole.len - 1] == '\r')
		whole.len--;
	line->text = lines->is_escaped ? SPAN("") : line_text(whole);
	line->is_broken = lines->is_broken;
	lines->is_broken = ends_with_break(whole);
	lines->is_escaped = false;
	return true;
}

struct run_lines
run_lines_begin(const struct markdown *markdown, size_t from, size_t to)
{
	size_t at = markdown->tokens[from].at;
	const char *text = markdown->source->text.ptr;

	return (struct run_lines){
	    .source = markdown->source,
	    .next = at,
	    .end = markdown_end_of_run(markdown, from, to),
	    .is_escaped = at > 0 && text[at - 1] == '\\',
	};
}

bool
run_lines_is_one(const struct run_lines *lines)
{
	return lines->next >= lines->end ||
	       memchr(lines->source->text.ptr + lines->next, '\n',
		   lines->end - lines->next) == NULL;
}
