/*
 * What `lozenge get` writes: an answer's bytes to standard output as they are,
 * unless that is a terminal, and a server's words to standard error.  A
 * terminal gets nothing that could drive it.
 */
#ifndef FETCH_OUTPUT_H
#define FETCH_OUTPUT_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

/* Where a body goes. */
struct output {
	bool is_terminal;
	struct buffer held; /* for a terminal: the start of a character */
};

/** output_begin(output): write to standard output, which may be a terminal. */
void output_begin(struct output *output);

/**
 * output_write(output, bytes):
 * Write the next ${bytes} of a body, waiting if it must.  0, or -1 with the
 * reason told on standard error.
 */
int output_write(struct output *output, struct span bytes);

/** output_end(output): write what is left.  Likewise. */
int output_end(struct output *output);

/**
 * output_escape_text(out, text, at_end):
 * Append ${text} as a terminal may have it: as output_escape does, but with its
 * lines and tabs.  Return how many bytes of it were used: unless ${at_end},
 * those remain of which the next ones decide.
 */
size_t output_escape_text(struct buffer *out, struct span text, bool at_end);

/**
 * output_escape(out, text):
 * Append ${text} with all that could drive a terminal made visible: control
 * characters (C1 ones too), overrides of the reading direction and bytes that
 * are no UTF-8 become \xNN, byte by byte.
 */
void output_escape(struct buffer *out, struct span text);

/** output_say(prefix, text): write both and a line end, ${text} escaped. */
void output_say(const char *prefix, struct span text);

#endif
