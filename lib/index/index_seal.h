/*
 * The seal at the end of an index: which form it has, and a hash of all before
 * it, so that a file that is damaged, foreign or of another version is known
 * before SQLite sees any of it.
 *
 * It guards against accidents, not against whoever may write to the capsule.
 */
#ifndef INDEX_SEAL_H
#define INDEX_SEAL_H

#include <stdint.h>

#include "span.h"

/*
 * The form of an index: its tables and how words are cut.  Whoever changes
 * either counts on.
 */
#define INDEX_VERSION 1

/* Bytes of the seal: a name, the version, the hash. */
#define INDEX_SEAL_BYTES 24

enum index_seal_verdict {
	INDEX_SEAL_GOOD,
	INDEX_SEAL_FOREIGN, /* no index of ours, or its end is missing */
	INDEX_SEAL_OTHER,   /* of another version */
	INDEX_SEAL_BROKEN,  /* the bytes are not those that were sealed */
	INDEX_SEAL_FAILED,  /* it cannot be read; errno says why */
};

/** index_seal_make(seal, bytes): make the ${seal} to put behind ${bytes}. */
void index_seal_make(char seal[INDEX_SEAL_BYTES], struct span bytes);

/**
 * index_seal_check(fd, size):
 * Check the seal of the file ${fd} of ${size} bytes, all of which are read.
 * Its offset is left alone.
 */
enum index_seal_verdict index_seal_check(int fd, int64_t size);

#endif
