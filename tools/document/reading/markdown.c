/*
 * md4c's callbacks, and what they are told made into tokens.
 */
#include "markdown.h"

#include <md4c.h>
#include <stdlib.h>
#include <string.h>

#include "entity.h"
#include "markdown_builder.h"
#include "markdown_link.h"
#include "markdown_nesting.h"
#include "markdown_note.h"
#include "markdown_place.h"

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

/* Something of the present block has been seen at ${at}. */
static void
note_place(struct markdown_builder *builder, uint32_t at)
{
	if (at == MARKDOWN_NONE)
		return;
	if (builder->first_at == MARKDOWN_NONE)
		builder->first_at = at;
	if (builder->link_open != MARKDOWN_NONE)
		markdown_link_place(builder, at);
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
		markdown_link_append_attribute(&text, &code->info);
	}
	markdown_builder_own(
	    builder, MARKDOWN_INFO, builder->last_end, buffer_span(&text));
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

	if (!markdown_nesting_enter_block(builder, type))
		return 1;
	if (type == MD_BLOCK_HR)
		markdown_builder_single(builder, token);
	if (!blocks[type].kept)
		return markdown_builder_is_over(builder);
	if (type == MD_BLOCK_TABLE) {
		const MD_BLOCK_TABLE_DETAIL *table = detail;

		if ((size_t)table->col_count * (table->body_row_count + 1) >
		    markdown_builder_growth_max(builder))
			return markdown_builder_refuse(builder,
			    "table-too-wide",
			    "the table that follows has too many columns");
	}
	describe_block(&token, type, detail);
	token.at = MARKDOWN_NONE;
	builder->first_at = MARKDOWN_NONE;
	markdown_builder_open(builder, token);
	if (type == MD_BLOCK_CODE)
		enter_code(builder, detail);
	return markdown_builder_is_over(builder);
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
	if (!markdown_nesting_leave_block(builder, type))
		return 1;
	if (!blocks[type].kept)
		return 0;

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
	return markdown_builder_is_over(builder);
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct markdown_builder *builder = arg;

	if (!markdown_nesting_enter_span(builder, type))
		return 1;
	if (type == MD_SPAN_A) {
		const MD_SPAN_A_DETAIL *link = detail;

		return markdown_link_enter(
		    builder, MARKDOWN_LINK, &link->href, &link->title);
	}
	if (type == MD_SPAN_IMG) {
		const MD_SPAN_IMG_DETAIL *image = detail;

		return markdown_link_enter(
		    builder, MARKDOWN_IMAGE, &image->src, &image->title);
	}
	return markdown_builder_is_over(builder);
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct markdown_builder *builder = arg;

	(void)detail;
	if (!markdown_nesting_leave_span(builder, type))
		return 1;
	if (type == MD_SPAN_IMG)
		builder->image_depth--;
	if ((type == MD_SPAN_A || type == MD_SPAN_IMG) &&
	    builder->image_depth == 0)
		markdown_link_leave(builder);
	return markdown_builder_is_over(builder);
}

/* Is the innermost open block a table's cell? */
static bool
is_in_cell(const struct markdown_builder *builder)
{
	const struct markdown_token *tokens = builder->markdown->tokens;
	uint32_t open = builder->open;

	while (
	    open != MARKDOWN_NONE && (tokens[open].kind == MARKDOWN_LINK ||
					 tokens[open].kind == MARKDOWN_IMAGE))
		open = tokens[open].text;
	return open != MARKDOWN_NONE && tokens[open].kind == MARKDOWN_CELL;
}

/* Code in a cell: its "\|" is the bar that would else part two cells. */
static void
take_cell_code(struct markdown_builder *builder, struct span text)
{
	const char *bar;

	while (text.len > 1 &&
	       (bar = memmem(text.ptr, text.len, "\\|", 2)) != NULL) {
		struct span before = span_between(text.ptr, bar);

		if (before.len > 0)
			markdown_builder_text(
			    builder, MARKDOWN_CODE_TEXT, before);
		text = span_skip(text, before.len + 1);
	}
	if (text.len > 0)
		markdown_builder_text(builder, MARKDOWN_CODE_TEXT, text);
}

/* A piece of code; the lines of a block are counted. */
static void
take_code(struct markdown_builder *builder, struct span text)
{
	uint32_t place = markdown_builder_place(builder, text);

	if (place != MARKDOWN_NONE && builder->fence_byte != 0 &&
	    builder->fence_at == MARKDOWN_NONE)
		builder->fence_at = markdown_place_fence_above(
		    source_of(builder), place, builder->code_lines + 1);
	builder->code_lines += span_equal(text, SPAN("\n"));
	if (is_in_cell(builder))
		take_cell_code(builder, text);
	else
		markdown_builder_text(builder, MARKDOWN_CODE_TEXT, text);
}

static int
take_text(MD_TEXTTYPE type, const MD_CHAR *ptr, MD_SIZE len, void *arg)
{
	struct markdown_builder *builder = arg;
	struct span text = {ptr, len};
	struct buffer decoded = BUFFER_EMPTY;

	if (markdown_builder_is_over(builder))
		return 1;
	if (builder->markdown->footnotes.count > 0 &&
	    markdown_note_begin(builder, &text))
		return 0;
	uint32_t place = text.len == 0 ? MARKDOWN_NONE
				       : markdown_builder_place(builder, text);
	note_place(builder, place);
	switch (type) {
	case MD_TEXT_NORMAL:
	case MD_TEXT_LATEXMATH:
		markdown_note_words(builder, text);
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
		builder->last_end = place + (uint32_t)text.len;
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
	return markdown_builder_is_over(builder);
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
	    .parsed_at = at,
	    .open = MARKDOWN_NONE,
	    .first_at = MARKDOWN_NONE,
	    .link_open = MARKDOWN_NONE,
	    .last_end = (uint32_t)at,
	};

	*markdown = (struct markdown){.source = source};
	footnotes_read(&markdown->footnotes, source, at);
	builder.parsed = markdown->footnotes.count == 0
			     ? span_skip(source->text, at)
			     : buffer_span(&markdown->footnotes.text);
	bool is_fine = md_parse(builder.parsed.ptr, (MD_SIZE)builder.parsed.len,
			   &parser, &builder) == 0 &&
		       markdown_nesting_end(&builder);
	if (is_fine)
		markdown_note_finish(markdown);
	free(builder.link_index);
	buffer_free(&builder.pending);
	buffer_free(&builder.nesting);
	buffer_free(&markdown->footnotes.text);
	return is_fine;
}
