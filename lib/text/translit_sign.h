/*
 * Signs whose ASCII form depends on what stands around them: the micro sign,
 * degrees and raised letters, the middle dot, quotes that are padded.
 */
#ifndef TEXT_TRANSLIT_SIGN_H
#define TEXT_TRANSLIT_SIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "translit_writer.h"

/**
 * translit_sign_put(writer, sign):
 * Write ${sign}, which stands before writer->rest, with what belongs to it of
 * the rest.  False if it is none of these signs.
 */
bool translit_sign_put(struct translit_writer *writer, uint32_t sign);

#endif
