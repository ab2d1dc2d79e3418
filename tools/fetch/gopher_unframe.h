/*
 * Gopher answers as they arrive: text and menus freed of their dots, errors
 * recognised.  Pure text.
 *
 * Source: RFC 1436, section 3: a line that begins with a dot got another, and
 * a lone dot is the end.
 */
#ifndef FETCH_GOPHER_UNFRAME_H
#define FETCH_GOPHER_UNFRAME_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

/* Where in the framed text the next byte stands. */
enum gopher_unframe_state {
	GOPHER_UNFRAME_LINE_START,
	GOPHER_UNFRAME_IN_LINE,
	GOPHER_UNFRAME_DOT,    /* after a dot that began a line */
	GOPHER_UNFRAME_DOT_CR, /* after such a dot and a CR */
	GOPHER_UNFRAME_ENDED,  /* after the last line */
};

/**
 * gopher_unframe(state, out, bytes):
 * Append to ${out} what the next ${bytes} of an answer mean; begin with
 * ${state} GOPHER_UNFRAME_LINE_START.  Line ends stay as they are; what
 * follows the end is dropped.
 */
void gopher_unframe(
    enum gopher_unframe_state *state, struct buffer *out, struct span bytes);

/**
 * gopher_unframe_finish(state):
 * The connection has ended.  Was the text whole?  A last dot without a line
 * end counts as the end.
 */
bool gopher_unframe_finish(enum gopher_unframe_state state);

/** gopher_is_framed(item_type): do items of this type end with a dot? */
bool gopher_is_framed(char item_type);

/* What the first bytes of an answer tell. */
enum gopher_head {
	GOPHER_HEAD_MORE,    /* read on, then ask again */
	GOPHER_HEAD_CONTENT, /* what was asked for */
	GOPHER_HEAD_ERROR,   /* a type-3 line */
};

/**
 * gopher_head_judge(head, item_type, at_end, message):
 * Is ${head}, all of an answer so far, an error?  ${at_end} tells that nothing
 * follows.  In a menu the first line decides; other items must be nothing but
 * that line, for a text may begin with a 3 itself.  On ERROR ${message} is its
 * text, within ${head}.
 */
enum gopher_head gopher_head_judge(
    struct span head, char item_type, bool at_end, struct span *message);

#endif
