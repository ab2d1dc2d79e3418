/*
 * Marks at the start of a line, counted.
 */
#include "text_hang.h"

#include "ascii.h"

/* Quotes within quotes that are still shown. */
#define QUOTES_MAX 6

/* Digits of one number of a mark such as "12.3. ". */
#define DIGITS_MAX 3

#define SPACES SPAN("                                ")
#define QUOTES SPAN("> > > > > > > ")

static struct span
spaces(size_t count)
{
	struct span all = SPACES;

	if (count < all.len)
		all.len = count;
	return all;
}

/* The length of "2. " or "2.1. " at the start of ${text}, or 0. */
static size_t
number_length(struct span text)
{
	size_t at = 0;

	while (at < text.len && ascii_is_digit(text.ptr[at])) {
		size_t digits = 0;

		while (at < text.len && ascii_is_digit(text.ptr[at])) {
			at++;
			digits++;
		}
		if (digits > DIGITS_MAX || at == text.len ||
		    text.ptr[at] != '.')
			return 0;
		at++;
	}
	return at > 0 && at < text.len && text.ptr[at] == ' ' ? at + 1 : 0;
}

/* The length of the marks of nested items, "- - 1. ". */
static size_t
nested_length(struct span text)
{
	size_t at = 0;

	while (span_starts_with(span_skip(text, at), SPAN("- ")))
		at += 2;
	return at + number_length(span_skip(text, at));
}

static struct text_hang
hang_quote(struct span text)
{
	struct span marks = QUOTES;
	size_t quotes = 1;

	while (quotes <= QUOTES_MAX && text.len > 0 && text.ptr[0] == '>') {
		text = span_trim(span_skip(text, 1));
		quotes++;
	}
	marks.len = quotes * 2;
	return (struct text_hang){marks, marks, text};
}

static struct text_hang
hang_plain(struct span text, size_t *item, size_t most)
{
	size_t number = number_length(text);

	if (span_trim(text).len == 0)
		*item = 0;
	else if (number > 0)
		*item = number < most ? number : most;
	if (number > 0 || *item == 0)
		return (struct text_hang){SPAN(""), spaces(*item), text};
	return (struct text_hang){spaces(*item), spaces(*item), text};
}

struct text_hang
text_hang_line(const struct gemtext_line *line, size_t *item, size_t most)
{
	switch (line->kind) {
	case GEMTEXT_TEXT:
		return hang_plain(line->text, item, most);
	case GEMTEXT_LIST:
		*item = 2 + nested_length(line->text);
		if (*item > most)
			*item = most;
		return (struct text_hang){
		    SPAN("* "), spaces(*item), line->text};
	case GEMTEXT_QUOTE:
		return hang_quote(line->text);
	case GEMTEXT_LINK:
	case GEMTEXT_HEADING:
	case GEMTEXT_TOGGLE:
	case GEMTEXT_PREFORMATTED:
		break;
	}
	return (struct text_hang){SPAN(""), SPAN(""), line->text};
}
