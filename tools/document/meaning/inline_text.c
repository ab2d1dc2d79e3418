/*
 * One loop over bytes, quick where nothing needs to change.
 */
#include "inline_text.h"

static bool
is_space(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

void
inline_text_add(struct buffer *out, size_t start, struct span text)
{
	char *room = buffer_reserve(out, text.len + 1);
	size_t len = 0;

	if (room == NULL)
		return;
	bool after_space = out->len <= start || out->ptr[out->len - 1] == ' ';
	for (size_t i = 0; i < text.len; i++) {
		if (!is_space(text.ptr[i])) {
			room[len++] = text.ptr[i];
			after_space = false;
		} else if (!after_space) {
			room[len++] = ' ';
			after_space = true;
		}
	}
	out->len += len;
}

void
inline_text_end(struct buffer *out, size_t start)
{
	while (
	    !out->failed && out->len > start && out->ptr[out->len - 1] == ' ')
		out->len--;
}

void
inline_text_token(struct buffer *out, size_t start,
    const struct markdown *markdown, const struct markdown_token *token)
{
	if (token->kind == MARKDOWN_TEXT || token->kind == MARKDOWN_ENTITY ||
	    token->kind == MARKDOWN_CODE_TEXT || token->kind == MARKDOWN_NOTE)
		inline_text_add(out, start, markdown_text(markdown, token));
	else if (token->kind == MARKDOWN_BREAK || token->kind == MARKDOWN_RAW)
		inline_text_add(out, start, SPAN(" "));
}

void
inline_text_append(
    struct buffer *out, const struct markdown *markdown, size_t from, size_t to)
{
	size_t start = out->len;

	for (size_t i = from; i < to; i++)
		inline_text_token(out, start, markdown, &markdown->tokens[i]);
	inline_text_end(out, start);
}

bool
inline_text_is_only_links(
    const struct markdown *markdown, size_t from, size_t to)
{
	bool has_links = false;

	for (size_t i = from; i < to; i++) {
		const struct markdown_token *token = &markdown->tokens[i];

		if (token->kind == MARKDOWN_LINK ||
		    token->kind == MARKDOWN_IMAGE) {
			has_links = true;
			i = token->text;
		} else if (token->kind != MARKDOWN_BREAK) {
			struct span text = markdown_text(markdown, token);

			for (size_t j = 0; j < text.len; j++)
				if (text.ptr[j] != ' ' && text.ptr[j] != '\n' &&
				    text.ptr[j] != '\r')
					return false;
		}
	}
	return has_links;
}
