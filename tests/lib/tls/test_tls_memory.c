/*
 * Memory for OpenSSL: blocks are whole, served again, and given back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <malloc.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/crypto.h>

#include "tls_memory.h"

/* Sizes about those where lists of blocks begin and end, and beyond. */
static const size_t sizes[] = {1, 8, 23, 24, 25, 40, 41, 100, 1000, 1031, 1032,
    1033, 1543, 1544, 1545, 4096, 16384, 25607, 25608, 25609, 26120, 26121,
    100000};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Builds with a sanitizer keep the usual functions. */
static bool
is_used(void)
{
	CRYPTO_malloc_fn own = NULL;

	CRYPTO_get_mem_functions(&own, NULL, NULL);
	return own != CRYPTO_malloc;
}

static bool
is_filled(const unsigned char *bytes, int value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i] != value)
			return false;
	return true;
}

/* Each has all the room it was asked for, the first time and again. */
static void
test_sizes(void **state)
{
	unsigned char *blocks[COUNT(sizes)];

	(void)state;
	for (int turn = 0; turn < 3; turn++) {
		for (size_t i = 0; i < COUNT(sizes); i++) {
			blocks[i] = OPENSSL_malloc(sizes[i]);
			assert_non_null(blocks[i]);
			memset(blocks[i], (int)i, sizes[i]);
		}
		for (size_t i = 0; i < COUNT(sizes); i++)
			assert_true(is_filled(blocks[i], (int)i, sizes[i]));
		for (size_t i = 0; i < COUNT(sizes); i++)
			OPENSSL_free(blocks[i]);
	}
	assert_null(OPENSSL_malloc(0));
	OPENSSL_free(NULL);
}

/* What a block holds stays while it grows and shrinks. */
static void
test_reallocation(void **state)
{
	unsigned char *block = NULL, *grown;
	size_t held = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		grown = OPENSSL_realloc(block, sizes[i]);
		assert_non_null(grown);
		assert_true(is_filled(grown, 'x', held));
		memset(grown, 'x', sizes[i]);
		held = sizes[i];
		block = grown;
	}
	for (size_t i = COUNT(sizes); i > 0; i--) {
		block = OPENSSL_realloc(block, sizes[i - 1]);
		assert_non_null(block);
		assert_true(is_filled(block, 'x', sizes[i - 1]));
	}
	assert_null(OPENSSL_realloc(block, 0));
}

/* Allocate so many blocks at once and free them all. */
static void
fill_and_free(size_t count, size_t size)
{
	static void *blocks[2000];

	assert_in_range(count, 1, COUNT(blocks));
	for (size_t i = 0; i < count; i++) {
		blocks[i] = OPENSSL_malloc(size);
		assert_non_null(blocks[i]);
	}
	for (size_t i = 0; i < count; i++)
		OPENSSL_free(blocks[i]);
}

static size_t
in_use(void)
{
	return mallinfo2().uordblks;
}

/* Freed blocks serve again; only so many are kept, and all can be had back. */
static void
test_kept(void **state)
{
	static const struct {
		size_t count, size, kept_max;
	} rows[] = {
	    {100, 200, 100},
	    {2000, 200, 512},
	    {100, 2000, 16},
	    {10, 100000, 0},
	};

	(void)state;
	if (!is_used())
		skip();
	for (size_t i = 0; i < COUNT(rows); i++) {
		/* The C library keeps some as well, up to seven of a size. */
		size_t block_max = rows[i].size + 600;
		size_t before, kept;
		void *first, *again;

		tls_memory_release();
		before = in_use();
		fill_and_free(rows[i].count, rows[i].size);
		kept = in_use() - before;
		assert_in_range(kept, rows[i].kept_max * rows[i].size,
		    (rows[i].kept_max + 7) * block_max);
		first = OPENSSL_malloc(rows[i].size);
		OPENSSL_free(first);
		again = OPENSSL_malloc(rows[i].size);
		if (rows[i].kept_max > 0)
			assert_ptr_equal(again, first);
		OPENSSL_free(again);
		tls_memory_release();
		assert_in_range(in_use(), before, before + 7 * block_max);
		/* Nobody wrote into them: they look as they were left. */
		fill_and_free(rows[i].count, rows[i].size);
	}
}

/* What is freed twice would be served twice: the process ends instead. */
static void
test_freed_twice(void **state)
{
	int status = 0;
	pid_t pid;

	(void)state;
	if (!is_used())
		skip();
	pid = fork();
	if (pid == 0) {
		void *block = OPENSSL_malloc(100);

		signal(SIGABRT, SIG_DFL);
		OPENSSL_free(block);
		OPENSSL_free(block);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sizes),
	    cmocka_unit_test(test_reallocation),
	    cmocka_unit_test(test_kept),
	    cmocka_unit_test(test_freed_twice),
	};

	/* Before any other function of OpenSSL. */
	tls_memory_use();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
