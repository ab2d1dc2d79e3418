/*
 * What `lozenge get` writes: an answer's bytes to standard output as they are,
 * a server's words to standard error as far as a terminal may have them.
 */
#ifndef FETCH_OUTPUT_H
#define FETCH_OUTPUT_H

#include "buffer.h"
#include "span.h"

/**
 * output_write(bytes):
 * Write all of ${bytes} to standard output, waiting if it must.  0, or -1 with
 * the reason told on standard error.
 */
int output_write(struct span bytes);

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
