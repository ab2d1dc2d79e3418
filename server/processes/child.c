#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Whoever dies sooner than this after its start would only die again. */
#define EARLY_MS 500

#define PAUSE_MIN_MS 500
#define PAUSE_MAX_MS 30000

void
child_init(struct child *child)
{
	*child = (struct child){.ready_fd = -1};
}

static int
compare_fds(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* Close every descriptor from ${first} to ${last}, both included. */
static void
close_all(int first, int last)
{
	if (first > last ||
	    close_range((unsigned)first, (unsigned)last, 0) == 0)
		return;
	/* A kernel before 5.9: one by one. */
	if (last > sysconf(_SC_OPEN_MAX))
		last = (int)sysconf(_SC_OPEN_MAX);
	while (first <= last)
		close(first++);
}

/* Close all but the standard descriptors, the given ones and ${ready_fd}. */
static void
close_others(const struct child_plan *plan, int ready_fd)
{
	int keep[CHILD_KEEP_MAX + 1];
	int next = STDERR_FILENO + 1;

	if (plan->keep_count > 0)
		memcpy(keep, plan->keep, plan->keep_count * sizeof *keep);
	keep[plan->keep_count] = ready_fd;
	qsort(keep, plan->keep_count + 1, sizeof *keep, compare_fds);
	for (size_t i = 0; i <= plan->keep_count; i++) {
		close_all(next, keep[i] - 1);
		if (keep[i] >= next)
			next = keep[i] + 1;
	}
	close_all(next, INT_MAX);
}

/* The supervisor blocks the signals it waits for; a child does not. */
static void
reset_signals(void)
{
	sigset_t none;

	signal(SIGCHLD, SIG_DFL);
	signal(SIGHUP, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	signal(SIGUSR1, SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void
be_child(const struct child_plan *plan, int ready_fd)
{
	int null_fd = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (null_fd >= 0) {
		dup2(null_fd, STDIN_FILENO);
		dup2(null_fd, STDOUT_FILENO);
	}
	close_others(plan, ready_fd);
	reset_signals();
	_exit(plan->run(plan->arg, ready_fd));
}

int
child_start(struct child *child, const struct child_plan *plan, uint64_t now_ms)
{
	int ends[2];

	child->started_ms = now_ms;
	child->ready = false;
	child->due_ms = now_ms + PAUSE_MIN_MS;
	if (plan->keep_count > CHILD_KEEP_MAX) {
		errno = EINVAL;
		return -1;
	}
	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	child->pid = fork();
	if (child->pid == 0)
		be_child(plan, ends[1]);
	close(ends[1]);
	if (child->pid < 0) {
		child->pid = 0;
		close(ends[0]);
		return -1;
	}
	child->ready_fd = ends[0];
	child->due_ms = 0;
	return 0;
}

static void
close_ready(struct child *child)
{
	if (child->ready_fd >= 0)
		close(child->ready_fd);
	child->ready_fd = -1;
}

bool
child_check_ready(struct child *child)
{
	char byte;
	ssize_t count = read(child->ready_fd, &byte, 1);

	/* Interrupted: what it told is still there for the next look. */
	if (count < 0)
		return false;
	child->ready = count == 1;
	close_ready(child);
	return child->ready;
}

void
child_died(struct child *child, uint64_t now_ms)
{
	uint64_t pause_ms;

	close_ready(child);
	child->pid = 0;
	child->ready = false;
	if (now_ms - child->started_ms >= EARLY_MS) {
		child->failures = 0;
		child->due_ms = now_ms;
		return;
	}
	pause_ms = PAUSE_MAX_MS;
	if (child->failures < 6)
		pause_ms = (uint64_t)PAUSE_MIN_MS << child->failures;
	child->failures++;
	child->due_ms = now_ms + pause_ms;
}
