/*
 * Becoming another user, for good.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <pwd.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "user.h"

static void
test_find(void **state)
{
	const struct passwd *nobody = getpwnam("nobody");
	struct failure failure;
	struct user user;

	(void)state;
	assert_non_null(nobody);
	assert_int_equal(user_find(&user, "nobody", &failure), 0);
	assert_int_equal(user.uid, nobody->pw_uid);
	assert_int_equal(user.gid, nobody->pw_gid);

	assert_int_equal(user_find(&user, NULL, &failure), 0);
	assert_int_not_equal(user.uid, 0);

	assert_int_equal(user_find(&user, "no such user", &failure), -1);
	assert_int_equal(errno, ENOENT);
	assert_non_null(strstr(failure.text, "no such user"));

	assert_int_equal(user_find(&user, "root", &failure), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(user_find(&user, "", &failure), -1);
}

/* In a child, as there is no way back. */
static int
become_nobody(void)
{
	struct failure failure;
	struct user user;

	if (user_find(&user, "nobody", &failure) == -1 ||
	    user_become(&user, &failure) == -1)
		return 1;
	if (getuid() != user.uid || geteuid() != user.uid ||
	    getegid() != user.gid || getgroups(0, NULL) != 0)
		return 2;
	return setuid(0) == -1 && seteuid(0) == -1 ? 0 : 3;
}

static int
run(int (*function)(void))
{
	pid_t pid = fork();
	int status = -1;

	if (pid == 0)
		_exit(function());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void
test_become(void **state)
{
	struct user other = {.uid = 12345, .gid = 12345};
	struct failure failure;

	(void)state;
	if (geteuid() == 0) {
		assert_int_equal(run(become_nobody), 0);
		return;
	}
	assert_int_equal(user_become(&other, &failure), -1);
	assert_int_equal(errno, EPERM);
	assert_non_null(strstr(failure.text, "12345"));
}

/* A user one could leave again is none that confines. */
static int
become_root(void)
{
	struct user root = {.uid = 0, .gid = 0};
	struct failure failure;

	return user_become(&root, &failure) == -1 ? 0 : 1;
}

static void
test_way_back(void **state)
{
	(void)state;
	assert_int_equal(run(become_root), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_find),
	    cmocka_unit_test(test_become),
	    cmocka_unit_test(test_way_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
