/*
 * Short scans of the source around what md4c has pointed to.
 */
#include "markdown_place.h"

#include <ctype.h>
#include <string.h>

/* How far a bracket is looked for, in bytes. */
#define BRACKET_DISTANCE 4096

/* The bytes of a list marker at the start of ${line}; 0 if there is none. */
static size_t
list_marker_length(struct span line)
{
	size_t digits = 0;

	while (digits < line.len && digits < 9 &&
	       isdigit((unsigned char)line.ptr[digits]))
		digits++;
	if (digits >= line.len ||
	    strchr(digits > 0 ? ".)" : "-+*", line.ptr[digits]) == NULL ||
	    line.ptr[digits] == '\0')
		return 0;
	if (digits + 1 < line.len && line.ptr[digits + 1] != ' ' &&
	    line.ptr[digits + 1] != '\t')
		return 0;
	return digits + 1;
}

/* ${line} without its indentation and the marks of quotes and lists. */
static struct span
without_containers(struct span line)
{
	for (;;) {
		size_t marker = 0;

		line = span_trim(line);
		if (line.len > 0 && line.ptr[0] == '>')
			marker = 1;
		else
			marker = list_marker_length(line);
		if (marker == 0)
			return line;
		line = span_skip(line, marker);
	}
}

static bool
is_fence(struct span line, char byte)
{
	return line.len >= 3 && line.ptr[0] == byte && line.ptr[1] == byte &&
	       line.ptr[2] == byte;
}

/* Is it nothing but ${level} number signs, and perhaps closing ones? */
static bool
is_empty_heading(struct span line, unsigned level)
{
	size_t marks = 0;

	while (marks < line.len && line.ptr[marks] == '#')
		marks++;
	line = span_skip(line, marks);
	if (marks != level)
		return false;
	if (line.len > 0 && line.ptr[0] != ' ' && line.ptr[0] != '\t')
		return false;
	for (size_t i = 0; i < line.len; i++)
		if (strchr(" \t#", line.ptr[i]) == NULL)
			return false;
	return true;
}

/* The first line to scan: the one after what was seen last. */
static size_t
next_unseen_line(
    const struct markdown_builder *builder, const struct source *source)
{
	if (source_line_start(source, builder->last_end) == builder->last_end)
		return builder->last_end;
	return source_next_line(source, builder->last_end);
}

static uint32_t
place_in(const struct source *source, struct span text)
{
	return (uint32_t)(text.ptr - source->text.ptr);
}

uint32_t
markdown_place_heading(struct markdown_builder *builder,
    const struct source *source, unsigned level)
{
	if (builder->first_at != MARKDOWN_NONE) {
		size_t start = source_line_start(source, builder->first_at);
		struct span line =
		    without_containers(span_between(source->text.ptr + start,
			source->text.ptr + builder->first_at));
		bool is_atx = line.len > 0 && line.ptr[0] == '#';

		return is_atx ? place_in(source, line) : builder->first_at;
	}

	for (size_t at = next_unseen_line(builder, source);
	     at < source->text.len; at = source_next_line(source, at)) {
		struct span line = without_containers(source_line(source, at));

		builder->last_end = (uint32_t)source_next_line(source, at);
		if (is_empty_heading(line, level))
			return place_in(source, line);
	}
	return builder->last_end;
}

uint32_t
markdown_place_fence(
    struct markdown_builder *builder, const struct source *source)
{
	for (size_t at = next_unseen_line(builder, source);
	     at < source->text.len; at = source_next_line(source, at)) {
		struct span line = without_containers(source_line(source, at));

		if (is_fence(line, builder->fence_byte))
			return place_in(source, line);
		builder->last_end = (uint32_t)source_next_line(source, at);
	}
	return builder->last_end;
}

uint32_t
markdown_place_fence_above(
    const struct source *source, uint32_t at, uint32_t lines)
{
	size_t start = source_line_start(source, at);

	for (; lines > 0 && start > 0; lines--)
		start = source_line_start(source, start - 1);
	return place_in(source, without_containers(source_line(source, start)));
}

