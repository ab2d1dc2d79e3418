/*
 * No token has an item's number: it is read in the line that its text is on.
 */
#include "check_numbers.h"

#include <string.h>

#include "ascii.h"

/* Longest number of an item, as CommonMark has it. */
#define DIGITS_MAX 9

/* Where the first words of the item begin; false if it begins with none. */
static bool
find_words(const struct markdown *markdown, size_t item, size_t *at)
{
	for (size_t i = item + 1; i < markdown->tokens[item].text; i++) {
		const struct markdown_token *token = &markdown->tokens[i];

		if (token->kind == MARKDOWN_LIST ||
		    token->kind == MARKDOWN_QUOTE)
			return false;
		if (token->kind != MARKDOWN_TEXT)
			continue;
		*at = token->text;
		return token->flags == 0;
	}
	return false;
}

/* The number that the line of byte ${at} begins with, and its place. */
static bool
read_number(const struct source *source, size_t *at, uint32_t *number)
{
	size_t start = source_line_start(source, *at);
	struct span line = source_line(source, start);
	size_t digits = 0;

	while (line.len > 0 && memchr(" \t>", line.ptr[0], 3) != NULL)
		line = span_skip(line, 1);
	*number = 0;
	while (digits < line.len && digits < DIGITS_MAX &&
	       ascii_is_digit(line.ptr[digits]))
		*number = *number * 10 + (uint32_t)(line.ptr[digits++] - '0');
	*at = (size_t)(line.ptr - source->text.ptr);
	return digits > 0 && digits < line.len &&
	       memchr(".)", line.ptr[digits], 2) != NULL;
}

void
check_numbers(const struct markdown *markdown, size_t index)
{
	const struct markdown_token *list = &markdown->tokens[index];
	uint32_t shown = list->value, number;
	size_t at;

	if (list->level == 0)
		return;
	for (size_t item = index + 1; item < list->text;
	     item = markdown->tokens[item].text + 1, shown++) {
		if (!find_words(markdown, item, &at) ||
		    !read_number(markdown->source, &at, &number) ||
		    number == shown)
			continue;
		/* "1. 1. 1." */
		if (number == list->value && shown == list->value + 1)
			return;
		source_warning(markdown->source, at, "other-number",
		    "readers see %u here, for a list counts on from its first "
		    "number; write that, or text between two lists",
		    (unsigned)shown);
		return;
	}
}
