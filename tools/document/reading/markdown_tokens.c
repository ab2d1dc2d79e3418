#include "markdown_tokens.h"

#include <stdlib.h>

void
markdown_free(struct markdown *markdown)
{
	free(markdown->tokens);
	free(markdown->links);
	buffer_free(&markdown->strings);
	footnotes_free(&markdown->footnotes);
	markdown->tokens = NULL;
	markdown->links = NULL;
}

struct span
markdown_text(
    const struct markdown *markdown, const struct markdown_token *token)
{
	const char *from = (token->flags & MARKDOWN_ELSEWHERE) != 0
			       ? markdown->strings.ptr
			       : markdown->source->text.ptr;

	if (token->value == 0)
		return SPAN("");
	return (struct span){from + token->text, token->value};
}

struct span
markdown_target(
    const struct markdown *markdown, const struct markdown_link *link)
{
	const char *from = link->elsewhere ? markdown->strings.ptr
					   : markdown->source->text.ptr;

	if (link->len == 0)
		return SPAN("");
	return (struct span){from + link->text, link->len};
}

size_t
markdown_end_of_words(const struct markdown *markdown, size_t index)
{
	while (index < markdown->token_count &&
	       markdown->tokens[index].kind >= MARKDOWN_LINK &&
	       markdown->tokens[index].kind != MARKDOWN_RULE)
		index++;
	return index;
}

size_t
markdown_end_of_run(const struct markdown *markdown, size_t from, size_t to)
{
	for (size_t i = to; i > from; i--) {
		const struct markdown_token *token = &markdown->tokens[i - 1];

		if ((token->kind == MARKDOWN_TEXT ||
			token->kind == MARKDOWN_CODE_TEXT) &&
		    token->flags == 0)
			return token->text + token->value;
	}
	return markdown->tokens[from].at;
}

bool
markdown_covers(const struct markdown *markdown, size_t *next, size_t at)
{
	for (; *next < markdown->body_end; ++*next) {
		const struct markdown_token *token = &markdown->tokens[*next];
		bool is_text = (token->kind == MARKDOWN_TEXT ||
				   token->kind == MARKDOWN_CODE_TEXT ||
				   token->kind == MARKDOWN_RAW) &&
			       token->flags == 0;

		if (is_text && token->text + token->value > at)
			return token->text <= at;
	}
	return false;
}
