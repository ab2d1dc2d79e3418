/*
 * Targets are numbered, so "written in this round" is one comparison.
 */
#include "page_links.h"

#include <stdlib.h>

#include "inline_text.h"
#include "list_grow.h"

void
page_links_begin(struct page_links *waiting, const struct markdown *markdown,
    const struct links *links)
{
	*waiting = (struct page_links){.markdown = markdown, .links = links};
	waiting->last_round =
	    calloc(links->target_count + 1, sizeof *waiting->last_round);
}

void
page_links_add(struct page_links *waiting, size_t index)
{
	uint32_t link = waiting->markdown->tokens[index].value;

	if (waiting->links->of_link[link] == LINKS_BROKEN)
		return;
	waiting->waiting = list_grow(waiting->waiting, waiting->count,
	    &waiting->capacity, sizeof *waiting->waiting);
	waiting->waiting[waiting->count++] = (uint32_t)index;
}

bool
page_links_repeat(struct page_links *waiting)
{
	waiting->round++;
	for (size_t i = 0; i < waiting->count; i++) {
		const struct markdown_token *token =
		    &waiting->markdown->tokens[waiting->waiting[i]];
		uint32_t target = waiting->links->of_link[token->value];

		if (waiting->last_round[target] == waiting->round)
			return true;
		waiting->last_round[target] = waiting->round;
	}
	return false;
}

static void
write_link(struct page_links *waiting, struct page_writer *writer, size_t index)
{
	const struct markdown *markdown = waiting->markdown;
	const struct markdown_token *token = &markdown->tokens[index];
	uint32_t target = waiting->links->of_link[token->value];
	struct buffer label = BUFFER_EMPTY;

	if (waiting->last_round[target] == waiting->round)
		return;
	waiting->last_round[target] = waiting->round;
	inline_text_append(&label, markdown, index + 1, token->text);
	page_writer_link(
	    writer, waiting->links->targets[target].href, buffer_span(&label));
	buffer_free(&label);
}

void
page_links_write_lines(struct page_links *waiting, struct page_writer *writer)
{
	waiting->round++;
	for (size_t i = 0; i < waiting->count; i++)
		write_link(waiting, writer, waiting->waiting[i]);
	waiting->count = 0;
}

void
page_links_write(struct page_links *waiting, struct page_writer *writer)
{
	if (waiting->count == 0)
		return;
	page_writer_blank(writer);
	page_links_write_lines(waiting, writer);
	page_writer_blank(writer);
}

void
page_links_end(struct page_links *waiting)
{
	free(waiting->waiting);
	free(waiting->last_round);
	*waiting = (struct page_links){0};
}
