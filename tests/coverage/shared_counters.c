/*
 * Linked into the programs of a cov build alone: what forked processes count is
 * not lost.
 *
 * A program writes its counters down when it exits.  The processes that it
 * forks end by _exit, by a signal, or in a sandbox that lets them open no file.
 * So the counters, which counters.ld has put on pages of their own, become
 * memory that a program shares with all that it forks; the program itself
 * writes them for all, once those that end with it have ended.  A count may be
 * written twice that way (a child that does exit writes as well), and never
 * lost: lines are told from each other by whether they ran.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <gcov.h>

/* How long children have to notice, and how often they are looked at. */
#define WAIT_MS 2000
#define WAIT_STEP_MS 10

extern char coverage_counters_begin[], coverage_counters_end[];

_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);

/* Who writes for all; nothing runs before its constructors. */
static pid_t program;

__attribute__((constructor(101))) static void
share_counters(void)
{
	size_t size = (size_t)(coverage_counters_end - coverage_counters_begin);

	program = getpid();
	if (size > 0 &&
	    mmap(coverage_counters_begin, size, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1,
		0) != (void *)coverage_counters_begin)
		abort();
}

/* Processes that notice the end of the program count what they do then. */
static void
wait_for_children(void)
{
	const struct timespec pause = {.tv_nsec = WAIT_STEP_MS * 1000000};

	close_range(STDERR_FILENO + 1, ~0U, 0);
	for (int waited = 0; waited < WAIT_MS; waited += WAIT_STEP_MS) {
		pid_t ended = waitpid(-1, NULL, WNOHANG);

		if (ended < 0)
			return;
		if (ended == 0)
			nanosleep(&pause, NULL);
	}
}

/* Before the destructor that writes: the lowest number is the last to run. */
__attribute__((destructor(101))) static void
end_program(void)
{
	fflush(NULL);
	if (getpid() == program)
		wait_for_children();
}

/* Ends without the handlers of exit: for a program, its counters first. */
_Noreturn void
__wrap__exit(int status)
{
	if (getpid() == program) {
		program = 0; /* it writes once, even if that ends it as well */
		wait_for_children();
		__gcov_dump();
	}
	__real__exit(status);
}
