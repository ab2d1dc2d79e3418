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
