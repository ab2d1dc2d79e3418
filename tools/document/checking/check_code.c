/*
 * Lines are measured over all the tokens they are made of.
 */
#include "check_code.h"

#include <uniwidth.h>

#include "utf8.h"

/* The line being measured. */
struct measure {
	const struct source *source;
	size_t at; /* a byte of the line in the source */
	size_t columns;
};

static size_t
columns_of(struct span text)
{
	if (utf8_is_ascii(text))
		return text.len;

	int width = u8_width((const uint8_t *)text.ptr, text.len, "UTF-8");
	return width < 0 ? 0 : (size_t)width;
}

static void
end_line(struct measure *line)
{
	if (line->columns > CHECK_CODE_COLUMNS)
		source_warning(line->source,
		    source_line_start(line->source, line->at), "long-line",
		    "this preformatted line has %zu columns; screens show %d, "
		    "so break it",
		    line->columns, CHECK_CODE_COLUMNS);
	line->columns = 0;
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
		line->columns += columns_of(part);
		if (ends)
			end_line(line);
	}
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
	for (size_t i = index + 2; i < open->text; i++)
		measure_text(&line, markdown, &markdown->tokens[i]);
	end_line(&line);
}
