/*
 * Prose fills its lines, whoever breaks them.  Lines that had room for the next
 * word, and begin as sentences and names do, were broken for a reason.
 */
#include "check_joined.h"

#include <string.h>
#include <unictype.h>

#include "ascii.h"
#include "utf8.h"

/* A line that could have been this long, in characters, was broken early. */
#define SHORT_LINE 40

/* So many lines broken early, one below the other, are no accident. */
#define BREAKS_TOLD 2

/* So long, in bytes, is what stands before a colon. */
#define LABEL_MAX 24

/* Spaces between two columns. */
#define GAP_MIN 2
#define GAP_WIDE 3

static size_t
count_characters(struct span text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
	return count;
}

/* How many tabs part the line into columns? */
static size_t
count_tabs(struct span line)
{
	size_t tabs = 0;

	line = span_trim(line);
	for (size_t i = 0; i < line.len; i++)
		tabs += line.ptr[i] == '\t' && line.ptr[i - 1] != '\t';
	return tabs;
}

/* Is there a gap of ${least} spaces or more?  The column behind it. */
static bool
find_gap(struct span line, size_t least, size_t *column)
{
	size_t spaces = 0;

	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] != ' ' && spaces >= least) {
			*column = count_characters((struct span){line.ptr, i});
			return true;
		}
		spaces = line.ptr[i] == ' ' ? spaces + 1 : 0;
	}
	return false;
}

/* Do both lines have words behind a gap that ends in the same column? */
static bool
has_columns(struct span above, struct span line)
{
	size_t first, second;

	if (!find_gap(above, GAP_MIN, &first) ||
	    !find_gap(line, GAP_MIN, &second) || first != second)
		return false;
	return find_gap(above, GAP_WIDE, &first) ||
	       find_gap(line, GAP_WIDE, &first);
}

static bool
is_table(struct span above, struct span line)
{
	size_t tabs = count_tabs(line);

	return (tabs > 0 && tabs == count_tabs(above)) ||
	       has_columns(above, line);
}

/* Does a name, a sentence or a number begin here? */
static bool
begins_anew(struct span text)
{
	uint32_t character;
	size_t digits = 0;

	if (text.len == 0 || utf8_decode(&character, text) == 0)
		return false;
	while (digits < text.len && ascii_is_digit(text.ptr[digits]))
		digits++;
	/* "1999." may end a sentence. */
	if (digits > 0)
		return !span_starts_with(span_skip(text, digits), SPAN("."));
	return text.ptr[0] == '+' || uc_is_upper(character);
}

/* Was the line above broken though the next word had room on it? */
static bool
is_broken_early(struct span above, struct span line)
{
	struct span word = {line.ptr, span_find(line, ' ')};

	above = span_trim(above);
	if (above.len == 0 || memchr(".!?;", above.ptr[above.len - 1], 4))
		return false;
	return begins_anew(line) &&
	       count_characters(above) + 1 + count_characters(word) <=
		   SHORT_LINE;
}

/* "Phone: 0123", "Q: Why?": a word or two, a colon, and what it is about? */
static bool
is_labelled(struct span line)
{
	size_t colon;

	while (line.len > 0 && memchr("*_", line.ptr[0], 2) != NULL)
		line = span_skip(line, 1);
	colon = span_find(line, ':');
	if (colon > LABEL_MAX || !begins_anew(line))
		return false;
	line = span_skip(line, colon + 1);
	while (line.len > 0 && memchr("*_", line.ptr[0], 2) != NULL)
		line = span_skip(line, 1);
	return line.len > 1 && line.ptr[0] == ' ';
}

/* ": a meaning" below its word. */
static bool
is_definition(struct span line)
{
	return span_starts_with(line, SPAN(": ")) ||
	       span_starts_with(line, SPAN(":\t"));
}

static void
tell_joined(const struct source *source, struct span line, const char *message)
{
	source_warning(source, (size_t)(line.ptr - source->text.ptr),
	    "joined-lines", "%s", message);
}

static void
tell_table(const struct source *source, struct span line)
{
	source_warning(source, (size_t)(line.ptr - source->text.ptr),
	    "not-a-table",
	    "tabs and spaces make no table, so these lines become one; write "
	    "| A | B | for a row, with |---|---| under the first one");
}

void
check_joined(const struct source *source, struct run_lines lines)
{
	struct run_line above, line;
	size_t breaks = 0;

	if (!run_lines_next(&lines, &above))
		return;
	for (; run_lines_next(&lines, &line); above = line) {
		if (line.is_broken) {
			breaks = 0;
			continue;
		}
		if (is_table(above.text, line.text)) {
			tell_table(source, line.text);
			return;
		}
		if (is_definition(line.text)) {
			tell_joined(source, line.text,
			    "a colon begins no meaning here, so this line goes "
			    "on with the one above; write \"- word: meaning\"");
			return;
		}
		breaks =
		    is_broken_early(above.text, line.text) ? breaks + 1 : 0;
		if (breaks == BREAKS_TOLD ||
		    (is_labelled(above.text) && is_labelled(line.text))) {
			tell_joined(source, line.text,
			    "this and the lines above become one; end each but "
			    "the last with a backslash to keep them apart, or "
			    "begin each with \"- \"");
			return;
		}
	}
}