bool
markdown_place_fence_end(const struct source *source, uint32_t fence_at,
    uint32_t lines, char byte, uint32_t *end)
{
	size_t at = source_next_line(source, fence_at);

	for (; lines > 0; lines--)
		at = source_next_line(source, at);
	*end = (uint32_t)at;
	return is_fence(without_containers(source_line(source, at)), byte);
}

/* The last ${byte} before ${at}, not too far away, or NONE. */
static uint32_t
find_before(const struct markdown_builder *builder, uint32_t at, char byte)
{
	size_t reach = at < BRACKET_DISTANCE ? at : BRACKET_DISTANCE;
	const char *from = builder->source.ptr + at - reach;
	const char *found = memrchr(from, byte, reach);

	return found == NULL ? MARKDOWN_NONE
			     : (uint32_t)(found - builder->source.ptr);
}

uint32_t
markdown_place_bracket(
    const struct markdown_builder *builder, uint32_t first, bool is_image)
{
	if (!is_image && first > 0 && builder->source.ptr[first - 1] == '<')
		return first - 1;

	uint32_t bracket = find_before(builder, first, '[');
	if (bracket == MARKDOWN_NONE)
		return first;
	return is_image && bracket > 0 ? bracket - 1 : bracket;
}

uint32_t
markdown_place_empty(
    const struct markdown_builder *builder, uint32_t target_at, bool is_image)
{
	if (target_at != MARKDOWN_NONE && target_at > builder->last_end) {
		uint32_t parenthesis = find_before(builder, target_at, '(');

		if (parenthesis != MARKDOWN_NONE && parenthesis > 0 &&
		    builder->source.ptr[parenthesis - 1] == ']')
			return markdown_place_bracket(
			    builder, parenthesis, is_image);
	}

	struct span rest = span_skip(builder->source, builder->last_end);
	if (rest.len > BRACKET_DISTANCE)
		rest.len = BRACKET_DISTANCE;
	const char *mark = is_image ? "![" : "[";
	const char *found =
	    rest.len == 0 ? NULL
			  : memmem(rest.ptr, rest.len, mark, strlen(mark));
	return found == NULL ? builder->last_end
			     : (uint32_t)(found - builder->source.ptr);
}

/* Where the destination begins in "(  <dest..." at ${at}. */
static uint32_t
destination_at(const struct markdown_builder *builder, uint32_t at)
{
	struct span text = builder->source;

	at++;
	while (at < text.len && strchr(" \t\r\n", text.ptr[at]) != NULL &&
	       text.ptr[at] != '\0')
		at++;
	return at < text.len && text.ptr[at] == '<' ? at + 1 : at;
}

uint32_t
markdown_place_tail(
    struct markdown_builder *builder, uint32_t at, uint32_t target_end)
{
	struct span text = builder->source;
	uint32_t from = builder->last_end > at ? builder->last_end : at + 1;
	struct span rest = span_skip(text, from);

	if (rest.len > BRACKET_DISTANCE)
		rest.len = BRACKET_DISTANCE;
	if (text.len == at || text.ptr[at] == '<')
		return at;
	uint32_t bracket = from + (uint32_t)span_find(rest, ']');
	if (bracket + 1 >= text.len)
		return at;
	if (text.ptr[bracket + 1] == '(') {
		builder->last_end = bracket + 2;
		if (target_end != MARKDOWN_NONE &&
		    target_end > builder->last_end)
			builder->last_end = target_end;
		return destination_at(builder, bracket + 1);
	}
	if (text.ptr[bracket + 1] == '[') {
		rest = span_skip(text, bracket + 2);
		if (rest.len > BRACKET_DISTANCE)
			rest.len = BRACKET_DISTANCE;
		builder->last_end =
		    bracket + 2 + (uint32_t)span_find(rest, ']');
	}
	return at;
}
