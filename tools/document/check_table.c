/*
 * A table's rule under a row of cells, or rows between bars, give it away.
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
