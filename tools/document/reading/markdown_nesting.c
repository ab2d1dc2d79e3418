/*
 * One byte for each block and span that is open, the innermost last.
 */
#include "markdown_nesting.h"

/* Added to a span's type, which blocks have numbers of their own beside. */
#define SPAN_BASE 64

static bool
is_emphasis(int entered)
{
	return entered == SPAN_BASE + MD_SPAN_EM ||
	       entered == SPAN_BASE + MD_SPAN_STRONG;
}

/* The innermost one open, or -1. */
static int
innermost(const struct markdown_builder *builder)
{
	const struct buffer *open = &builder->nesting;

	return open->len == 0 ? -1 : open->ptr[open->len - 1];
}

/* Where reading goes on: the first visible byte not yet seen. */
static uint32_t
present_place(const struct markdown_builder *builder)
{
	struct span rest = span_skip(builder->source, builder->last_end);
	size_t blank = 0;

	while (blank < rest.len && (unsigned char)rest.ptr[blank] <= ' ')
		blank++;
	return builder->last_end + (uint32_t)(blank < rest.len ? blank : 0);
}

/* Reading cannot go on: what md4c tells would make no document. */
static bool
refuse(struct markdown_builder *builder)
{
	builder->last_end = present_place(builder);
	markdown_builder_refuse(builder, "unclear-brackets",
	    "the brackets from here on cannot be told apart; put a backslash "
	    "before those that are no link's or image's");
	return false;
}

static void
tell_lost_mark(struct markdown_builder *builder)
{
	source_warning(builder->markdown->source, builder->last_end,
	    "lost-mark",
	    "a \"*\" or \"_\" in a link's target and one in the text near here "
	    "are taken for a pair; put a backslash before each");
}

/* How many of its kind are open, if it is emphasis. */
static uint32_t *
depth_of(struct markdown_builder *builder, int what)
{
	if (what == SPAN_BASE + MD_SPAN_STRONG)
		return &builder->strong_depth;
	return is_emphasis(what) ? &builder->emphasis_depth : NULL;
}

static bool
enter(struct markdown_builder *builder, int what)
{
	uint32_t *depth = depth_of(builder, what);

	if (markdown_builder_is_over(builder))
		return false;
	buffer_append_byte(&builder->nesting, (char)what);
	if (depth != NULL) {
		/* The space before it is not part of it. */
		markdown_builder_settle(builder);
		++*depth;
	}
	return true;
}

/* Close the innermost one, of which there is one. */
static void
close_innermost(struct markdown_builder *builder)
{
	uint32_t *depth = depth_of(builder, innermost(builder));

	if (depth != NULL)
		--*depth;
	builder->nesting.len--;
}

static bool
leave(struct markdown_builder *builder, int what)
{
	if (markdown_builder_is_over(builder))
		return false;
	while (innermost(builder) != what && is_emphasis(innermost(builder)) &&
	       !is_emphasis(what)) {
		tell_lost_mark(builder);
		close_innermost(builder);
	}
	if (innermost(builder) == what)
		close_innermost(builder);
	else if (is_emphasis(what))
		tell_lost_mark(builder);
	else
		return refuse(builder);
	return true;
}

bool
markdown_nesting_enter_block(
    struct markdown_builder *builder, MD_BLOCKTYPE type)
{
	return enter(builder, (int)type);
}

bool
markdown_nesting_enter_span(struct markdown_builder *builder, MD_SPANTYPE type)
{
	return enter(builder, SPAN_BASE + (int)type);
}

bool
markdown_nesting_leave_block(
    struct markdown_builder *builder, MD_BLOCKTYPE type)
{
	return leave(builder, (int)type);
}

bool
markdown_nesting_leave_span(struct markdown_builder *builder, MD_SPANTYPE type)
{
	return leave(builder, SPAN_BASE + (int)type);
}

bool
markdown_nesting_end(struct markdown_builder *builder)
{
	if (markdown_builder_is_over(builder))
		return false;
	return builder->nesting.len == 0 || refuse(builder);
}
