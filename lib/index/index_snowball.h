/*
 * Snowball's library, opened when it is first needed.
 *
 * Its tables are 330 KB of addresses, which are written anew at the start of
 * each program that is linked with it.  lozenged has one process that searches,
 * and that only where a capsule has an index: the others do without.
 */
#ifndef INDEX_SNOWBALL_H
#define INDEX_SNOWBALL_H

#include <libstemmer.h>

/* The functions of libstemmer.h, by the same names. */
struct index_snowball {
	__typeof__(sb_stemmer_new) *stemmer_new;
	__typeof__(sb_stemmer_delete) *stemmer_delete;
	__typeof__(sb_stemmer_stem) *stemmer_stem;
	__typeof__(sb_stemmer_length) *stemmer_length;
};

/**
 * index_snowball_open():
 * The library, for the rest of the process's life.  A process that gives up
 * opening files calls this before.  NULL if it is not installed or there is no
 * memory; asked again, it is tried again.
 */
const struct index_snowball *index_snowball_open(void);

#endif
