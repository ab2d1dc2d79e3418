/*
 * Rendered pages: found by their whole key, few, and the last used stay.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page_cache.h"
#include "translit_language.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* As page_cache.c has it. */
#define PAGES_MAX 64
#define PAGE_BYTES_MAX (512UL << 10)
#define ALL_BYTES_MAX (2UL << 20)

static struct page_key
key_of(uint64_t inode)
{
	return (struct page_key){
	    .identity = {.device = 1, .inode = inode, .size = 3},
	    .form = PAGE_MENU,
	    .path = SPAN("a.gmi"),
	    .port = 70,
	};
}

static bool
has(struct page_cache *cache, const struct page_key *key)
{
	struct span bytes;

	return page_cache_find(cache, key, &bytes);
}

static void
test_keys(void **state)
{
	const struct page_key kept = key_of(7);
	struct page_key rows[] = {
	    kept, kept, kept, kept, kept, kept, kept, kept, kept, kept};
	struct page_cache *cache = page_cache_new();
	struct span bytes = {NULL, 0};

	(void)state;
	rows[1].identity.inode++;
	rows[2].identity.changed_ns++;
	rows[3].form = PAGE_TEXT;
	rows[4].path = SPAN("b.gmi");
	rows[5].port = 7070;
	rows[6].language = translit_language_of(SPAN("de"));
	rows[7].prefix = SPAN("/utf8");
	rows[8].site = cache;
	rows[9].period = 1;
	assert_false(has(cache, &kept));
	page_cache_keep(cache, &kept, SPAN("rendered"));
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(
		    page_cache_find(cache, &rows[i], &bytes), i == 0);
	assert_true(span_equal(bytes, SPAN("rendered")));
	page_cache_free(cache);
	page_cache_free(NULL);
}

/* Key and bytes are copied. */
static void
test_copies(void **state)
{
	struct page_cache *cache = page_cache_new();
	struct page_key key = key_of(1);
	char path[] = "x.gmi", page[] = "page";
	struct span bytes;

	(void)state;
	key.path = span_from(path);
	page_cache_keep(cache, &key, span_from(page));
	memset(page, '?', 4);
	memset(path, '?', 5);
	key.path = SPAN("x.gmi");
	assert_true(page_cache_find(cache, &key, &bytes));
	assert_true(span_equal(bytes, SPAN("page")));
	key.path = SPAN("");
	page_cache_keep(cache, &key, SPAN(""));
	assert_true(page_cache_find(cache, &key, &bytes));
	assert_int_equal(bytes.len, 0);
	page_cache_free(cache);
}

static void
test_sizes(void **state)
{
	static const struct {
		size_t len;
		bool kept;
	} rows[] = {{0, true}, {PAGE_BYTES_MAX, true},
	    {PAGE_BYTES_MAX + 1, false}, {1 << 20, false}};
	struct page_cache *cache = page_cache_new();
	char *bytes = calloc(1, 1 << 20);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct page_key key = key_of(100 + i);

		page_cache_keep(cache, &key, (struct span){bytes, rows[i].len});
		assert_int_equal(has(cache, &key), rows[i].kept);
	}
	free(bytes);
	page_cache_free(cache);
}

static void
test_fresh_files_are_not_kept(void **state)
{
	struct page_cache *cache = page_cache_new();
	struct page_key key = key_of(1);

	(void)state;
	key.identity.fresh = true;
	page_cache_keep(cache, &key, SPAN("x"));
	assert_false(has(cache, &key));
	key.identity.fresh = false;
	assert_false(has(cache, &key));
	page_cache_free(cache);
}

/* So many bytes, and no more: large renderings make several others go. */
static void
test_bytes_of_all(void **state)
{
	struct page_cache *cache = page_cache_new();
	char *bytes = calloc(1, PAGE_BYTES_MAX);
	struct page_key key;

	(void)state;
	for (uint64_t i = 0; i < 8; i++) {
		key = key_of(i);
		page_cache_keep(
		    cache, &key, (struct span){bytes, ALL_BYTES_MAX / 8});
	}
	for (uint64_t i = 0; i < 8; i++) {
		key = key_of(i);
		assert_true(has(cache, &key));
	}
	key = key_of(100);
	page_cache_keep(cache, &key, (struct span){bytes, PAGE_BYTES_MAX});
	assert_true(has(cache, &key));
	for (uint64_t i = 0; i < 8; i++) {
		key = key_of(i);
		assert_int_equal(has(cache, &key), i >= 2);
	}
	free(bytes);
	page_cache_free(cache);
}

/* Full: what was asked for longest ago makes way. */
static void
test_the_oldest_makes_way(void **state)
{
	struct page_cache *cache = page_cache_new();

	(void)state;
	for (uint64_t i = 0; i < PAGES_MAX; i++) {
		struct page_key key = key_of(i);

		page_cache_keep(cache, &key, SPAN("x"));
	}
	for (uint64_t i = 0; i < PAGES_MAX; i++) {
		struct page_key key = key_of(i);

		if (i != 5) /* asked for again, all but this one */
			assert_true(has(cache, &key));
	}
	for (uint64_t i = 0; i < 3; i++) {
		struct page_key added = key_of(1000 + i);
		struct page_key gone = key_of(i == 0 ? 5 : i - 1);

		page_cache_keep(cache, &added, SPAN("y"));
		assert_true(has(cache, &added));
		assert_false(has(cache, &gone));
	}
	page_cache_free(cache);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_keys),
	    cmocka_unit_test(test_copies),
	    cmocka_unit_test(test_sizes),
	    cmocka_unit_test(test_fresh_files_are_not_kept),
	    cmocka_unit_test(test_bytes_of_all),
	    cmocka_unit_test(test_the_oldest_makes_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
