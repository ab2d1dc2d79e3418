/*
 * The attribute is found in the source, not in the words, so that emphasis
 * within a broken one cannot hide it.
 */
#include "heading.h"

#include <string.h>

#include "inline_text.h"
#include "slug.h"

/* Does an attribute begin at ${brace}, or something that was to be one? */
static bool
opens_attribute(struct span source, size_t brace)
{
	size_t at = brace + 1;

	if (source.ptr[brace] != '{')
		return false;
	while (at < source.len && memchr(" :", source.ptr[at], 2) != NULL)
		at++;
	return at < source.len && source.ptr[at] == '#';
}

/* Where the heading's attribute begins, or the end of the source. */
static size_t
find_attribute(const struct markdown *markdown, size_t from, size_t to)
{
	struct span source = markdown->source->text;

	for (size_t i = from; i < to; i++) {
		const struct markdown_token *token = &markdown->tokens[i];

		if (token->kind != MARKDOWN_TEXT || token->flags != 0)
			continue;
		for (size_t at = token->text; at < token->text + token->value;
		     at++) {
			bool is_escaped = at == token->text && at > 0 &&
					  source.ptr[at - 1] == '\\';

			if (opens_attribute(source, at) && !is_escaped)
				return at;
		}
	}
	return source.len;
}

/* The attribute's bytes, from its brace to the end of the heading's line. */
static struct span
attribute_text(const struct source *source, size_t at)
{
	struct span text = span_trim(source_line(source, at));
	size_t len = text.len;

	/* An ATX heading may end with number signs of its own. */
	while (len > 0 && text.ptr[len - 1] == '#')
		len--;
	if (len > 0 && len < text.len &&
	    (text.ptr[len - 1] == ' ' || text.ptr[len - 1] == '\t'))
		text.len = len;
	return span_trim(text);
}

/* Read the attribute at ${at} into ${heading}, or tell what is wrong. */
static void
read_attribute(struct heading *heading, const struct source *source, size_t at)
{
	struct span text = attribute_text(source, at);
	struct span id = span_skip(text, 2);

	if (id.len > 0 && id.ptr[id.len - 1] == '}') {
		id.len--;
		if (slug_is_valid(id)) {
			heading->id = id;
			heading->id_at = (uint32_t)at;
			return;
		}
	}
	source_error(source, at, "bad-attribute",
	    "a heading's name is written {#name} at its end, with 1 to %d "
	    "small letters a-z, digits and hyphens",
	    SLUG_MAX);
}

/* Append the words of the tokens, but nothing from ${limit} on. */
static void
append_words(struct buffer *out, const struct markdown *markdown, size_t from,
    size_t to, size_t limit)
{
	for (size_t i = from; i < to; i++) {
		struct markdown_token token = markdown->tokens[i];

		if (token.at >= limit)
			break;
		if (token.kind == MARKDOWN_TEXT && token.flags == 0 &&
		    token.text + token.value > limit)
			token.value = (uint32_t)(limit - token.text);
		inline_text_token(out, 0, markdown, &token);
	}
	inline_text_end(out, 0);
}

struct heading
heading_read(
    const struct markdown *markdown, size_t index, struct text_store *store)
{
	struct heading heading = {0};
	struct buffer words = BUFFER_EMPTY;
	size_t end = markdown->tokens[index].text;
	size_t attribute = find_attribute(markdown, index + 1, end);

	if (attribute < markdown->source->text.len)
		read_attribute(&heading, markdown->source, attribute);
	append_words(&words, markdown, index + 1, end, attribute);
	heading.text = text_store_add(store, buffer_span(&words));
	buffer_free(&words);
	return heading;
}
