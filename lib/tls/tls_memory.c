#include "tls_memory.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include <openssl/crypto.h>

/*
 * Sizes are in steps of 16 bytes, as malloc has them, up to SMALL_MAX; then of
 * 512 bytes up to LARGE_MAX.  What is larger is malloc's alone.
 */
#define SMALL_STEP 16
#define SMALL_FIRST 24
#define SMALL_BINS 64
#define SMALL_MAX (SMALL_FIRST + (SMALL_BINS - 1) * SMALL_STEP)
#define LARGE_STEP 512
#define LARGE_BINS 48
#define LARGE_MAX (SMALL_MAX + LARGE_BINS * LARGE_STEP)
#define BINS (SMALL_BINS + LARGE_BINS)

/* Blocks kept of a bin: of small ones many, of large ones few. */
#define SMALL_KEPT 512
#define LARGE_KEPT 16

/* What a block holds while it is kept. */
struct kept {
	uintptr_t next; /* disguised, so that an overrun cannot aim it */
	/*
	 * Says that it is kept: freed twice is fatal.  Volatile, or a compiler
	 * leaves the mark where a block goes back to malloc, which may hand it
	 * out again as it is.
	 */
	volatile uintptr_t mark;
};

struct bin {
	struct kept *first;
	unsigned count;
};

/*
 * OpenSSL's hooks take no argument of ours, so this is the one place where
 * state is shared by the whole process.
 */
static struct {
	struct bin bins[BINS];
	uintptr_t secret;
} memory;

static size_t
bin_size(unsigned bin)
{
	return bin < SMALL_BINS
		   ? SMALL_FIRST + (size_t)bin * SMALL_STEP
		   : SMALL_MAX + (size_t)(bin - SMALL_BINS + 1) * LARGE_STEP;
}

/* The smallest bin that holds ${size} bytes, at most LARGE_MAX. */
static unsigned
bin_for(size_t size)
{
	if (size <= SMALL_FIRST)
		return 0;
	if (size <= SMALL_MAX)
		return (unsigned)((size - SMALL_FIRST + SMALL_STEP - 1) /
				  SMALL_STEP);
	return SMALL_BINS - 1 +
	       (unsigned)((size - SMALL_MAX + LARGE_STEP - 1) / LARGE_STEP);
}

/* The bin a block of ${usable} bytes can serve; BINS if none. */
static unsigned
bin_of(size_t usable)
{
	unsigned bin;

	if (usable < SMALL_FIRST || usable >= LARGE_MAX + LARGE_STEP)
		return BINS;
	bin = bin_for(usable < LARGE_MAX ? usable : LARGE_MAX);
	return bin_size(bin) <= usable ? bin : bin - 1;
}

static unsigned
bin_limit(unsigned bin)
{
	return bin < SMALL_BINS ? SMALL_KEPT : LARGE_KEPT;
}

/* Take a kept block of a bin that has one. */
static void *
take(unsigned bin)
{
	struct kept *block = memory.bins[bin].first;

	memory.bins[bin].first = (struct kept *)(block->next ^ memory.secret);
	memory.bins[bin].count--;
	block->mark = 0;
	return block;
}

static void *
allocate(size_t size, const char *file, int line)
{
	unsigned bin;

	(void)file;
	(void)line;
	if (size == 0)
		return NULL;
	if (size > LARGE_MAX)
		return malloc(size);
	bin = bin_for(size);
	if (memory.bins[bin].first == NULL)
		return malloc(bin_size(bin));
	return take(bin);
}

static void
release(void *pointer, const char *file, int line)
{
	struct kept *block = pointer;
	unsigned bin;

	(void)file;
	(void)line;
	if (pointer == NULL)
		return;
	bin = bin_of(malloc_usable_size(pointer));
	if (bin == BINS || memory.bins[bin].count >= bin_limit(bin)) {
		free(pointer);
		return;
	}
	if (block->mark == (memory.secret ^ (uintptr_t)block))
		abort();
	block->mark = memory.secret ^ (uintptr_t)block;
	block->next = (uintptr_t)memory.bins[bin].first ^ memory.secret;
	memory.bins[bin].first = block;
	memory.bins[bin].count++;
}

static void *
reallocate(void *pointer, size_t size, const char *file, int line)
{
	size_t usable = pointer == NULL ? 0 : malloc_usable_size(pointer);
	void *larger;

	if (size == 0) {
		release(pointer, file, line);
		return NULL;
	}
	if (size <= usable)
		return pointer;
	larger = allocate(size, file, line);
	if (larger == NULL)
		return NULL;
	if (usable > 0)
		memcpy(larger, pointer, usable);
	release(pointer, file, line);
	return larger;
}

void
tls_memory_release(void)
{
	for (unsigned bin = 0; bin < BINS; bin++) {
		while (memory.bins[bin].first != NULL)
			free(take(bin));
	}
}

void
tls_memory_use(void)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(LOZENGE_NO_SANDBOX)
	if (getrandom(&memory.secret, sizeof memory.secret, 0) !=
	    (ssize_t)sizeof memory.secret)
		return;
	CRYPTO_set_mem_functions(allocate, reallocate, release);
#else
	(void)allocate;
	(void)reallocate;
	(void)release;
#endif
}
