/*
 * Rendered pages and listings, kept until their file or directory changes:
 * few, small, in memory.
 */
#ifndef SITE_PAGE_CACHE_H
#define SITE_PAGE_CACHE_H

#include <stdbool.h>

#include "buffer.h"
#include "docroot.h"
#include "span.h"

struct page_cache;
struct translit_language;

/* What was made of a file. */
enum page_form {
	PAGE_MENU,
	PAGE_TEXT,
	PAGE_LISTING,      /* of a directory, with its Gemini header */
	PAGE_LISTING_MENU, /* the same as a menu */
};

/* Which rendering: one file may be asked for under several paths. */
struct page_key {
	struct docroot_identity identity;
	enum page_form form;
	struct span path;
	unsigned port;                            /* the menu's links lead to */
	const struct translit_language *language; /* as the text is spelt */
	struct span prefix; /* of its menu's selectors; static */
	struct span mirror; /* where a menu says its mirror is; static */
	const void *site; /* a directory may be in several, listed otherwise */
	uint64_t period;  /* of a listing, which is kept no longer than that */
	bool has_search;  /* does the capsule answer searches? */
	int64_t noted_ns; /* when its manifest, which has words, changed */
};

/**
 * page_cache_new():
 * An empty cache; NULL without memory.  Released by page_cache_free (NULL is
 * legal).
 */
struct page_cache *page_cache_new(void);
void page_cache_free(struct page_cache *cache);

/**
 * page_cache_find(cache, key, bytes):
 * Set ${bytes} to the rendering for ${key}, which stays until the next
 * page_cache_keep; false if there is none.
 */
bool page_cache_find(
    struct page_cache *cache, const struct page_key *key, struct span *bytes);

/**
 * page_cache_keep(cache, key, bytes):
 * Keep a copy of ${bytes} if it is small enough and its file not fresh, in
 * place of the renderings that were least recently asked for.
 */
void page_cache_keep(
    struct page_cache *cache, const struct page_key *key, struct span bytes);

#endif
