/*
 * md4c's callbacks, and what they are told made into tokens.
 */
#include "markdown.h"

#include <md4c.h>
#include <stdlib.h>
#include <string.h>

#include "entity.h"
#include "markdown_builder.h"
#include "markdown_place.h"

/* What targets and table cells may grow to, as a multiple of the source. */
#define GROWTH_MAX 16
#define GROWTH_FLOOR ((size_t)1 << 20)

static const struct {
	uint8_t kind;
	bool kept; /* has it tokens of its own? */
} blocks[] = {
    [MD_BLOCK_DOC] = {0, false},
    [MD_BLOCK_QUOTE] = {MARKDOWN_QUOTE, true},
    [MD_BLOCK_UL] = {MARKDOWN_LIST, true},
    [MD_BLOCK_OL] = {MARKDOWN_LIST, true},
    [MD_BLOCK_LI] = {MARKDOWN_ITEM, true},
    [MD_BLOCK_HR] = {MARKDOWN_RULE, false},
    [MD_BLOCK_H] = {MARKDOWN_HEADING, true},
    [MD_BLOCK_CODE] = {MARKDOWN_CODE, true},
    [MD_BLOCK_HTML] = {MARKDOWN_HTML, true},
    [MD_BLOCK_P] = {MARKDOWN_PARAGRAPH, true},
    [MD_BLOCK_TABLE] = {MARKDOWN_TABLE, true},
    [MD_BLOCK_THEAD] = {0, false},
    [MD_BLOCK_TBODY] = {0, false},
    [MD_BLOCK_TR] = {MARKDOWN_ROW, true},
    [MD_BLOCK_TH] = {MARKDOWN_CELL, true},
    [MD_BLOCK_TD] = {MARKDOWN_CELL, true},
};

static const struct source *
source_of(const struct markdown_builder *builder)
{
	return builder->markdown->source;
}

static size_t
growth_max(const struct markdown_builder *builder)
{
	return builder->source.len * GROWTH_MAX + GROWTH_FLOOR;
}

/*
 * Has something gone wrong?  md4c may call back a few times more when it has
 * been told to stop.
 */
static bool
is_over(const struct markdown_builder *builder)
{
	return builder->failed || builder->refused;
}

/* Stop the parser: going on would cost more than any honest document. */
static int
refuse(struct markdown_builder *builder, const char *code, const char *why)
{
	source_error(source_of(builder), builder->last_end, code, "%s", why);
	builder->refused = true;
	return 1;
}

/* An attribute's text with entities decoded and nothing else. */
static void
append_attribute(struct buffer *out, const MD_ATTRIBUTE *attribute)
{
	for (size_t i = 0; attribute->substr_offsets[i] < attribute->size;
	     i++) {
		size_t begin = attribute->substr_offsets[i];
		struct span part = {attribute->text + begin,
		    attribute->substr_offsets[i + 1] - begin};

		if (attribute->substr_types[i] == MD_TEXT_ENTITY)
			entity_decode(out, part);
		else
			buffer_append(out, part);
	}
}

/*
 * The text of the innermost link or image begins at ${at}: place its bracket,
 * and that of a link around an image.
 */
static void
place_brackets(struct markdown_builder *builder, uint32_t at)
{
	struct markdown_token *tokens = builder->markdown->tokens;
	uint32_t open = builder->link_open;

	while (open != MARKDOWN_NONE && tokens[open].at == MARKDOWN_NONE &&
	       (tokens[open].kind == MARKDOWN_LINK ||
		   tokens[open].kind == MARKDOWN_IMAGE)) {
		bool is_image = tokens[open].kind == MARKDOWN_IMAGE;

		at = markdown_place_bracket(builder, at, is_image);
		tokens[open].at = at;
		open = tokens[open].text;
	}
	builder->link_open = MARKDOWN_NONE;
}

