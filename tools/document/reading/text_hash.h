/*
 * A hash of short texts, for the builder's tables (FNV-1a, 64 bits, folded).
 */
#ifndef READING_TEXT_HASH_H
#define READING_TEXT_HASH_H

#include <stdint.h>

#include "span.h"

/** text_hash(text): the same bytes, the same number. */
static inline size_t
text_hash(struct span text)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.ptr[i]) * 1099511628211u;
	return (size_t)(hash ^ hash >> 32);
}

#endif
