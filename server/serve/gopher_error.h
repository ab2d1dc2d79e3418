/*
 * Gopher replies that are a type-3 line, said in the language of what was asked
 * for.  Each lasts until the next reply of the same service.
 */
#ifndef SERVE_GOPHER_ERROR_H
#define SERVE_GOPHER_ERROR_H

#include "reply.h"
#include "word.h"

struct gopher_asking;

/** gopher_error(asking, word): a type-3 line that says ${word}. */
struct reply gopher_error(struct gopher_asking *asking, enum word word);

/**
 * gopher_error_with(asking, word, number):
 * The same, "word: number".
 */
struct reply gopher_error_with(
    struct gopher_asking *asking, enum word word, unsigned number);

/** gopher_error_unavailable(): one for when there is no memory to make one. */
struct reply gopher_error_unavailable(void);

#endif