/* Something of the present block has been seen at ${at}. */
static void
note_place(struct markdown_builder *builder, uint32_t at)
{
	if (at == MARKDOWN_NONE)
		return;
	if (builder->first_at == MARKDOWN_NONE)
		builder->first_at = at;
	if (builder->link_open != MARKDOWN_NONE)
		place_brackets(builder, at);
}

static void
enter_code(struct markdown_builder *builder, const MD_BLOCK_CODE_DETAIL *code)
{
	struct span info = {code->info.text, code->info.size};
	struct buffer text = BUFFER_EMPTY;

	builder->fence_byte = code->fence_char;
	builder->code_lines = 0;
	builder->fence_at = MARKDOWN_NONE;
	if (info.len > 0) {
		uint32_t place = markdown_builder_place(builder, info);

		if (place != MARKDOWN_NONE)
			builder->fence_at = markdown_place_fence_above(
			    source_of(builder), place, 0);
		append_attribute(&text, &code->info);
	}
	markdown_builder_own(
	    builder, MARKDOWN_INFO, builder->last_end, buffer_span(&text));
	builder->failed |= text.failed;
	buffer_free(&text);
}

/* The value that an opening block token carries. */
static void
describe_block(
    struct markdown_token *token, MD_BLOCKTYPE type, const void *detail)
{
	if (type == MD_BLOCK_H)
		token->level =
		    (uint8_t)((const MD_BLOCK_H_DETAIL *)detail)->level;
	if (type == MD_BLOCK_OL) {
		token->level = 1;
		token->value = ((const MD_BLOCK_OL_DETAIL *)detail)->start;
	}
	if (type == MD_BLOCK_CODE)
		token->level =
		    ((const MD_BLOCK_CODE_DETAIL *)detail)->fence_char != 0;
	if (type == MD_BLOCK_TABLE)
		token->value =
		    ((const MD_BLOCK_TABLE_DETAIL *)detail)->col_count;
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	struct markdown_builder *builder = arg;
	struct markdown_token token = {
	    .kind = blocks[type].kind, .at = builder->last_end};

	if (type == MD_BLOCK_HR && !is_over(builder))
		markdown_builder_single(builder, token);
	if (!blocks[type].kept || is_over(builder))
		return is_over(builder);
	if (type == MD_BLOCK_TABLE) {
		const MD_BLOCK_TABLE_DETAIL *table = detail;

		if ((size_t)table->col_count * (table->body_row_count + 1) >
		    growth_max(builder))
			return refuse(builder, "table-too-wide",
			    "the table that follows has too many columns");
	}
	describe_block(&token, type, detail);
	token.at = MARKDOWN_NONE;
	builder->first_at = MARKDOWN_NONE;
	markdown_builder_open(builder, token);
	if (type == MD_BLOCK_CODE)
		enter_code(builder, detail);
	return is_over(builder);
}

/* Place the code block that ends, and its fences. */
static void
leave_code(struct markdown_builder *builder, struct markdown_token *open)
{
	const struct source *source = source_of(builder);
	uint32_t end;

	/* The last line's end is the closing fence's business. */
	if (builder->pending.len > 0)
		builder->pending.len--;
	open->at = builder->first_at;
	if (builder->fence_byte == 0)
		return;
	if (builder->fence_at == MARKDOWN_NONE)
		builder->fence_at = markdown_place_fence(builder, source);
	open->at = builder->fence_at;
	if (markdown_place_fence_end(source, builder->fence_at,
		builder->code_lines, builder->fence_byte, &end))
		builder->last_end = (uint32_t)source_next_line(source, end);
	else
		open->flags |= MARKDOWN_UNCLOSED;
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	struct markdown_builder *builder = arg;

	(void)detail;
	if (!blocks[type].kept || is_over(builder))
		return is_over(builder);

	struct markdown_token *tokens = builder->markdown->tokens;
	struct markdown_token *open = &tokens[builder->open];

	builder->pending_space = false;
	if (type == MD_BLOCK_CODE)
		leave_code(builder, open);
	else if (type == MD_BLOCK_H)
		open->at = markdown_place_heading(
		    builder, source_of(builder), open->level);
	else if (open->at == MARKDOWN_NONE)
		open->at = builder->first_at;
	if (open->at == MARKDOWN_NONE)
		open->at = builder->last_end;
	if (open->text != MARKDOWN_NONE &&
	    tokens[open->text].at == MARKDOWN_NONE)
		tokens[open->text].at = open->at;
	markdown_builder_close(builder);
	return is_over(builder);
}

