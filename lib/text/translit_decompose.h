/*
 * The decomposition (NFKD) of a character, if ASCII can hold it.
 */
#ifndef TEXT_TRANSLIT_DECOMPOSE_H
#define TEXT_TRANSLIT_DECOMPOSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uninorm.h>

#include "span.h"

/* The letter mu, which the micro sign decomposes to. */
#define TRANSLIT_MU 0x03BC

/* Bytes that hold every decomposition with an ASCII form, and to spare. */
#define TRANSLIT_DECOMPOSED_BYTES 80

struct translit_decomposition {
	char bytes[TRANSLIT_DECOMPOSED_BYTES];
	size_t len;
	int tag; /* UC_DECOMP_...: what the character is beside these bytes */
};

/**
 * translit_decompose(found, character):
 * Fill ${found} with the NFKD form of ${character}.  Return
 * false if it has none, or if some part of it has no ASCII form.
 */
bool translit_decompose(
    struct translit_decomposition *found, uint32_t character);

#endif
