/*
 * Memory that is locked: what becomes of it, and what where it may not be.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "memory_lock.h"

/* Whoever may lock what he likes is asked as somebody else. */
#define NOBODY 65534

static int a_variable = 1;

/* Is the mapping that ${address} lies in locked, and left out of dumps? */
static bool
is_locked(const void *address)
{
	FILE *smaps = fopen("/proc/self/smaps", "re");
	bool inside = false, locked = false;
	char line[512];

	assert_non_null(smaps);
	while (fgets(line, sizeof line, smaps) != NULL) {
		unsigned long from, to;

		if (sscanf(line, "%lx-%lx ", &from, &to) == 2)
			inside = from <= (uintptr_t)address &&
				 (uintptr_t)address < to;
		else if (inside && strncmp(line, "VmFlags:", 8) == 0)
			locked = strstr(line, " lo") != NULL &&
				 strstr(line, " dd") != NULL;
	}
	fclose(smaps);
	return locked;
}

static bool
may_lock(void)
{
	struct rlimit limit;

	return geteuid() == 0 || (getrlimit(RLIMIT_MEMLOCK, &limit) == 0 &&
				     limit.rlim_cur >= (8U << 20));
}

static void
test_all_that_is_our_own(void **state)
{
	int on_stack = 0;
	char *before = malloc(1000), *after;

	(void)state;
	if (!may_lock())
		skip();
	assert_int_equal(memory_lock(), 0);
	after = malloc(50000);
	assert_true(is_locked(&a_variable));
	assert_true(is_locked(&on_stack));
	assert_true(is_locked(before));
	/* A sanitizer has a heap of its own, and takes more where it likes. */
#if !defined(__SANITIZE_ADDRESS__)
	assert_true(is_locked(after));
#endif
	free(before);
	free(after);
}

/* In a child without the right to lock: errno, or 0. */
static int
lock_without_limit(void)
{
	static const struct rlimit none = {0, 0};

	if (setrlimit(RLIMIT_MEMLOCK, &none) != 0 ||
	    (geteuid() == 0 && setuid(NOBODY) != 0))
		return -1;
	return memory_lock() == 0 ? 0 : errno;
}

static void
test_not_allowed(void **state)
{
	int status = 0;
	pid_t pid = fork();

	(void)state;
	if (pid == 0)
		_exit(lock_without_limit());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_true(
	    WEXITSTATUS(status) == EPERM || WEXITSTATUS(status) == ENOMEM);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_not_allowed),
	    cmocka_unit_test(test_all_that_is_our_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
