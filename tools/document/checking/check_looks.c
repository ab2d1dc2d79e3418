/*
 * A heading without its space, and an address without its brackets.
 */
#include "check_looks.h"

#include <ctype.h>
#include <string.h>

#include "check_dialect.h"
#include "pasted_marker.h"
#include "run_lines.h"

/* How the addresses begin that readers would want to follow. */
static const char *const beginnings[] = {
    "https://", "http://", "gemini://", "gopher://", "www."};

/* Is nothing but indentation and quote marks before ${at} on its line? */
static bool
begins_line(struct span text, size_t at)
{
	while (at > 0 && memchr(" \t>", text.ptr[at - 1], 3) != NULL)
		at--;
	return at == 0 || text.ptr[at - 1] == '\n';
}

/* "##Causes": a heading to its author, text to Markdown. */
static void
check_heading(const struct source *source, size_t at, size_t end)
{
	size_t signs = 0;

	if (!begins_line(source->text, at))
		return;
	while (at + signs < end && source->text.ptr[at + signs] == '#')
		signs++;
	if (signs > 6 || at + signs == end ||
	    isspace((unsigned char)source->text.ptr[at + signs]))
		return;

	size_t space = pasted_no_break_length(span_between(
	    source->text.ptr + at + signs, source->text.ptr + end));
	if (space > 0) {
		source_warning(source, at, "not-a-heading",
		    "this is no heading, for a no-break space stands after "
		    "its number signs; type a plain space there");
		source_edit(source, at + signs, space, " ");
	} else if (signs > 1) {
		source_warning(source, at, "not-a-heading",
		    "this is no heading, for want of a space after its number "
		    "signs; write \\# if none is meant");
	}
}

/* "https://example.org" in the midst of text: nobody can follow it. */
static void
check_address(const struct source *source, size_t at, size_t end)
{
	struct span text = source->text;
	struct span rest = {text.ptr + at, end - at};

	if (at > 0 && (isalnum((unsigned char)text.ptr[at - 1]) ||
			  memchr("/.-@\\", text.ptr[at - 1], 5) != NULL))
		return;
	for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
		struct span beginning = span_from(beginnings[i]);

		if (rest.len <= beginning.len ||
		    !span_starts_with(rest, beginning) ||
		    !isalnum((unsigned char)rest.ptr[beginning.len]))
			continue;
		source_warning(source, at, "bare-address",
		    "this address is text that no reader can follow; write "
		    "[what is there](address)");
		return;
	}
}

static void
check_text(const struct source *source, size_t at, size_t end)
{
	for (; at < end; at++)
		switch (source->text.ptr[at]) {
		case '#':
			check_heading(source, at, end);
			break;
		case 'g':
		case 'h':
		case 'w':
			check_address(source, at, end);
			break;
		case '!':
		case '%':
		case ':':
		case '=':
		case '[':
		case '^':
		case '~':
			/* What is inside was meant with it. */
			at += check_dialect_at(source, at);
			break;
		default:
			break;
		}
}

/* Is it nothing but stars between two digits? */
static bool
is_between_digits(struct span text, size_t from, size_t to)
{
	if (from == 0 || from >= to || to >= text.len)
		return false;
	for (size_t at = from; at < to; at++)
		if (text.ptr[at] != '*')
			return false;
	return isdigit((unsigned char)text.ptr[from - 1]) &&
	       isdigit((unsigned char)text.ptr[to]);
}

/* "2*3*4": a product to its author, emphasis to Markdown.  Told once. */
static void
check_products(const struct markdown *markdown, size_t from, size_t to)
{
	const struct source *source = markdown->source;

	for (size_t i = from + 1; i < to; i++) {
		const struct markdown_token *token = &markdown->tokens[i];
		size_t end = token[-1].text + token[-1].value;

		if (token->kind != MARKDOWN_TEXT || token->flags != 0 ||
		    token[-1].kind != MARKDOWN_TEXT || token[-1].flags != 0 ||
		    !is_between_digits(source->text, end, token->text))
			continue;
		source_warning(source, end, "stars-left-out",
		    "the stars between these numbers were taken for emphasis "
		    "and left out; write \xc3\x97, or \\* for a star");
		return;
	}
}

void
check_looks(const struct markdown *markdown, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct markdown_token *token = &markdown->tokens[i];

		if (token->kind == MARKDOWN_LINK ||
		    token->kind == MARKDOWN_IMAGE)
			i = token->text;
		else if (token->kind == MARKDOWN_TEXT && token->flags == 0)
			check_text(markdown->source, token->text,
			    token->text + token->value);
	}
	check_products(markdown, from, to);
}

/* Does a number sign open what the line at ${at} holds? */
static bool
opens_with_sign(const struct source *source, size_t at)
{
	struct span line = source_line(source, at);

	while (line.len > 0 &&
	       memchr(" \t>-+*.)0123456789", line.ptr[0], 18) != NULL)
		line = span_skip(line, 1);
	return span_starts_with(line, SPAN("#"));
}

void
check_looks_heading(const struct markdown *markdown, size_t index)
{
	const struct source *source = markdown->source;
	struct run_lines lines =
	    run_lines_begin(markdown, index + 1, markdown->tokens[index].text);
	struct run_line line, last = {0};
	size_t count = 0, start;

	if (index + 1 == markdown->tokens[index].text)
		return;
	start = source_line_start(source, lines.next);
	while (run_lines_next(&lines, &line)) {
		last = line;
		count++;
	}
	last.text = span_trim(last.text);
	/* Number signs make a heading on purpose, and of one line. */
	bool is_sentence = span_ends_with(last.text, SPAN(".")) ||
			   span_ends_with(last.text, SPAN(","));
	if (!opens_with_sign(source, start) && (count > 1 || is_sentence))
		source_warning(source, start, "accidental-heading",
		    "the line below makes a heading of this; put an empty line "
		    "between them if none is meant");
}
