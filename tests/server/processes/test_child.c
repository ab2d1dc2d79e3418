/*
 * Children: started with what they need, waited for, started again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* How long to wait for what should come at once. */
#define PROMPT_MS 10000

static int
be_ready(void *arg, int ready_fd)
{
	(void)arg;
	return write(ready_fd, "", 1) == 1 ? 7 : 1;
}

static int
die_unready(void *arg, int ready_fd)
{
	(void)arg;
	(void)ready_fd;
	return 3;
}

/* Which descriptors are open, beside the standard ones and its own? */
static int
count_descriptors(void *arg, int ready_fd)
{
	const int *kept = arg;
	int open = 0;

	for (int fd = 3; fd < 1024; fd++) {
		if (fcntl(fd, F_GETFD) >= 0 && fd != ready_fd && fd != *kept)
			open++;
	}
	if (fcntl(*kept, F_GETFD) < 0)
		open = 100;
	return write(ready_fd, "", 1) == 1 ? open : 101;
}

static int
look_at_signals(void *arg, int ready_fd)
{
	sigset_t blocked;
	struct sigaction term, hup;

	(void)arg;
	(void)ready_fd;
	sigprocmask(SIG_SETMASK, NULL, &blocked);
	sigaction(SIGTERM, NULL, &term);
	sigaction(SIGHUP, NULL, &hup);
	return sigismember(&blocked, SIGTERM) ||
	       sigismember(&blocked, SIGCHLD) || term.sa_handler != SIG_DFL ||
	       hup.sa_handler != SIG_IGN;
}

static int
finish(struct child *child)
{
	int status;

	assert_int_equal(waitpid(child->pid, &status, 0), child->pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
test_lives(void **state)
{
	static const struct {
		int (*run)(void *arg, int ready_fd);
		bool ready;
		int status;
	} rows[] = {
	    {be_ready, true, 7},
	    {die_unready, false, 3},
	    {look_at_signals, false, 0},
	};
	sigset_t blocked;

	(void)state;
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigaddset(&blocked, SIGCHLD);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct child_plan plan = {.run = rows[i].run};
		struct pollfd polled = {.events = POLLIN};
		struct child child;

		child_init(&child);
		assert_int_equal(child.ready_fd, -1);
		assert_int_equal(child_start(&child, &plan, 1000), 0);
		assert_true(child.pid > 0);
		assert_int_equal(child.due_ms, 0);
		assert_false(child.ready);
		polled.fd = child.ready_fd;
		assert_int_equal(poll(&polled, 1, PROMPT_MS), 1);
		assert_int_equal(child_check_ready(&child), rows[i].ready);
		assert_int_equal(child.ready, rows[i].ready);
		assert_int_equal(child.ready_fd, -1);
		assert_int_equal(finish(&child), rows[i].status);
	}
	sigprocmask(SIG_UNBLOCK, &blocked, NULL);
}

static void
test_keeps_what_it_needs(void **state)
{
	int kept = dup(STDIN_FILENO);
	int other = fcntl(STDIN_FILENO, F_DUPFD, 200);
	struct child_plan plan = {.keep = &kept,
	    .keep_count = 1,
	    .run = count_descriptors,
	    .arg = &kept};
	struct child child;

	(void)state;
	child_init(&child);
	assert_int_equal(child_start(&child, &plan, 0), 0);
	assert_int_equal(finish(&child), 0);
	close(child.ready_fd);
	close(kept);
	close(other);
}

static void
test_pauses(void **state)
{
	static const struct {
		uint64_t lived_ms, pause_ms;
	} rows[] = {
	    {499, 500},
	    {0, 1000},
	    {100, 2000},
	    {0, 4000},
	    {0, 8000},
	    {0, 16000},
	    {0, 30000},
	    {0, 30000},
	    {500, 0}, /* all is forgiven */
	    {0, 500},
	    {86400000, 0},
	};
	struct child child;
	uint64_t now_ms = 5000;

	(void)state;
	child_init(&child);
	for (size_t i = 0; i < COUNT(rows); i++) {
		child.pid = 1;
		child.ready = true;
		child.started_ms = now_ms;
		now_ms += rows[i].lived_ms;
		child_died(&child, now_ms);
		assert_int_equal(child.pid, 0);
		assert_false(child.ready);
		assert_int_equal(child.due_ms, now_ms + rows[i].pause_ms);
	}
}

static void
test_cannot_start(void **state)
{
	struct child_plan plan = {.run = be_ready};
	struct rlimit before, none;
	struct child child;
	int lowest = dup(0), after;

	(void)state;
	close(lowest);
	child_init(&child);
	getrlimit(RLIMIT_NOFILE, &before);
	none = before;
	none.rlim_cur = 0;
	setrlimit(RLIMIT_NOFILE, &none);
	assert_int_equal(child_start(&child, &plan, 1000), -1);
	assert_int_equal(errno, EMFILE);
	setrlimit(RLIMIT_NOFILE, &before);
	assert_int_equal(child.pid, 0);
	assert_int_equal(child.due_ms, 1500);

	plan.keep_count = CHILD_KEEP_MAX + 1;
	assert_int_equal(child_start(&child, &plan, 1000), -1);
	assert_int_equal(child.pid, 0);
	after = dup(0);
	close(after);
	assert_int_equal(after, lowest);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lives),
	    cmocka_unit_test(test_keeps_what_it_needs),
	    cmocka_unit_test(test_pauses),
	    cmocka_unit_test(test_cannot_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
