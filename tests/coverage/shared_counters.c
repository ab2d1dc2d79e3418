/*
 * Linked into the programs of a cov build alone: what forked processes count is
 * not lost.
 *
 * A program writes its counters down when it exits.  The processes that it
 * forks end by _exit, by a signal, or in a sandbox that lets them open no file.
 * So the counters, which counters.ld has put on pages of their own, become
 * memory that a program shares with all that it forks; the program itself
 * writes them for all.  A count may be written twice that way (a child that
 * does exit writes as well), and never lost: lines are told from each other by
 * whether they ran.
 */
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <gcov.h>

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

/* Ends without the handlers of exit: for a program, its counters first. */
_Noreturn void
__wrap__exit(int status)
{
	if (getpid() == program) {
		program = 0; /* it writes once, even if that ends it as well */
		__gcov_dump();
	}
	__real__exit(status);
}
