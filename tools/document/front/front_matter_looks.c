/*
 * Front matter is plain text: marks in it stay as they are.
 */
#include "front_matter_looks.h"

#include <ctype.h>
#include <string.h>

/* What typing a straight quote becomes, in various languages. */
static const char *const typographic[] = {"\xe2\x80\x9c", "\xe2\x80\x9d",
    "\xe2\x80\x9e", "\xe2\x80\x9f", "\xe2\x80\x98", "\xe2\x80\x99",
    "\xe2\x80\x9a", "\xe2\x80\xb9", "\xe2\x80\xba", "\xc2\xab", "\xc2\xbb"};

/* The length of the quote that ${text} begins with, or 0. */
static size_t
quote_length(struct span text)
{
	for (size_t i = 0; i < sizeof typographic / sizeof typographic[0]; i++)
		if (span_starts_with(text, span_from(typographic[i])))
			return strlen(typographic[i]);
	return 0;
}

/* The length of the quote that ${text} ends with, or 0. */
static size_t
closing_length(struct span text)
{
	for (size_t i = 0; i < sizeof typographic / sizeof typographic[0]; i++)
		if (span_ends_with(text, span_from(typographic[i])))
			return strlen(typographic[i]);
	return 0;
}

/* Offer straight quotes for those around the value that begins at ${at}. */
static void
offer_quotes(const struct source *source, size_t at)
{
	struct span value = span_trim(source_line(source, at));
	size_t opening = quote_length(value);
	struct span inner = span_skip(value, opening);
	size_t closing = closing_length(inner);

	if (opening == 0 || closing == 0)
		return;
	inner.len -= closing;
	if (span_find(inner, '"') < inner.len ||
	    span_find(inner, '\\') < inner.len)
		return;
	source_edit(source, at, opening, "\"");
	source_edit(source, at + opening + inner.len, closing, "\"");
}

/* Is all of it between one pair of such quotes? */
static bool
is_all_quoted(struct span text)
{
	size_t opening = quote_length(text);

	if (opening == 0)
		return false;
	text = span_skip(text, opening);
	size_t closing = closing_length(text);
	if (closing == 0)
		return false;
	for (size_t i = 0; i < text.len - closing; i++)
		if (quote_length(span_skip(text, i)) > 0 &&
		    /* An apostrophe is the same character. */
		    !span_starts_with(span_skip(text, i), SPAN("\xe2\x80\x99")))
			return false;
	return true;
}

bool
front_matter_looks_tell(const struct source *source, size_t at)
{
	size_t start = source_line_start(source, at);
	struct span line = source_line(source, start);
	struct span value = span_skip(line, span_find(line, ':') + 1);

	value = span_trim(value);
	if (quote_length(value) == 0)
		return false;
	at = (size_t)(value.ptr - source->text.ptr);
	source_error(source, at, "front-matter-malformed",
	    "these quotes are typographic, which are letters to YAML: type "
	    "straight ones, as in title: \"Pain: what helps\"");
	offer_quotes(source, at);
	return true;
}

/* May emphasis begin or end beside this byte? */
static bool
is_edge(struct span text, size_t at)
{
	return at >= text.len || !(isalnum((unsigned char)text.ptr[at]) ||
				     (unsigned char)text.ptr[at] >= 0x80);
}

static bool
is_space_at(struct span text, size_t at)
{
	return at >= text.len || isspace((unsigned char)text.ptr[at]);
}

/* Is there "*words*" or "_words_" in it? */
static bool
has_emphasis(struct span text, char mark)
{
	bool is_open = false;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != mark)
			continue;
		if (is_open && i > 0 && !is_space_at(text, i - 1) &&
		    is_edge(text, i + 1))
			return true;
		if (!is_space_at(text, i + 1) &&
		    (i == 0 || is_edge(text, i - 1)))
			is_open = true;
	}
	return false;
}

/* Is there "[words](target)" in it? */
static bool
has_link(struct span text)
{
	const char *middle =
	    text.len < 2 ? NULL : memmem(text.ptr, text.len, "](", 2);

	return middle != NULL &&
	       memchr(text.ptr, '[', (size_t)(middle - text.ptr)) != NULL &&
	       memchr(middle, ')', (size_t)(text.ptr + text.len - middle)) !=
		   NULL;
}

static bool
has_code(struct span text)
{
	size_t first = span_find(text, '`');
	struct span rest = span_skip(text, first + 1);

	return first < text.len && span_find(rest, '`') < rest.len;
}

/* Is the value prose, of which readers get every word? */
static bool
is_prose(const char *name)
{
	static const char *const others[] = {
	    "lang", "reviewed", "next-review", "url", "date"};

	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (strcmp(name, others[i]) == 0)
			return false;
	return true;
}

static void
check_quotes(struct front_matter_value *value, const char *name,
    const struct source *source)
{
	struct span text = value->text;

	if (!is_all_quoted(text))
		return;
	source_warning(source, value->at, "curly-quotes",
	    "these quotes are typographic%s; type straight ones (\"), or none",
	    is_prose(name) ? " and would be published" : "");
	offer_quotes(source, value->at);
	if (is_prose(name))
		return;
	text.len -= closing_length(text);
	value->text = span_trim(span_skip(text, quote_length(text)));
}

/* "Room #5": the rest of such a line is a comment to YAML. */
static void
check_comment(const struct front_matter_value *value, const char *name,
    const struct source *source)
{
	struct span line = source_line(source, value->at);

	if (!is_prose(name) || value->text.len == 0 ||
	    memchr("\"'|>", line.ptr[0], 4) != NULL)
		return;
	for (size_t i = 1; i < line.len; i++)
		if (line.ptr[i] == '#' && is_space_at(line, i - 1)) {
			source_warning(source, value->at + i,
			    "comment-in-value",
			    "what follows # is a comment here and left out; "
			    "put the whole value in quotes if it belongs to "
			    "it");
			return;
		}
}

void
front_matter_looks_check(struct front_matter_value *value, const char *name,
    const struct source *source)
{
	struct span text = value->text;

	/* Within quotes of YAML they are meant. */
	if (quote_length(span_skip(source->text, value->at)) > 0)
		check_quotes(value, name, source);
	check_comment(value, name, source);
	if (has_emphasis(text, '*') || has_emphasis(text, '_') ||
	    has_link(text) || has_code(text))
		source_warning(source, value->at, "markdown-in-value",
		    "\"%s\" is plain text, so its Markdown would be published "
		    "as it stands; write the words alone",
		    name);
}
