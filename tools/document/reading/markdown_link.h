/*
 * Links and images, while md4c tells of a document.  Internal to markdown.
 */
#ifndef READING_MARKDOWN_LINK_H
#define READING_MARKDOWN_LINK_H

#include <md4c.h>

#include "markdown_builder.h"

/**
 * markdown_link_append_attribute(out, attribute):
 * Append the text of an md4c attribute, its entities decoded.
 */
void markdown_link_append_attribute(
    struct buffer *out, const MD_ATTRIBUTE *attribute);

/**
 * markdown_link_place(builder, at):
 * The text of the innermost link or image begins at ${at}: place its bracket,
 * and that of a link around an image.
 */
void markdown_link_place(struct markdown_builder *builder, uint32_t at);

/**
 * markdown_link_enter(builder, kind, target, title),
 * markdown_link_leave(builder):
 * A link or image begins; it ends.  Entering returns non-zero to stop md4c.
 */
int markdown_link_enter(struct markdown_builder *builder,
    enum markdown_kind kind, const MD_ATTRIBUTE *target,
    const MD_ATTRIBUTE *title);
void markdown_link_leave(struct markdown_builder *builder);

#endif
