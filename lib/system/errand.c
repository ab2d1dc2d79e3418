#include "errand.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the child leaves behind, in memory that both share. */
struct outcome {
	bool is_complete; /* set last */
	int result;
	int error;
	struct failure failure;
	_Alignas(max_align_t) unsigned char work[];
};

/* Let a child fill the outcome.  0 if it has, or -1 with errno. */
static int
run(int (*task)(void *work, struct failure *failure), struct outcome *outcome)
{
	pid_t pid = fork();

	if (pid == -1)
		return -1;
	if (pid == 0) {
		/* It may have a secret to keep: no core file, no tracer. */
		prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
		outcome->result = task(outcome->work, &outcome->failure);
		outcome->error = errno;
		outcome->is_complete = true;
		_exit(0);
	}
	/*
	 * Whoever started us may have had SIGCHLD ignored; then there is no
	 * status, and ECHILD when the child has ended.
	 */
	while (waitpid(pid, NULL, 0) == -1 && errno == EINTR)
		continue;
	if (outcome->is_complete)
		return 0;
	errno = ECHILD;
	return -1;
}

int
errand_run(int (*task)(void *work, struct failure *failure), void *work,
    size_t size, struct failure *failure)
{
	size_t room = sizeof(struct outcome) + size;
	struct outcome *outcome = mmap(NULL, room, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int result, error;

	if (outcome == MAP_FAILED)
		return failure_set(failure, errno, "no memory for a child: %s",
		    strerror(errno));
	memcpy(outcome->work, work, size);
	if (run(task, outcome) == -1) {
		result = failure_set(
		    failure, errno, "no child: %s", strerror(errno));
		error = errno;
	} else {
		memcpy(work, outcome->work, size);
		result = outcome->result;
		error = outcome->error;
		if (result == -1 && failure != NULL)
			*failure = outcome->failure;
	}
	munmap(outcome, room);
	errno = error;
	return result;
}
