/*
 * A task again and again, each time with another allocation that fails: what
 * was asked for is refused with a reason, or it is whole.
 *
 * For tests that define FAILING_MEMORY, after cmocka.h.
 */
#ifndef SUPPORT_NO_MEMORY_H
#define SUPPORT_NO_MEMORY_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#include "failing_call.h"

/* More allocations than any task makes. */
#define NO_MEMORY_ALLOCATIONS_MAX 100000

/* How a task ended, as its process' exit status. */
enum ending {
	ENDING_DONE,      /* and what came of it is whole */
	ENDING_REFUSED,   /* with a reason */
	ENDING_UNTOLD,    /* refused, but no reason is given */
	ENDING_PRETENDED, /* said to be done, and is not */
};

/* Do the task in a process of its own; the status that it ends with. */
static inline int
no_memory_run(enum ending (*task)(void), unsigned skip, bool *has_failed)
{
	int status = -1, ends[2];
	char byte;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		enum ending ending;

		/* cmocka would go on in this process. */
		signal(SIGSEGV, SIG_DFL);
		signal(SIGABRT, SIG_DFL);
		failing_call_begin("memory", skip, 1, ENOMEM);
		ending = task();
		if (failing_call.failed > 0 && write(ends[1], "", 1) != 1)
			_exit(ENDING_UNTOLD);
		_exit((int)ending);
	}
	close(ends[1]);
	*has_failed = read(ends[0], &byte, 1) == 1;
	close(ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

/**
 * no_memory_try(name, task):
 * Every allocation of the task fails at first, then some of the many that are
 * alike; in the end, none.  A task that looks at what it has made calls
 * failing_call_end() before.
 */
static inline void
no_memory_try(const char *name, enum ending (*task)(void))
{
	unsigned refusals = 0, skip = 0;
	bool has_failed = true;

	for (; has_failed; skip += 1 + skip / 64) {
		int status = no_memory_run(task, skip, &has_failed);

		if (!WIFEXITED(status) || WEXITSTATUS(status) > ENDING_REFUSED)
			fail_msg("%s, allocation %u: status %#x", name, skip,
			    (unsigned)status);
		if (!has_failed && WEXITSTATUS(status) != ENDING_DONE)
			fail_msg("%s: refused", name);
		refusals += WEXITSTATUS(status) == ENDING_REFUSED;
		assert_in_range(skip, 0, NO_MEMORY_ALLOCATIONS_MAX);
	}
	if (refusals == 0)
		fail_msg("%s allocates nothing", name);
}

#endif
