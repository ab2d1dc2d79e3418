/*
 * A failed allocation ends the run: in this program none returns NULL.
 *
 * These functions stand before the C library's, for the libraries we use as
 * well as for code of ours.  So nothing can be left out of a capsule for want
 * of memory and success be claimed, whatever a caller makes of NULL.  Nothing
 * is allocated while a capsule is written, only before and after.
 *
 * lozenged is not linked with this: it serves on, and looks at each failure.
 */
#include <dlfcn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

static _Noreturn void
end_run(void)
{
	static const char message[] = "lozenge: there is not enough memory\n";

	/* Nothing can be done about a message that cannot be written. */
	ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
	(void)written;
	_exit(EXIT_FAILURE);
}

/* What was asked for, unless it was something and is nothing. */
static void *
insist(void *memory, bool is_something)
{
	if (memory == NULL && is_something)
		end_run();
	return memory;
}

/* The function of that name that ours stands before. */
static void *
next(const char *name)
{
	void *function = dlsym(RTLD_NEXT, name);

	if (function == NULL)
		end_run();
	return function;
}

/* The C library's header has names that are reserved to it. */
/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */

void *
malloc(size_t size)
{
	static void *(*real)(size_t size);

	if (real == NULL)
		*(void **)&real = next("malloc");
	return insist(real(size), size > 0);
}

void *
calloc(size_t count, size_t size)
{
	static void *(*real)(size_t count, size_t size);

	if (real == NULL)
		*(void **)&real = next("calloc");
	return insist(real(count, size), count > 0 && size > 0);
}

void *
realloc(void *old, size_t size)
{
	static void *(*real)(void *old, size_t size);

	if (real == NULL)
		*(void **)&real = next("realloc");
	return insist(real(old, size), size > 0);
}

/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
