/*
 * Where in the source a construct stands that md4c gives no pointer to:
 * fences, headings, the brackets of links.  Internal to markdown.
 *
 * The source is scanned on from what was seen last, never back over more than
 * a line, so that all scans together stay linear.
 */
#ifndef READING_MARKDOWN_PLACE_H
#define READING_MARKDOWN_PLACE_H

#include "markdown_builder.h"

/**
 * markdown_place_heading(builder, source, level):
 * Where the heading stands whose text, if any, began at builder->first_at.
 */
uint32_t markdown_place_heading(struct markdown_builder *builder,
    const struct source *source, unsigned level);

/**
 * markdown_place_fence(builder, source):
 * Where the opening fence stands of an empty code block without info string.
 */
uint32_t markdown_place_fence(
    struct markdown_builder *builder, const struct source *source);

/**
 * markdown_place_fence_above(source, at, lines):
 * Where the fence stands that is ${lines} lines above the line of byte ${at}.
 */
uint32_t markdown_place_fence_above(
    const struct source *source, uint32_t at, uint32_t lines);

/**
 * markdown_place_fence_end(source, fence_at, lines, byte, end):
 * Is there a closing fence of ${byte} after ${lines} lines of code below the
 * fence at ${fence_at}?  Its line goes to ${end}.
 */
bool markdown_place_fence_end(const struct source *source, uint32_t fence_at,
    uint32_t lines, char byte, uint32_t *end);

/**
 * markdown_place_bracket(builder, first, is_image):
 * Where the link or image begins whose text begins at ${first}.
 */
uint32_t markdown_place_bracket(
    const struct markdown_builder *builder, uint32_t first, bool is_image);

/**
 * markdown_place_empty(builder, target_at, is_image):
 * The same for one without text; ${target_at} may be NONE.
 */
uint32_t markdown_place_empty(
    const struct markdown_builder *builder, uint32_t target_at, bool is_image);

/**
 * markdown_place_tail(builder, at, target_end):
 * The link that began at ${at} has ended: pass over its `(...)` or `[...]`.
 * Returns where its target begins, or ${at} for a reference.
 */
uint32_t markdown_place_tail(
    struct markdown_builder *builder, uint32_t at, uint32_t target_end);

#endif