/* The target of a link or image that begins. */
static struct markdown_link
take_target(struct markdown_builder *builder, const MD_ATTRIBUTE *target)
{
	struct span text = {target->text, target->size};
	uint32_t place = text.len == 0 ? MARKDOWN_NONE
				       : markdown_builder_place(builder, text);
	struct buffer *strings = &builder->markdown->strings;

	if (place != MARKDOWN_NONE)
		return (struct markdown_link){
		    place, (uint32_t)text.len, place, false};

	uint32_t begin = (uint32_t)strings->len;
	if (text.len > 0)
		append_attribute(strings, target);
	builder->failed |= strings->failed;
	return (struct markdown_link){
	    begin, (uint32_t)(strings->len - begin), MARKDOWN_NONE, true};
}

static int
enter_link(struct markdown_builder *builder, enum markdown_kind kind,
    const MD_ATTRIBUTE *target, const MD_ATTRIBUTE *title)
{
	if (is_over(builder))
		return 1;
	builder->target_bytes += target->size + title->size;
	if (builder->target_bytes > growth_max(builder))
		return refuse(builder, "output-too-big",
		    "a long link target is used again and again, which would "
		    "make the capsule far larger than its document");
	/* An image's text is its alt text and nothing else. */
	if (builder->image_depth > 0) {
		builder->image_depth += kind == MARKDOWN_IMAGE;
		return 0;
	}
	builder->image_depth = kind == MARKDOWN_IMAGE;

	struct markdown_link link = take_target(builder, target);
	struct markdown_token token = {
	    .kind = (uint8_t)kind,
	    .at = MARKDOWN_NONE,
	    .value = markdown_builder_link(builder, link),
	};
	/* A copy that is known already need not be kept twice. */
	if (link.elsewhere && !builder->failed &&
	    builder->markdown->links[token.value].text != link.text)
		builder->markdown->strings.len = link.text;
	markdown_builder_open(builder, token);
	builder->link_open = builder->open;
	return is_over(builder);
}

/* A link or image ends: place it, if its text has not done so already. */
static void
leave_link(struct markdown_builder *builder)
{
	struct markdown *markdown = builder->markdown;
	struct markdown_token *open = &markdown->tokens[builder->open];
	struct markdown_link *link = &markdown->links[open->value];
	uint32_t target_at = link->elsewhere ? MARKDOWN_NONE : link->at;
	bool is_image = open->kind == MARKDOWN_IMAGE;

	if (open->at == MARKDOWN_NONE) {
		open->at = markdown_place_empty(builder, target_at, is_image);
		builder->link_open = open->text;
		place_brackets(builder, open->at);
	}

	bool is_inline = target_at != MARKDOWN_NONE &&
			 target_at > builder->last_end && target_at > open->at;
	uint32_t at = markdown_place_tail(builder, open->at,
	    is_inline ? target_at + link->len : MARKDOWN_NONE);
	if (link->at == MARKDOWN_NONE)
		link->at = at;
	markdown_builder_close(builder);
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct markdown_builder *builder = arg;

	if (type == MD_SPAN_A) {
		const MD_SPAN_A_DETAIL *link = detail;

		return enter_link(
		    builder, MARKDOWN_LINK, &link->href, &link->title);
	}
	if (type == MD_SPAN_IMG) {
		const MD_SPAN_IMG_DETAIL *image = detail;

		return enter_link(
		    builder, MARKDOWN_IMAGE, &image->src, &image->title);
	}
	return is_over(builder);
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct markdown_builder *builder = arg;

	(void)detail;
	if (type == MD_SPAN_IMG && builder->image_depth > 0)
		builder->image_depth--;
	if ((type == MD_SPAN_A || type == MD_SPAN_IMG) &&
	    builder->image_depth == 0 && !is_over(builder))
		leave_link(builder);
	return is_over(builder);
}

