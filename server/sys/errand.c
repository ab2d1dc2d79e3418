#include "errand.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the child leaves behind, in memory that both share. */
struct outcome {
	int result;
	int error;
	struct reason reason;
	_Alignas(max_align_t) unsigned char work[];
};

/* Wait for this child to end as it should.  0, or -1 with errno. */
static int
wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) == -1) {
		if (errno != EINTR)
			return -1;
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	errno = ECHILD;
	return -1;
}

/* Let a child fill the outcome.  0 if it has. */
static int
run(int (*task)(void *work, struct reason *reason), struct outcome *outcome)
{
	pid_t pid = fork();

	if (pid == -1)
		return -1;
	if (pid == 0) {
		outcome->result = task(outcome->work, &outcome->reason);
		outcome->error = errno;
		_exit(0);
	}
	return wait_for(pid);
}

int
errand_run(int (*task)(void *work, struct reason *reason), void *work,
    size_t size, struct reason *reason)
{
	size_t room = sizeof(struct outcome) + size;
	struct outcome *outcome = mmap(NULL, room, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int result, error;

	if (outcome == MAP_FAILED)
		return reason_set(reason, errno, "no memory for a child: %s",
		    strerror(errno));
	memcpy(outcome->work, work, size);
	if (run(task, outcome) == -1) {
		result =
		    reason_set(reason, errno, "no child: %s", strerror(errno));
		error = errno;
	} else {
		memcpy(work, outcome->work, size);
		result = outcome->result;
		error = outcome->error;
		if (result == -1 && reason != NULL)
			*reason = outcome->reason;
	}
	munmap(outcome, room);
	errno = error;
	return result;
}
