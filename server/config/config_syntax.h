/*
 * The text of lozenged.conf made safe for libconfuse.
 *
 * libconfuse counts the line after a comment wrongly, takes the end of the
 * file for a closing brace, drops bytes that it does not know and puts the
 * environment into the text.  Here the first is taken out, the others are
 * refused or escaped; what is left is read the same by everyone.
 *
 * Only form is looked at: no name of an option is known here.
 */
#ifndef CONFIG_CONFIG_SYNTAX_H
#define CONFIG_CONFIG_SYNTAX_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

/* What is wrong with a text, and where. */
struct config_fault {
	unsigned line;       /* from 1 */
	const char *message; /* static */
	char byte;           /* the one it is about; 0: none */
};

/**
 * config_syntax_prepare(out, text, fault):
 * Append ${text} to ${out}, line for line, without its comments and with `$`
 * escaped in strings.  False, with ${fault} filled, when it has a string or a
 * brace that is not closed, or a byte that may not stand where it does.
 * Memory is the buffer's affair: see out->failed.
 */
bool config_syntax_prepare(
    struct buffer *out, struct span text, struct config_fault *fault);

#endif
