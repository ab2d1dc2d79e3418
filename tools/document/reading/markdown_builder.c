/*
 * Tokens and links are added here, and nowhere else.
 */
#include "markdown_builder.h"

#include <stdlib.h>
#include <string.h>

#include "list_grow.h"
#include "text_hash.h"

/* What targets and table cells may grow to, as a multiple of the source. */
#define GROWTH_MAX 16
#define GROWTH_FLOOR ((size_t)1 << 20)

uint32_t
markdown_builder_place(const struct markdown_builder *builder, struct span text)
{
	const struct footnotes *footnotes = &builder->markdown->footnotes;
	uintptr_t begin = (uintptr_t)builder->parsed.ptr;
	uintptr_t place = (uintptr_t)text.ptr;

	if (place < begin || place + text.len > begin + builder->parsed.len)
		return MARKDOWN_NONE;

	size_t offset = place - begin;
	const struct footnote_piece *piece =
	    footnotes->count == 0 ? NULL : footnotes_piece(footnotes, offset);
	if (piece == NULL)
		return (uint32_t)(builder->parsed_at + offset);
	return piece->at +
	       (uint32_t)(offset > piece->from ? offset - piece->from : 0);
}

/* The emphasis that is open now. */
static uint8_t
emphasis_of(const struct markdown_builder *builder)
{
	return (uint8_t)((builder->strong_depth > 0 ? MARKDOWN_STRONG : 0) |
			 (builder->emphasis_depth > 0 ? MARKDOWN_EMPHASIS : 0));
}

static void
put_token(struct markdown_builder *builder, struct markdown_token token)
{
	struct markdown *markdown = builder->markdown;

	if (markdown_is_text(&token))
		token.level = emphasis_of(builder);
	markdown->tokens = list_grow(markdown->tokens, markdown->token_count,
	    &builder->token_capacity, sizeof *markdown->tokens);
	markdown->tokens[markdown->token_count++] = token;
}

/* Keep ${text} among the strings as a token. */
static void
put_own(struct markdown_builder *builder, enum markdown_kind kind, uint32_t at,
    struct span text)
{
	struct buffer *strings = &builder->markdown->strings;
	uint32_t begin = (uint32_t)strings->len;

	buffer_append(strings, text);
	put_token(builder, (struct markdown_token){.kind = (uint8_t)kind,
			       .flags = MARKDOWN_ELSEWHERE,
			       .at = at,
			       .text = begin,
			       .value = (uint32_t)text.len});
}

void
markdown_builder_settle(struct markdown_builder *builder)
{
	if (builder->pending_space) {
		builder->pending_space = false;
		put_own(builder, MARKDOWN_TEXT, builder->last_end, SPAN("\n"));
	}
	if (builder->pending.len > 0) {
		put_own(builder, builder->pending_kind, builder->last_end,
		    buffer_span(&builder->pending));
		buffer_clear(&builder->pending);
	}
}

void
markdown_builder_open(
    struct markdown_builder *builder, struct markdown_token token)
{
	markdown_builder_settle(builder);

	uint32_t index = (uint32_t)builder->markdown->token_count;
	/* Until it is closed, `text` leads to the token around it. */
	token.text = builder->open;
	put_token(builder, token);
	builder->open = index;
}

void
markdown_builder_close(struct markdown_builder *builder)
{
	struct markdown *markdown = builder->markdown;

	if (builder->open == MARKDOWN_NONE)
		return;
	markdown_builder_settle(builder);

	uint32_t index = builder->open;
	struct markdown_token closing = markdown->tokens[index];

	builder->open = closing.text;
	markdown->tokens[index].text = (uint32_t)markdown->token_count;
	closing.text = index;
	closing.flags |= MARKDOWN_CLOSES;
	put_token(builder, closing);
}

void
markdown_builder_single(
    struct markdown_builder *builder, struct markdown_token token)
{
	markdown_builder_settle(builder);
	put_token(builder, token);
}

void
markdown_builder_own(struct markdown_builder *builder, enum markdown_kind kind,
    uint32_t at, struct span text)
{
	markdown_builder_settle(builder);
	put_own(builder, kind, at, text);
}

/* Are the bytes nothing but white space? */
static bool
is_blank(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (strchr(" \t\r\n", text.ptr[i]) == NULL ||
		    text.ptr[i] == '\0')
			return false;
	return true;
}

/* Do the source's bytes, carriage returns aside, spell the made-up ones? */
static bool
spells(struct span source, struct span made_up)
{
	size_t matched = 0;

	for (size_t i = 0; i < source.len; i++) {
		if (source.ptr[i] == '\r')
			continue;
		if (matched == made_up.len ||
		    source.ptr[i] != made_up.ptr[matched])
			return false;
		matched++;
	}
	return matched == made_up.len;
}

