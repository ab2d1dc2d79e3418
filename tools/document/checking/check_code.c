/*
 * Lines are measured over all the tokens they are made of.
 */
#include "check_code.h"

#include <string.h>

#include "gopher_fit.h"
#include "text_layout.h"

/* The line being measured. */
struct measure {
	const struct source *source;
	size_t at; /* a byte of the line in the source */
	size_t columns;
	bool tab_told; /* once a block */
};

static void
end_line(struct measure *line)
{
	if (line->columns > TEXT_WIDTH)
		source_warning(line->source,
		    source_line_start(line->source, line->at), "long-line",
		    "this preformatted line has %zu columns; screens show %d, "
		    "so break it",
		    line->columns, TEXT_WIDTH);
	line->columns = 0;
}

static void
check_tab(struct measure *line, struct span part)
{
	if (line->tab_told || span_find(part, '\t') == part.len)
		return;
	line->tab_told = true;
	source_warning(line->source, line->at + span_find(part, '\t'),
	    "tab-in-preformatted",
	    "a tab in preformatted text is as wide as each screen likes; "
	    "write spaces");
}

/* Measure the text of one token, line by line. */
static void
measure_text(struct measure *line, const struct markdown *markdown,
    const struct markdown_token *token)
{
	struct span text = markdown_text(markdown, token);
	bool is_source = (token->flags & MARKDOWN_ELSEWHERE) == 0;

	for (size_t at = 0; at < text.len;) {
		struct span rest = span_skip(text, at);
		struct span part = {rest.ptr, span_find(rest, '\n')};
		bool ends = part.len < rest.len;

		if (is_source)
			line->at = token->text + at;
		at += part.len + ends;
		if (part.len > 0 && part.ptr[part.len - 1] == '\r')
			part.len--;
		line->columns = gopher_fit_columns(line->columns, part);
		check_tab(line, part);
		if (ends)
			end_line(line);
	}
}

/* Does the text begin as an item of a list does? */
static bool
is_item(struct span text)
{
	size_t digits = 0;

	text = span_trim(text);
	while (digits < text.len && text.ptr[digits] >= '0' &&
	       text.ptr[digits] <= '9')
		digits++;
	return digits + 1 < text.len && text.ptr[digits + 1] == ' ' &&
	       memchr(digits > 0 ? ".))" : "-+*", text.ptr[digits], 3) != NULL;
}

/* Code by indentation is seldom meant, and says to no one what it is. */
static void
check_indented(const struct markdown *markdown, size_t index)
{
	const struct markdown_token *open = &markdown->tokens[index];
	struct span text = SPAN("");

	if (index + 2 < open->text)
		text = markdown_text(markdown, open + 2);
	if (is_item(text))
		source_warning(markdown->source, open->at, "indented-code",
		    "this item is indented so far that it becomes preformatted "
		    "text; indent it by no more than four spaces beyond the "
		    "item it belongs to");
	else
		source_warning(markdown->source, open->at, "indented-code",
		    "four spaces at its start make this preformatted text; "
		    "delete them, or put it between lines of ``` with words "
		    "that say what it is");
}

void
check_code(const struct markdown *markdown, size_t index)
{
	const struct markdown_token *open = &markdown->tokens[index];
	const struct source *source = markdown->source;
	struct measure line = {.source = source, .at = open->at};

	if ((open->flags & MARKDOWN_UNCLOSED) != 0)
		source_error(source, open->at, "unclosed-fence",
		    "the code block that begins here is never closed; write "
		    "the same fence on a line of its own after it");
	if (open->level == 1 && markdown_text(markdown, open + 1).len == 0)
		source_warning(source, open->at, "missing-info",
		    "say after the fence what this is, for readers who cannot "
		    "see it, such as ```A week's plan");
	if (open->level == 0)
		check_indented(markdown, index);
	for (size_t i = index + 2; i < open->text; i++)
		measure_text(&line, markdown, &markdown->tokens[i]);
	end_line(&line);
}
