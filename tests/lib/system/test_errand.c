/*
 * Errands: what comes back, and what stays away.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "errand.h"

struct work {
	int given, found;
};

static int calls;

static int
succeed(void *arg, struct failure *failure)
{
	struct work *work = arg;

	(void)failure;
	calls++;
	work->found = work->given + 1;
	return 0;
}

static int
fail_with_reason(void *arg, struct failure *failure)
{
	(void)arg;
	return failure_set(failure, ENOTDIR, "it is %d", 7);
}

static int
die(void *arg, struct failure *failure)
{
	(void)arg;
	(void)failure;
	raise(SIGKILL);
	return 0;
}

static void
test_errands(void **state)
{
	struct work work = {.given = 41};
	struct failure failure = {"untouched"};

	(void)state;
	assert_int_equal(errand_run(succeed, &work, sizeof work, &failure), 0);
	assert_int_equal(work.found, 42);
	assert_int_equal(calls, 0); /* not in this process */
	assert_string_equal(failure.text, "untouched");

	assert_int_equal(
	    errand_run(fail_with_reason, &work, sizeof work, &failure), -1);
	assert_int_equal(errno, ENOTDIR);
	assert_string_equal(failure.text, "it is 7");
	assert_int_equal(
	    errand_run(fail_with_reason, &work, sizeof work, NULL), -1);

	assert_int_equal(errand_run(die, &work, sizeof work, &failure), -1);
	assert_int_equal(errno, ECHILD);
	assert_string_not_equal(failure.text, "it is 7");
}

/* As some service managers start their programs. */
static void
test_ignored_sigchld(void **state)
{
	struct work work = {.given = 1};

	(void)state;
	signal(SIGCHLD, SIG_IGN);
	assert_int_equal(errand_run(succeed, &work, sizeof work, NULL), 0);
	assert_int_equal(work.found, 2);
	assert_int_equal(errand_run(die, &work, sizeof work, NULL), -1);
	signal(SIGCHLD, SIG_DFL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_errands),
	    cmocka_unit_test(test_ignored_sigchld),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
