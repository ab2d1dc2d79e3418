#include "page_cache.h"

#include <stdlib.h>
#include <string.h>

/*
 * At most so many renderings, and so many bytes of all and of one.  The largest
 * listing must fit, the dearest thing there is to make.
 */
#define PAGES_MAX 64
#define ALL_BYTES_MAX (2UL << 20)
#define PAGE_BYTES_MAX (512UL << 10)

struct page {
	struct page_key key; /* its path lies in ${bytes}, before the page */
	char *bytes;         /* owned; NULL in a free slot */
	struct span rendering;
	unsigned long used; /* when it was last asked for */
};

struct page_cache {
	struct page pages[PAGES_MAX];
	unsigned long clock; /* counts requests */
	size_t bytes;        /* of all renderings */
};

struct page_cache *
page_cache_new(void)
{
	return calloc(1, sizeof(struct page_cache));
}

void
page_cache_free(struct page_cache *cache)
{
	if (cache == NULL)
		return;
	for (size_t i = 0; i < PAGES_MAX; i++)
		free(cache->pages[i].bytes);
	free(cache);
}

static bool
same_key(const struct page_key *a, const struct page_key *b)
{
	return docroot_identity_equal(&a->identity, &b->identity) &&
	       a->form == b->form && a->port == b->port &&
	       a->language == b->language && span_equal(a->prefix, b->prefix) &&
	       span_equal(a->mirror, b->mirror) && a->site == b->site &&
	       a->period == b->period && a->has_search == b->has_search &&
	       a->noted_ns == b->noted_ns && span_equal(a->path, b->path);
}

bool
page_cache_find(
    struct page_cache *cache, const struct page_key *key, struct span *bytes)
{
	for (size_t i = 0; i < PAGES_MAX; i++) {
		struct page *page = &cache->pages[i];

		if (page->bytes == NULL || !same_key(&page->key, key))
			continue;
		page->used = ++cache->clock;
		*bytes = page->rendering;
		return true;
	}
	return false;
}

static void
drop(struct page_cache *cache, struct page *page)
{
	cache->bytes -= page->rendering.len;
	free(page->bytes);
	*page = (struct page){.bytes = NULL};
}

/* The least recently used of those that are kept; NULL if none is. */
static struct page *
oldest_page(struct page_cache *cache)
{
	struct page *oldest = NULL;

	for (size_t i = 0; i < PAGES_MAX; i++) {
		struct page *page = &cache->pages[i];

		if (page->bytes != NULL &&
		    (oldest == NULL || page->used < oldest->used))
			oldest = page;
	}
	return oldest;
}

static struct page *
free_page(struct page_cache *cache)
{
	for (size_t i = 0; i < PAGES_MAX; i++) {
		if (cache->pages[i].bytes == NULL)
			return &cache->pages[i];
	}
	return NULL;
}

/* A free slot, and room for so many bytes, at most PAGE_BYTES_MAX. */
static struct page *
make_room(struct page_cache *cache, size_t bytes)
{
	struct page *page = free_page(cache);

	while (page == NULL || cache->bytes + bytes > ALL_BYTES_MAX) {
		drop(cache, oldest_page(cache));
		page = free_page(cache);
	}
	return page;
}

void
page_cache_keep(
    struct page_cache *cache, const struct page_key *key, struct span bytes)
{
	struct page *page;
	char *copy;

	if (bytes.len > PAGE_BYTES_MAX || key->identity.fresh)
		return;
	copy = malloc(key->path.len + bytes.len + 1);
	if (copy == NULL)
		return;
	memcpy(copy, key->path.ptr, key->path.len);
	memcpy(copy + key->path.len, bytes.ptr, bytes.len);
	page = make_room(cache, bytes.len);
	page->bytes = copy;
	page->key = *key;
	page->key.path.ptr = copy;
	page->rendering = (struct span){copy + key->path.len, bytes.len};
	page->used = ++cache->clock;
	cache->bytes += bytes.len;
}
