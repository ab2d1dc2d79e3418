/*
 * One Gopher exchange: the selector out, the item written.
 */
#ifndef FETCH_GOPHER_FETCH_H
#define FETCH_GOPHER_FETCH_H

#include "span.h"
#include "stream.h"

/**
 * gopher_fetch(stream, request, item_type):
 * Send ${request} on ${stream} and write the item to standard output as it
 * arrives: text and menus without their dots, anything else as it is.  Return
 * the exit status: 0, 51 for a type-3 answer (its message goes to standard
 * error), or 1 without a whole answer, with the reason told.
 *
 * Text without its final dot is written, and a warning with it: RFC 1436 asks
 * clients to put up with that.
 */
int gopher_fetch(struct stream *stream, struct span request, char item_type);

#endif
