/*
 * What md4c has entered and not yet left: its callbacks are not trusted.
 *
 * Internal to markdown.  md4c 0.4.8 leaves images and emphasis that it never
 * entered, and enters emphasis that it never leaves, where brackets or marks
 * stand in a link's target.  Here, and nowhere else, that is found out.
 */
#ifndef TOOLS_MARKDOWN_NESTING_H
#define TOOLS_MARKDOWN_NESTING_H

#include <md4c.h>

#include "markdown_builder.h"

/**
 * markdown_nesting_enter_block(builder, type),
 * markdown_nesting_enter_span(builder, type):
 * A block or span begins.  False if the run is over.
 */
bool markdown_nesting_enter_block(
    struct markdown_builder *builder, MD_BLOCKTYPE type);
bool markdown_nesting_enter_span(
    struct markdown_builder *builder, MD_SPANTYPE type);

/**
 * markdown_nesting_leave_block(builder, type),
 * markdown_nesting_leave_span(builder, type):
 * It ends.  False if the run is over, as it is once something is left that is
 * not the innermost one open; that is told.  Emphasis alone may be out of
 * step, since no token comes of it: a warning says that its mark is lost.
 */
bool markdown_nesting_leave_block(
    struct markdown_builder *builder, MD_BLOCKTYPE type);
bool markdown_nesting_leave_span(
    struct markdown_builder *builder, MD_SPANTYPE type);

/**
 * markdown_nesting_end(builder):
 * The document ends: false, and told, if anything is still open.
 */
bool markdown_nesting_end(struct markdown_builder *builder);

#endif
