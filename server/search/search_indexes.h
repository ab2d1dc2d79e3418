/*
 * The indexes of all capsules, as the search process holds them: opened when
 * they are first asked, and again when their file has been replaced.
 */
#ifndef SEARCH_SEARCH_INDEXES_H
#define SEARCH_SEARCH_INDEXES_H

#include <stddef.h>

struct index;
struct log;
struct search_indexes;
struct sites;

/**
 * search_indexes_new(sites, log):
 * The indexes of ${sites}; what is wrong with one is said in ${log}, once.
 * Both are borrowed.  NULL without memory.  Released by search_indexes_free;
 * NULL is legal.
 */
struct search_indexes *search_indexes_new(
    const struct sites *sites, struct log *log);
void search_indexes_free(struct search_indexes *indexes);

enum search_indexes_verdict {
	SEARCH_INDEX_OPEN,
	SEARCH_INDEX_NONE, /* the capsule has none, or is not searched */
	SEARCH_INDEX_BAD,  /* it has one that cannot be used */
};

/**
 * search_indexes_find(indexes, capsule, index):
 * The present index of capsule number ${capsule}, which may be any; it lives
 * until the next call.
 */
enum search_indexes_verdict search_indexes_find(
    struct search_indexes *indexes, size_t capsule, struct index **index);

/**
 * search_indexes_check(indexes):
 * Look at all of them, so that what is wrong is said before anyone searches;
 * none stays open.
 */
void search_indexes_check(struct search_indexes *indexes);

/**
 * search_indexes_condemn(indexes, capsule):
 * A search has shown that the index of ${capsule} cannot be used after all.
 */
void search_indexes_condemn(struct search_indexes *indexes, size_t capsule);

#endif
