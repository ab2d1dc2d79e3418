/*
 * One Gemini exchange: the request out, the header told, the body written.
 */
#ifndef FETCH_GEMINI_FETCH_H
#define FETCH_GEMINI_FETCH_H

#include "span.h"
#include "stream.h"

/**
 * gemini_fetch(stream, request):
 * Send ${request} on ${stream}, write the header line to standard error and
 * the body of a 2x answer to standard output as it arrives.  Return the exit
 * status: 0, the Gemini status, or 1 without a whole answer, with the reason
 * told.
 */
int gemini_fetch(struct stream *stream, struct span request);

#endif