/* Does text at ${place} continue the last token, line ends apart? */
static bool
runs_on(const struct markdown_builder *builder, enum markdown_kind kind,
    uint32_t place)
{
	const struct markdown *markdown = builder->markdown;

	if (markdown->token_count == 0)
		return false;

	const struct markdown_token *last =
	    &markdown->tokens[markdown->token_count - 1];
	uint32_t end = last->text + last->value;
	if (last->kind != kind || last->flags != 0 || place < end ||
	    last->level != emphasis_of(builder))
		return false;

	struct span gap = span_between(
	    builder->source.ptr + end, builder->source.ptr + place);
	/* Of raw HTML, each tag or comment is a token of its own. */
	if (gap.len == 0 && builder->pending.len == 0)
		return !builder->pending_space && kind != MARKDOWN_RAW;
	if (kind == MARKDOWN_TEXT)
		return builder->pending_space && is_blank(gap);
	return builder->pending_kind == kind &&
	       spells(gap, buffer_span(&builder->pending));
}

/* Add text that stands at ${place} in the source. */
static void
put_text(struct markdown_builder *builder, enum markdown_kind kind,
    uint32_t place, size_t len)
{
	struct markdown *markdown = builder->markdown;
	uint32_t end = place + (uint32_t)len;

	if (runs_on(builder, kind, place)) {
		struct markdown_token *last =
		    &markdown->tokens[markdown->token_count - 1];

		last->value = end - last->text;
		builder->pending_space = false;
		buffer_clear(&builder->pending);
	} else {
		markdown_builder_single(
		    builder, (struct markdown_token){.kind = (uint8_t)kind,
				 .at = place,
				 .text = place,
				 .value = (uint32_t)len});
	}
	builder->last_end = end;
}

void
markdown_builder_text(
    struct markdown_builder *builder, enum markdown_kind kind, struct span text)
{
	uint32_t place = markdown_builder_place(builder, text);

	if (place != MARKDOWN_NONE) {
		put_text(builder, kind, place, text.len);
	} else {
		if (builder->pending_kind != kind || builder->pending_space)
			markdown_builder_settle(builder);
		builder->pending_kind = (uint8_t)kind;
		buffer_append(&builder->pending, text);
	}
}

/* The bytes of a link's target. */
static struct span
target_of(const struct markdown_builder *builder, struct markdown_link link)
{
	const char *from = link.elsewhere ? builder->markdown->strings.ptr
					  : builder->source.ptr;

	return (struct span){from + link.text, link.len};
}

static bool
is_same_link(const struct markdown_builder *builder, struct markdown_link a,
    struct markdown_link b)
{
	if (a.elsewhere != b.elsewhere || a.len != b.len)
		return false;
	if (!a.elsewhere)
		return a.at == b.at;
	return span_equal(target_of(builder, a), target_of(builder, b));
}

static size_t
hash_link(const struct markdown_builder *builder, struct markdown_link link)
{
	if (!link.elsewhere)
		return (size_t)(link.at * UINT64_C(0x9e3779b97f4a7c15) >> 20);
	return text_hash(target_of(builder, link));
}

/* The slot of ${link} in the index, which has room. */
static uint32_t *
find_slot(struct markdown_builder *builder, struct markdown_link link)
{
	size_t mask = builder->link_index_size - 1;
	size_t slot = hash_link(builder, link) & mask;

	while (builder->link_index[slot] != MARKDOWN_NONE &&
	       !is_same_link(builder,
		   builder->markdown->links[builder->link_index[slot]], link))
		slot = (slot + 1) & mask;
	return &builder->link_index[slot];
}

/* Make room for one more link in list and index. */
static void
grow_links(struct markdown_builder *builder)
{
	struct markdown *markdown = builder->markdown;

	if (markdown->link_count < builder->link_capacity)
		return;

	builder->link_capacity =
	    builder->link_capacity == 0 ? 64 : builder->link_capacity * 2;
	markdown->links = reallocarray(
	    markdown->links, builder->link_capacity, sizeof *markdown->links);
	free(builder->link_index);
	builder->link_index_size = builder->link_capacity * 2;
	builder->link_index =
	    malloc(builder->link_index_size * sizeof *builder->link_index);
	memset(builder->link_index, 0xff,
	    builder->link_index_size * sizeof *builder->link_index);
	for (size_t i = 0; i < markdown->link_count; i++)
		if (markdown->links[i].len > 0)
			*find_slot(builder, markdown->links[i]) = (uint32_t)i;
}

uint32_t
markdown_builder_link(
    struct markdown_builder *builder, struct markdown_link link)
{
	struct markdown *markdown = builder->markdown;

	grow_links(builder);

	/* Links without a target have nothing in common. */
	uint32_t none = MARKDOWN_NONE;
	uint32_t *slot = link.len > 0 ? find_slot(builder, link) : &none;
	if (*slot == MARKDOWN_NONE) {
		*slot = (uint32_t)markdown->link_count;
		markdown->links[markdown->link_count++] = link;
	}
	return *slot;
}

size_t
markdown_builder_growth_max(const struct markdown_builder *builder)
{
	return builder->source.len * GROWTH_MAX + GROWTH_FLOOR;
}

bool
markdown_builder_is_over(const struct markdown_builder *builder)
{
	return builder->refused;
}

int
markdown_builder_refuse(
    struct markdown_builder *builder, const char *code, const char *why)
{
	source_error(
	    builder->markdown->source, builder->last_end, code, "%s", why);
	builder->refused = true;
	return 1;
}
