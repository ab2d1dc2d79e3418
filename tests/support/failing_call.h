/*
 * Calls of the C library that fail when a test wants them to.
 *
 * A test program defines the functions it wants with FAILING_CALL; they stand
 * before the C library's, and pass on to those until the test says otherwise.
 */
#ifndef SUPPORT_FAILING_CALL_H
#define SUPPORT_FAILING_CALL_H

#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

/* The C library's headers may declare inline what a test defines. */
#ifdef __clang__
#pragma clang diagnostic ignored "-Wstatic-in-inline"
#endif

/* Which call fails: one at a time. */
static struct {
	const char *name;
	unsigned skip;   /* calls that pass before */
	unsigned times;  /* calls that fail then */
	unsigned failed; /* calls that have failed */
	int error;       /* errno of those */
} failing_call;

/**
 * failing_call_begin(name, skip, times, error):
 * After ${skip} calls of the function ${name}, let ${times} fail with ${error}.
 */
static inline void
failing_call_begin(const char *name, unsigned skip, unsigned times, int error)
{
	failing_call.name = name;
	failing_call.skip = skip;
	failing_call.times = times;
	failing_call.failed = 0;
	failing_call.error = error;
}

/** failing_call_end(): nothing fails any more.  How many calls have. */
static inline unsigned
failing_call_end(void)
{
	failing_call.name = NULL;
	return failing_call.failed;
}

/* Does this call of the function ${name} fail?  errno is set then. */
static inline bool
failing_call_is_due(const char *name)
{
	if (failing_call.name == NULL || strcmp(failing_call.name, name) != 0)
		return false;
	if (failing_call.skip > 0) {
		failing_call.skip--;
		return false;
	}
	if (failing_call.failed == failing_call.times)
		return false;
	failing_call.failed++;
	errno = failing_call.error;
	return true;
}

/* The function of that name that ours stands before. */
static inline void *
failing_call_next(const char *name)
{
	void *function = dlsym(RTLD_NEXT, name);

	if (function == NULL)
		abort();
	return function;
}

/*
 * FAILING_CALL for the function that ${symbol} names in the C library.
 */
#define FAILING_CALL_AS(type, name, symbol, parameters, arguments, failure)    \
	type name parameters                                                   \
	{                                                                      \
		static type(*next) parameters;                                 \
                                                                               \
		if (failing_call_is_due(#name))                                \
			return failure;                                        \
		if (next == NULL)                                              \
			*(void **)&next = failing_call_next(symbol);           \
		return next arguments;                                         \
	}

/**
 * FAILING_CALL(type, name, parameters, arguments, failure):
 * Define the function ${name}, which returns ${failure} when it fails.
 */
#define FAILING_CALL(type, name, parameters, arguments, failure)               \
	FAILING_CALL_AS(type, name, #name, parameters, arguments, failure)

/* The same for functions of file sizes, of which 32 bits have two each. */
#define FAILING_CALL_64(type, name, parameters, arguments, failure)            \
	FAILING_CALL_AS(type, name, #name "64", parameters, arguments, failure)

/**
 * FAILING_OPENAT2():
 * Define syscall, by which openat2 is called that has no function of its own;
 * it fails as "openat2".  A call of another number fails the test, which
 * includes cmocka.h.
 */
#define FAILING_OPENAT2()                                                      \
	long syscall(long number, ...)                                         \
	{                                                                      \
		static long (*next)(long number, ...);                         \
		va_list values;                                                \
		long at, how, size;                                            \
		const char *path;                                              \
                                                                               \
		va_start(values, number);                                      \
		at = va_arg(values, int);                                      \
		path = va_arg(values, const char *);                           \
		how = va_arg(values, long);                                    \
		size = va_arg(values, long);                                   \
		va_end(values);                                                \
		assert_int_equal(number, SYS_openat2);                         \
		if (failing_call_is_due("openat2"))                            \
			return -1;                                             \
		if (next == NULL)                                              \
			*(void **)&next = failing_call_next("syscall");        \
		return next(number, at, path, how, size);                      \
	}

/* ASan has an allocator of its own, which nothing can stand before. */
#if defined(__SANITIZE_ADDRESS__)
#define FAILING_MEMORY_WORKS 0
#elif defined(__has_feature)
#define FAILING_MEMORY_WORKS !__has_feature(address_sanitizer)
#else
#define FAILING_MEMORY_WORKS 1
#endif

/**
 * FAILING_MEMORY():
 * Define malloc, calloc and realloc, which fail together as "memory"; nothing
 * where FAILING_MEMORY_WORKS is 0.
 */
#if FAILING_MEMORY_WORKS
#define FAILING_MEMORY()                                                       \
	void *malloc(size_t size)                                              \
	{                                                                      \
		static void *(*next)(size_t);                                  \
                                                                               \
		if (failing_call_is_due("memory"))                             \
			return NULL;                                           \
		if (next == NULL)                                              \
			*(void **)&next = failing_call_next("malloc");         \
		return next(size);                                             \
	}                                                                      \
	void *calloc(size_t count, size_t size)                                \
	{                                                                      \
		static void *(*next)(size_t, size_t);                          \
                                                                               \
		if (failing_call_is_due("memory"))                             \
			return NULL;                                           \
		if (next == NULL)                                              \
			*(void **)&next = failing_call_next("calloc");         \
		return next(count, size);                                      \
	}                                                                      \
	void *realloc(void *old, size_t size)                                  \
	{                                                                      \
		static void *(*next)(void *, size_t);                          \
                                                                               \
		if (failing_call_is_due("memory"))                             \
			return NULL;                                           \
		if (next == NULL)                                              \
			*(void **)&next = failing_call_next("realloc");        \
		return next(old, size);                                        \
	}
#else
#define FAILING_MEMORY()
#endif

#endif
