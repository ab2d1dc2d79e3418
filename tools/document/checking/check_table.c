/*
 * A table's rule under a row of cells, or rows between bars, give it away.
 *
 * No token tells of a cell that was dropped, so rows are found in the source:
 * the header, the rule below it, and then a line for each row.
 */
#include "check_table.h"

#include <string.h>

/* ${line} without indentation and quote marks. */
static struct span
row_text(struct span line)
{
	line = span_trim(line);
	while (line.len > 0 && line.ptr[0] == '>')
		line = span_trim(span_skip(line, 1));
	return line;
}

static bool
has_bar(struct span row)
{
	return span_find(row, '|') < row.len;
}

/* Nothing but bars, dashes and colons, and some of the first two? */
static bool
is_rule(struct span row)
{
	for (size_t i = 0; i < row.len; i++)
		if (memchr("|-: \t", row.ptr[i], 5) == NULL)
			return false;
	return has_bar(row) && span_find(row, '-') < row.len;
}

/* A row between bars. */
static bool
is_row(struct span row)
{
	return row.len > 2 && row.ptr[0] == '|' && row.ptr[row.len - 1] == '|';
}

/* Where the source text of the tokens ends. */
static size_t
end_of_text(const struct markdown *markdown, size_t index)
{
	for (size_t i = markdown->tokens[index].text; i > index; i--) {
		const struct markdown_token *token = &markdown->tokens[i - 1];

		if (token->kind == MARKDOWN_TEXT && token->flags == 0)
			return token->text + token->value;
	}
	return markdown->tokens[index].at;
}

void
check_table(const struct markdown *markdown, size_t index)
{
	const struct source *source = markdown->source;
	size_t at = markdown->tokens[index].at;
	size_t end = end_of_text(markdown, index);
	struct span before = SPAN("");

	if (!has_bar(
		span_between(source->text.ptr + at, source->text.ptr + end)))
		return;
	for (; at < end; at = source_next_line(source, at)) {
		struct span row = row_text(source_line(source, at));
		bool is_table =
		    has_bar(before) &&
		    (is_rule(row) || (is_row(before) && is_row(row)));

		if (is_table) {
			source_warning(source,
			    (size_t)(before.ptr - source->text.ptr),
			    "not-a-table",
			    "this looks like a table but is none; a table "
			    "needs an empty line before it, and under its "
			    "first row one like |---|---| with three dashes "
			    "for each column");
			return;
		}
		before = row;
	}
}

/* ${row} without the mark of a list's item that it begins with. */
static struct span
skip_item_mark(struct span row)
{
	size_t len = 0;

	while (len < row.len && row.ptr[len] >= '0' && row.ptr[len] <= '9')
		len++;
	if (len + 1 < row.len && row.ptr[len + 1] == ' ' &&
	    memchr(len == 0 ? "-+*" : ".).", row.ptr[len], 3) != NULL)
		return span_trim(span_skip(row, len + 1));
	return row;
}

/* How many backticks stand at ${at}? */
static size_t
count_ticks(struct span row, size_t at)
{
	size_t end = at;

	while (end < row.len && row.ptr[end] == '`')
		end++;
	return end - at;
}

/* The end of the code that opens at ${at}, or of its backticks if it is none:
 * a bar within code parts no cells. */
static size_t
skip_code(struct span row, size_t at)
{
	size_t ticks = count_ticks(row, at);
	size_t next = at + ticks;

	while (next < row.len) {
		size_t closing = count_ticks(row, next);

		if (closing == ticks)
			return next + closing;
		next += closing + 1;
	}
	return at + ticks;
}

/* What stands in ${row} beyond its first ${columns} cells. */
static struct span
cells_beyond(struct span row, size_t columns)
{
	size_t at = span_starts_with(row, SPAN("|")) ? 1 : 0;

	while (at < row.len && columns > 0) {
		if (row.ptr[at] == '`') {
			at = skip_code(row, at);
			continue;
		}
		columns -= row.ptr[at] == '|';
		at += row.ptr[at] == '\\' ? 2 : 1;
	}
	row = span_skip(row, at < row.len ? at : row.len);
	while (row.len > 0 && memchr("| \t", row.ptr[0], 3) != NULL)
		row = span_skip(row, 1);
	return row;
}

/* Where the line of the table's header begins; false if nothing tells. */
static bool
find_header(const struct markdown *markdown, size_t index, size_t *at)
{
	const struct markdown_token *tokens = markdown->tokens;
	size_t lines = 0;

	for (size_t i = index + 1; i < tokens[index].text; i++) {
		bool is_row = tokens[i].kind == MARKDOWN_ROW &&
			      markdown_closes(&tokens[i]);
		bool is_text = (tokens[i].kind == MARKDOWN_TEXT ||
				   tokens[i].kind == MARKDOWN_CODE_TEXT) &&
			       tokens[i].flags == 0;

		/* The rule follows the header. */
		if (is_row)
			lines += lines == 0 ? 2 : 1;
		if (!is_text)
			continue;
		*at = source_line_start(markdown->source, tokens[i].text);
		for (; lines > 0 && *at > 0; lines--)
			*at = source_line_start(markdown->source, *at - 1);
		return lines == 0;
	}
	return false;
}

/*
 * Would the line be a heading or a fence, had md4c not taken it for a row?
 * It does not look for these before the table's end, as GFM would have it.
 */
static bool
begins_block(struct span row)
{
	size_t signs = 0;

	while (signs < row.len && row.ptr[signs] == '#')
		signs++;
	if (signs > 0 && signs <= 6 &&
	    (signs == row.len || row.ptr[signs] == ' '))
		return true;
	return span_starts_with(row, SPAN("```")) ||
	       span_starts_with(row, SPAN("~~~"));
}

static void
check_row(const struct source *source, struct span row, size_t columns,
    bool is_header)
{
	struct span beyond = cells_beyond(row, columns);

	if (!is_header && begins_block(row))
		source_error(source, (size_t)(row.ptr - source->text.ptr),
		    "table-goes-on",
		    "the table above goes on here; put an empty line before "
		    "this one");
	else if (beyond.len > 0)
		source_error(source, (size_t)(beyond.ptr - source->text.ptr),
		    "extra-cell",
		    "this cell is beyond the table's last column and would be "
		    "lost; add a column, or write \\| for a bar within a cell");
	else if (!is_header && columns > 1 && row.len > 0 && !has_bar(row))
		source_warning(source, (size_t)(row.ptr - source->text.ptr),
		    "row-without-bar",
		    "this line became a row of the table above it; put an "
		    "empty line before it if it is none");
}

void
check_table_rows(const struct markdown *markdown, size_t index)
{
	const struct markdown_token *tokens = markdown->tokens;
	const struct source *source = markdown->source;
	size_t at;

	if (!find_header(markdown, index, &at))
		return;
	for (size_t i = index + 1; i < tokens[index].text;
	     i = tokens[i].text + 1) {
		bool is_header = i == index + 1;
		struct span row = row_text(source_line(source, at));

		check_row(source, skip_item_mark(row), tokens[index].value,
		    is_header);
		at = source_next_line(source, at);
		if (is_header)
			at = source_next_line(source, at);
	}
}
