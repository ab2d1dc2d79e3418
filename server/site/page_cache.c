#include "page_cache.h"

#include <stdlib.h>
#include <string.h>

/* At most so many renderings of at most so many bytes: 2 MiB in all. */
#define PAGES_MAX 64
#define PAGE_BYTES_MAX 32768

struct page {
	struct page_key key; /* its path lies in ${bytes}, before the page */
	char *bytes;         /* owned; NULL in a free slot */
	struct span rendering;
	unsigned long used; /* when it was last asked for */
};

struct page_cache {
	struct page pages[PAGES_MAX];
	unsigned long clock; /* counts requests */
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
	       span_equal(a->path, b->path);
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

/* The slot to fill next: a free one, else the least recently used. */
static struct page *
oldest_page(struct page_cache *cache)
{
	struct page *oldest = &cache->pages[0];

	for (size_t i = 0; i < PAGES_MAX; i++) {
		struct page *page = &cache->pages[i];

		if (page->bytes == NULL)
			return page;
		if (page->used < oldest->used)
			oldest = page;
	}
	return oldest;
}

void
page_cache_keep(
    struct page_cache *cache, const struct page_key *key, struct span bytes)
{
	struct page *page = oldest_page(cache);
	char *copy;

	if (bytes.len > PAGE_BYTES_MAX || key->identity.fresh)
		return;
	copy = malloc(key->path.len + bytes.len + 1);
	if (copy == NULL)
		return;
	memcpy(copy, key->path.ptr, key->path.len);
	memcpy(copy + key->path.len, bytes.ptr, bytes.len);
	free(page->bytes);
	page->bytes = copy;
	page->key = *key;
	page->key.path.ptr = copy;
	page->rendering = (struct span){copy + key->path.len, bytes.len};
	page->used = ++cache->clock;
}
