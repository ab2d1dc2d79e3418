/*
 * Usage texts.  Lines end at spaces only: "--no-search" is one word.
 */
#include "command_help.h"

#include "buffer.h"
#include "command_syntax.h"

#define LINE_COLUMNS 79

/* Options wider than this have their text on a line of its own. */
#define OPTION_COLUMNS_MAX 24

/* Lines being filled. */
struct lines {
	FILE *stream;
	int column; /* where the next word would begin */
	int indent; /* where lines that go on begin */
};

static void
end_line(struct lines *lines)
{
	putc('\n', lines->stream);
	lines->column = 0;
}

/* Write a word, on a new line if it does not fit; spaces stay before it. */
static void
put_word(struct lines *lines, struct span word)
{
	int width = (int)word.len;

	if (lines->column > lines->indent &&
	    lines->column + 1 + width > LINE_COLUMNS)
		end_line(lines);
	else if (lines->column > lines->indent) {
		putc(' ', lines->stream);
		lines->column++;
	}
	if (lines->column < lines->indent)
		lines->column += fprintf(
		    lines->stream, "%*s", lines->indent - lines->column, "");
	fwrite(word.ptr, 1, word.len, lines->stream);
	lines->column += width;
}

/* The words of one line of a text; its own indent begins its next lines, too.
 */
static void
put_words(struct lines *lines, struct span text)
{
	while (text.len > 0) {
		size_t end = span_find(text, ' ');

		if (end > 0)
			put_word(lines, (struct span){text.ptr, end});
		text = span_skip(text, end + 1);
	}
	end_line(lines);
}

/* A text whose line ends are kept. */
static void
put_text(FILE *stream, const char *text)
{
	struct span rest = span_from(text);
	struct span line;

	while (span_take_line(&line, &rest)) {
		struct lines lines = {.stream = stream};

		while (line.len > 0 && line.ptr[0] == ' ') {
			line = span_skip(line, 1);
			lines.indent++;
		}
		put_words(&lines, line);
	}
}

/* An option as it is typed, "-o DIR". */
static void
append_option(struct buffer *text, const struct command_option *option)
{
	struct span value = command_option_value(option);

	buffer_append_text(text, option->name);
	buffer_append_text(text, value.len > 0 ? " " : "");
	buffer_append(text, value);
}

/* One option in brackets, with all its forms; the row after the last. */
static size_t
put_usage_option(
    struct lines *lines, const struct command_syntax *syntax, size_t row)
{
	const struct command_option *option = &syntax->options[row++];
	char word[LINE_COLUMNS + 1];
	struct buffer text = BUFFER_WITHIN(word);

	buffer_append_byte(&text, '[');
	append_option(&text, option);
	for (; row < syntax->option_count; row++) {
		const struct command_option *form = &syntax->options[row];
		struct span value = command_option_value(form);

		if (form->take != NULL)
			break;
		buffer_append_byte(&text, '|');
		buffer_append(
		    &text, value.len > 0 ? value : span_from(form->name));
	}
	buffer_append_text(
	    &text, command_option_is_repeated(option) ? "]..." : "]");
	put_word(lines, buffer_span(&text));
	return row;
}

static void
put_usage(const struct command_syntax *syntax, FILE *stream)
{
	struct lines lines = {.stream = stream};

	lines.column = fprintf(stream, "usage: %s", syntax->program);
	lines.indent = lines.column + 1;
	for (size_t row = 0; row < syntax->option_count;)
		row = put_usage_option(&lines, syntax, row);
	if (syntax->operand != NULL)
		put_word(&lines, span_from(syntax->operand));
	end_line(&lines);
}

static void
put_option(FILE *stream, const struct command_option *option, int width)
{
	struct lines lines = {.stream = stream, .indent = width + 4};
	char word[LINE_COLUMNS + 1];
	struct buffer text = BUFFER_WITHIN(word);

	append_option(&text, option);
	lines.column = fprintf(stream, "  %.*s", (int)text.len, text.ptr);
	if (lines.column > width + 2)
		end_line(&lines);
	put_words(&lines, span_from(option->what));
}

static void
put_options(const struct command_syntax *syntax, FILE *stream)
{
	const struct command_option *option;
	char word[LINE_COLUMNS + 1];
	int widest = 0;

	for (size_t i = 0; (option = command_syntax_option(syntax, i)) != NULL;
	     i++) {
		struct buffer text = BUFFER_WITHIN(word);

		append_option(&text, option);
		if ((int)text.len > widest && text.len <= OPTION_COLUMNS_MAX)
			widest = (int)text.len;
	}
	for (size_t i = 0; (option = command_syntax_option(syntax, i)) != NULL;
	     i++)
		put_option(stream, option, widest);
}

void
command_help_write(const struct command_syntax *syntax, FILE *stream)
{
	put_usage(syntax, stream);
	if (syntax->about != NULL) {
		putc('\n', stream);
		put_text(stream, syntax->about);
	}
	if (syntax->list != NULL) {
		putc('\n', stream);
		syntax->list(stream);
	}
	putc('\n', stream);
	put_options(syntax, stream);
	if (syntax->notes != NULL) {
		putc('\n', stream);
		put_text(stream, syntax->notes);
	}
}
