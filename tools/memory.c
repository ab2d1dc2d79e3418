/*
 * A failed allocation ends the run: in this program none returns NULL.
 *
 * The linker puts these functions in the place of the C library's, wherever
 * code of ours calls those (--wrap; the Makefile lists them).  So nothing can
 * be left out of a capsule for want of memory and success be claimed, however
 * a caller looks at what it gets.  Everything is rendered before the first
 * write, and what a build that ends has begun to write the next one removes.
 *
 * lozenged is not linked with this: it serves on, and looks at each failure.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_reallocarray(void *old, size_t count, size_t size);
char *__real_strdup(const char *text);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_reallocarray(void *old, size_t count, size_t size);
char *__wrap_strdup(const char *text);

/* End the run if there is no memory; what was asked for may be nothing. */
static void *
insist(void *memory, bool is_something)
{
	static const char message[] = "lozenge: there is not enough memory\n";

	if (memory != NULL || !is_something)
		return memory;
	/* Nothing can be done about a message that cannot be written. */
	ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
	(void)written;
	_exit(EXIT_FAILURE);
}

void *
__wrap_malloc(size_t size)
{
	return insist(__real_malloc(size), size > 0);
}

void *
__wrap_calloc(size_t count, size_t size)
{
	return insist(__real_calloc(count, size), count > 0 && size > 0);
}

void *
__wrap_realloc(void *old, size_t size)
{
	return insist(__real_realloc(old, size), size > 0);
}

void *
__wrap_reallocarray(void *old, size_t count, size_t size)
{
	return insist(
	    __real_reallocarray(old, count, size), count > 0 && size > 0);
}

char *
__wrap_strdup(const char *text)
{
	return insist(__real_strdup(text), true);
}
