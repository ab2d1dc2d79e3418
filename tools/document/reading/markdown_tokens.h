/*
 * A Markdown document as a flat list of tokens that point into its source.
 *
 * A block is an opening and a closing token, text is one token for as long as
 * it runs on in the source (line ends between its words included).
 */
#ifndef READING_MARKDOWN_TOKENS_H
#define READING_MARKDOWN_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "footnotes.h"
#include "source.h"
#include "span.h"

enum markdown_kind {
	/* Blocks: an opening token, what is in it, a closing token. */
	MARKDOWN_QUOTE,
	MARKDOWN_LIST, /* level: 1 if ordered; value: its first number */
	MARKDOWN_ITEM,
	MARKDOWN_HEADING, /* level: 1 to 6 */
	MARKDOWN_PARAGRAPH,
	MARKDOWN_CODE, /* level: 1 if fenced */
	MARKDOWN_HTML,
	MARKDOWN_TABLE, /* value: columns */
	MARKDOWN_ROW,   /* level: 1 in the header */
	MARKDOWN_CELL,
	/* Within a line of text: the same. */
	MARKDOWN_LINK,  /* value: index into links */
	MARKDOWN_IMAGE, /* value: index into links */
	/* Single tokens; of text, level: its emphasis, see below. */
	MARKDOWN_RULE,
	MARKDOWN_TEXT,      /* may hold line ends, which are spaces */
	MARKDOWN_ENTITY,    /* text: the characters it stands for */
	MARKDOWN_CODE_TEXT, /* in a code block its line ends count */
	MARKDOWN_NOTE,      /* a footnote's mark; text: its index until it is
			       numbered, then "[1]" */
	MARKDOWN_BREAK,     /* a hard line break */
	MARKDOWN_RAW,       /* HTML; line ends are kept */
	MARKDOWN_INFO,      /* the info string, first in a code block */
};

/* Flags of a token. */
enum {
	MARKDOWN_CLOSES = 1,    /* the closing token of its kind */
	MARKDOWN_ELSEWHERE = 2, /* its text is in the model's own strings */
	MARKDOWN_UNCLOSED = 4,  /* a fence that is never closed */
};

/* How the text of a token stands out: the bits of its level. */
enum {
	MARKDOWN_STRONG = 1,
	MARKDOWN_EMPHASIS = 2,
};

struct markdown_token {
	uint8_t kind;
	uint8_t level;
	uint8_t flags;
	uint32_t at;    /* where it stands in the source */
	uint32_t text;  /* of text: where it begins, in source or strings;
			   of an opening token: the index of the closing one */
	uint32_t value; /* of text: its length; of others: see above */
};

/* A link's target, once for all links that use one definition. */
struct markdown_link {
	uint32_t text; /* as for a token */
	uint32_t len;
	uint32_t at;
	bool elsewhere;
};

struct markdown {
	const struct source *source;
	struct markdown_token *tokens; /* of the body, then of the footnotes */
	size_t token_count;
	size_t body_end; /* where the footnotes' tokens begin */
	struct footnotes footnotes;
	struct markdown_link *links;
	size_t link_count;
	struct buffer strings;
};

/** markdown_free(markdown): release what it holds. */
void markdown_free(struct markdown *markdown);

/** markdown_text(markdown, token): the text of ${token}, text kinds only. */
struct span markdown_text(
    const struct markdown *markdown, const struct markdown_token *token);

/** markdown_target(markdown, link): the target of ${link}, decoded. */
struct span markdown_target(
    const struct markdown *markdown, const struct markdown_link *link);

/**
 * markdown_end_of_words(markdown, index):
 * The end of the run of text, links and breaks that goes on at token ${index}.
 */
size_t markdown_end_of_words(const struct markdown *markdown, size_t index);

/**
 * markdown_end_of_run(markdown, from, to):
 * Where, of tokens ${from} to ${to} (not included), the last text that stands
 * in the source ends there; without any, the place of token ${from}.
 */
size_t markdown_end_of_run(
    const struct markdown *markdown, size_t from, size_t to);

/**
 * markdown_covers(markdown, next, at):
 * Does a token of the body tell of the source's byte ${at}?  ${next}, 0 at
 * first, is where the last search ended: ask for bytes in their order.
 */
bool markdown_covers(const struct markdown *markdown, size_t *next, size_t at);

/** markdown_closes(token): is it a closing token? */
static inline bool
markdown_closes(const struct markdown_token *token)
{
	return (token->flags & MARKDOWN_CLOSES) != 0;
}

/** markdown_is_text(token): is it text that a reader reads? */
static inline bool
markdown_is_text(const struct markdown_token *token)
{
	return token->kind == MARKDOWN_TEXT || token->kind == MARKDOWN_ENTITY ||
	       token->kind == MARKDOWN_CODE_TEXT;
}

#endif