/* A piece of a code block, whose lines are counted. */
static void
take_code(struct markdown_builder *builder, struct span text)
{
	uint32_t place = markdown_builder_place(builder, text);

	if (place != MARKDOWN_NONE && builder->fence_byte != 0 &&
	    builder->fence_at == MARKDOWN_NONE)
		builder->fence_at = markdown_place_fence_above(
		    source_of(builder), place, builder->code_lines + 1);
	builder->code_lines += span_equal(text, SPAN("\n"));
	markdown_builder_text(builder, MARKDOWN_CODE_TEXT, text);
}

static int
take_text(MD_TEXTTYPE type, const MD_CHAR *ptr, MD_SIZE len, void *arg)
{
	struct markdown_builder *builder = arg;
	struct span text = {ptr, len};
	uint32_t place =
	    len == 0 ? MARKDOWN_NONE : markdown_builder_place(builder, text);
	struct buffer decoded = BUFFER_EMPTY;

	if (is_over(builder))
		return 1;
	note_place(builder, place);
	switch (type) {
	case MD_TEXT_NORMAL:
	case MD_TEXT_LATEXMATH:
		markdown_builder_text(builder, MARKDOWN_TEXT, text);
		break;
	case MD_TEXT_NULLCHAR:
		markdown_builder_own(builder, MARKDOWN_TEXT, builder->last_end,
		    SPAN("\xef\xbf\xbd"));
		break;
	case MD_TEXT_BR:
		markdown_builder_single(
		    builder, (struct markdown_token){.kind = MARKDOWN_BREAK,
				 .at = builder->last_end});
		break;
	case MD_TEXT_SOFTBR:
		markdown_builder_settle(builder);
		builder->pending_space = true;
		break;
	case MD_TEXT_ENTITY:
		entity_decode(&decoded, text);
		builder->last_end = place + (uint32_t)len;
		markdown_builder_own(
		    builder, MARKDOWN_ENTITY, place, buffer_span(&decoded));
		buffer_free(&decoded);
		break;
	case MD_TEXT_CODE:
		take_code(builder, text);
		break;
	case MD_TEXT_HTML:
		markdown_builder_text(builder, MARKDOWN_RAW, text);
		break;
	}
	return is_over(builder);
}

bool
markdown_parse(
    struct markdown *markdown, const struct source *source, size_t at)
{
	static const MD_PARSER parser = {
	    .flags = MD_FLAG_TABLES,
	    .enter_block = enter_block,
	    .leave_block = leave_block,
	    .enter_span = enter_span,
	    .leave_span = leave_span,
	    .text = take_text,
	};
	struct markdown_builder builder = {
	    .markdown = markdown,
	    .source = source->text,
	    .open = MARKDOWN_NONE,
	    .first_at = MARKDOWN_NONE,
	    .link_open = MARKDOWN_NONE,
	    .last_end = (uint32_t)at,
	};
	struct span body = span_skip(source->text, at);

	*markdown = (struct markdown){.source = source};
	int status = md_parse(body.ptr, (MD_SIZE)body.len, &parser, &builder);
	free(builder.link_index);
	buffer_free(&builder.pending);
	if (status < 0 || builder.failed)
		source_error(source, at, "no-memory",
		    "there is not enough memory for this document");
	return status == 0 && !is_over(&builder);
}

void
markdown_free(struct markdown *markdown)
{
	free(markdown->tokens);
	free(markdown->links);
	buffer_free(&markdown->strings);
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
