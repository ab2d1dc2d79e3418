/*
 * How the token list of a document grows while md4c tells of it.
 *
 * Internal to markdown: text that runs on in the source becomes one token,
 * bytes that md4c makes up (line ends, indentation) are compared with the
 * source and kept apart only where they differ.
 */
#ifndef READING_MARKDOWN_BUILDER_H
#define READING_MARKDOWN_BUILDER_H

#include "markdown_tokens.h"

/* No place, no token. */
#define MARKDOWN_NONE UINT32_MAX

struct markdown_builder {
	struct markdown *markdown;
	struct span source;
	struct span parsed; /* the text that md4c was given */
	size_t parsed_at;   /* where its body begins in the source */
	size_t token_capacity;
	size_t link_capacity;
	uint32_t open;         /* the innermost open token, or NONE */
	uint32_t first_at;     /* first place seen in the present block */
	uint32_t last_end;     /* where the last text of the source ended */
	uint32_t link_open;    /* a link or image whose bracket is not placed */
	bool pending_space;    /* a soft break not yet written */
	uint8_t pending_kind;  /* what the made-up bytes belong to */
	struct buffer pending; /* made-up bytes not yet written */
	uint32_t *link_index;  /* hash of links by target */
	size_t link_index_size;
	size_t target_bytes; /* of all targets md4c has told of */
	unsigned image_depth;
	struct buffer nesting; /* see markdown_nesting.h */
	uint32_t strong_depth; /* of these, how many are open */
	uint32_t emphasis_depth;
	/* The code block that is open. */
	uint32_t fence_at;
	uint32_t code_lines;
	char fence_byte; /* 0: indented code */
	bool refused;    /* the document is not worth going on with */
};

/**
 * markdown_builder_is_over(builder):
 * Has something gone wrong?  md4c may call back a few times more after it has
 * been told to stop.
 */
bool markdown_builder_is_over(const struct markdown_builder *builder);

/**
 * markdown_builder_refuse(builder, code, why):
 * Tell that going on would cost more than any honest document.  Non-zero, for
 * md4c to stop.
 */
int markdown_builder_refuse(
    struct markdown_builder *builder, const char *code, const char *why);

/**
 * markdown_builder_growth_max(builder):
 * What targets and table cells may come to in bytes and cells.
 */
size_t markdown_builder_growth_max(const struct markdown_builder *builder);

/** markdown_builder_open(builder, token): add an opening token. */
void markdown_builder_open(
    struct markdown_builder *builder, struct markdown_token token);

/** markdown_builder_close(builder): close the innermost open token. */
void markdown_builder_close(struct markdown_builder *builder);

/** markdown_builder_single(builder, token): add a token of its own. */
void markdown_builder_single(
    struct markdown_builder *builder, struct markdown_token token);

/**
 * markdown_builder_text(builder, kind, text):
 * Add ${text}, which points into the source or is made up by md4c.
 */
void markdown_builder_text(struct markdown_builder *builder,
    enum markdown_kind kind, struct span text);

/**
 * markdown_builder_own(builder, kind, at, text):
 * Add ${text}, to be kept in the model's strings, for what stands at ${at}.
 */
void markdown_builder_own(struct markdown_builder *builder,
    enum markdown_kind kind, uint32_t at, struct span text);

/** markdown_builder_settle(builder): write what is pending. */
void markdown_builder_settle(struct markdown_builder *builder);

/**
 * markdown_builder_link(builder, link):
 * The index of ${link}, added if no link has the same target and place.
 */
uint32_t markdown_builder_link(
    struct markdown_builder *builder, struct markdown_link link);

/**
 * markdown_builder_place(builder, text):
 * The place in the source of ${text}, which md4c has told of; NONE if it made
 * that up.
 */
uint32_t markdown_builder_place(
    const struct markdown_builder *builder, struct span text);

#endif
