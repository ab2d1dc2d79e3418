/*
 * Links and images as md4c tells of them, and where they stand.
 */
#include "markdown_link.h"

#include "entity.h"
#include "markdown_place.h"

void
markdown_link_append_attribute(
    struct buffer *out, const MD_ATTRIBUTE *attribute)
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

void
markdown_link_place(struct markdown_builder *builder, uint32_t at)
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
		markdown_link_append_attribute(strings, target);
	return (struct markdown_link){
	    begin, (uint32_t)(strings->len - begin), MARKDOWN_NONE, true};
}

int
markdown_link_enter(struct markdown_builder *builder, enum markdown_kind kind,
    const MD_ATTRIBUTE *target, const MD_ATTRIBUTE *title)
{
	if (markdown_builder_is_over(builder))
		return 1;
	builder->target_bytes += target->size + title->size;
	if (builder->target_bytes > markdown_builder_growth_max(builder))
		return markdown_builder_refuse(builder, "output-too-big",
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
	if (link.elsewhere &&
	    builder->markdown->links[token.value].text != link.text)
		builder->markdown->strings.len = link.text;
	markdown_builder_open(builder, token);
	builder->link_open = builder->open;
	return markdown_builder_is_over(builder);
}

void
markdown_link_leave(struct markdown_builder *builder)
{
	struct markdown *markdown = builder->markdown;
	struct markdown_token *open = &markdown->tokens[builder->open];
	struct markdown_link *link = &markdown->links[open->value];
	uint32_t target_at = link->elsewhere ? MARKDOWN_NONE : link->at;
	bool is_image = open->kind == MARKDOWN_IMAGE;

	if (open->at == MARKDOWN_NONE) {
		open->at = markdown_place_empty(builder, target_at, is_image);
		builder->link_open = open->text;
		markdown_link_place(builder, open->at);
	}

	bool is_inline = target_at != MARKDOWN_NONE &&
			 target_at > builder->last_end && target_at > open->at;
	uint32_t at = markdown_place_tail(builder, open->at,
	    is_inline ? target_at + link->len : MARKDOWN_NONE);
	if (link->at == MARKDOWN_NONE)
		link->at = at;
	markdown_builder_close(builder);
}
