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
#define SMALL_CLASSES 64
#define SMALL_MAX (SMALL_FIRST + (SMALL_CLASSES - 1) * SMALL_STEP)
#define LARGE_STEP 512
#define LARGE_CLASSES 48
#define LARGE_MAX (SMALL_MAX + LARGE_CLASSES * LARGE_STEP)
#define CLASSES (SMALL_CLASSES + LARGE_CLASSES)

/* Blocks kept of a class: of small ones many, of large ones few. */
#define SMALL_KEPT 512
#define LARGE_KEPT 16

/* What a block holds while it is kept. */
struct kept {
	uintptr_t next; /* disguised, so that an overrun cannot aim it */
	uintptr_t mark; /* says that it is kept: freed twice is fatal */
};

struct class
{
	struct kept *first;
	unsigned count;
};

/*
 * OpenSSL's hooks take no argument of ours, so this is the one place where
 * state is shared by the whole process.
 */
static struct {
	struct class classes[CLASSES];
	uintptr_t secret;
} memory;

static size_t
class_size(unsigned class)
{
	return class < SMALL_CLASSES
		   ? SMALL_FIRST + (size_t) class * SMALL_STEP
		   : SMALL_MAX +
			 (size_t)(class - SMALL_CLASSES + 1) * LARGE_STEP;
}

/* The smallest class that holds ${size} bytes, at most LARGE_MAX. */
static unsigned
class_for(size_t size)
{
	if (size <= SMALL_FIRST)
		return 0;
	if (size <= SMALL_MAX)
		return (unsigned)((size - SMALL_FIRST + SMALL_STEP - 1) /
				  SMALL_STEP);
	return SMALL_CLASSES - 1 +
	       (unsigned)((size - SMALL_MAX + LARGE_STEP - 1) / LARGE_STEP);
}

/* The class a block of ${usable} bytes can serve; CLASSES if none. */
static unsigned
class_of(size_t usable)
{
	unsigned class;

	if (usable < SMALL_FIRST || usable >= LARGE_MAX + LARGE_STEP)
		return CLASSES;
	class = class_for(usable < LARGE_MAX ? usable : LARGE_MAX);
	return class_size(class) <= usable ? class : class - 1;
}

static unsigned
class_limit(unsigned class)
{
	return class < SMALL_CLASSES ? SMALL_KEPT : LARGE_KEPT;
}

/* Take a kept block of a class that has one. */
static void *
take(unsigned class)
{
	struct kept *block = memory.classes[class].first;

	memory.classes[class].first =
	    (struct kept *)(block->next ^ memory.secret);
	memory.classes[class].count--;
	block->mark = 0;
	return block;
}

static void *
allocate(size_t size, const char *file, int line)
{
	unsigned class;

	(void)file;
	(void)line;
	if (size == 0)
		return NULL;
	if (size > LARGE_MAX)
		return malloc(size);
	class = class_for(size);
	if (memory.classes[class].first == NULL)
		return malloc(class_size(class));
	return take(class);
}

static void
release(void *pointer, const char *file, int line)
{
	struct kept *block = pointer;
	unsigned class;

	(void)file;
	(void)line;
	if (pointer == NULL)
		return;
	class = class_of(malloc_usable_size(pointer));
	if (class == CLASSES ||
	    memory.classes[class].count >= class_limit(class)) {
		free(pointer);
		return;
	}
	if (block->mark == (memory.secret ^ (uintptr_t)block))
		abort();
	block->mark = memory.secret ^ (uintptr_t)block;
	block->next = (uintptr_t)memory.classes[class].first ^ memory.secret;
	memory.classes[class].first = block;
	memory.classes[class].count++;
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
	for (unsigned class = 0; class < CLASSES; class++) {
		while (memory.classes[class].first != NULL)
			free(take(class));
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
