/*
 * Becoming another user, for good.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "failing_call.h"
#include "user.h"

/* Users of the database that the file has not. */
static struct passwd far_users[] = {
    {.pw_name = (char[]){"far"}, .pw_uid = 4242, .pw_gid = 4343},
    {.pw_name = (char[]){"toor"}, .pw_uid = 0, .pw_gid = 0},
    {.pw_name = (char[]){"lozenge"}, .pw_uid = 77, .pw_gid = 78},
};

struct passwd *
getpwnam(const char *name)
{
	for (size_t i = 0; i < sizeof far_users / sizeof *far_users; i++)
		if (strcmp(far_users[i].pw_name, name) == 0)
			return &far_users[i];
	return NULL;
}

/* As if the file could not be opened, or were empty. */
FAILING_CALL(struct passwd *, fgetpwent, (FILE * file), (file), NULL)
FAILING_CALL(
    int, setgroups, (size_t count, const gid_t *groups), (count, groups), -1)

static void
test_find(void **state)
{
	struct failure failure;
	struct user user;

	(void)state;
	assert_int_equal(user_find(&user, "nobody", &failure), 0);
	assert_int_equal(user.uid, 65534);

	assert_int_equal(user_find(&user, NULL, &failure), 0);
	assert_int_not_equal(user.uid, 0);

	assert_int_equal(user_find(&user, "no such user", &failure), -1);
	assert_int_equal(errno, ENOENT);
	assert_non_null(strstr(failure.text, "no such user"));

	assert_int_equal(user_find(&user, "root", &failure), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(user_find(&user, "", &failure), -1);
}

/* Whom the file does not know, the database may; it may not, and says so. */
static void
test_database(void **state)
{
	char name[300];
	struct failure failure;
	struct user user;

	(void)state;
	assert_int_equal(user_find(&user, "far", &failure), 0);
	assert_int_equal(user.uid, 4242);
	assert_int_equal(user.gid, 4343);
	assert_int_equal(user_find(&user, "toor", &failure), -1);
	assert_int_equal(errno, EINVAL);
	assert_non_null(strstr(failure.text, "\"toor\" is root"));

	memset(name, 'x', sizeof name);
	name[sizeof name - 1] = '\0';
	assert_int_equal(user_find(&user, name, &failure), -1);
	assert_int_equal(errno, ENOENT);
}

/* Neither of the usual users is in the file; the first is in the database. */
static void
test_usual(void **state)
{
	struct failure failure;
	struct user user;

	(void)state;
	failing_call_begin("fgetpwent", 0, 2, ENOENT);
	assert_int_equal(user_find(&user, NULL, &failure), 0);
	assert_int_equal(failing_call_end(), 2);
	assert_int_equal(user.uid, 77);
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

/* Groups that cannot be dropped are groups that a worker would keep. */
static int
keep_groups(void)
{
	struct user other = {.uid = 12345, .gid = 12345};
	struct failure failure;

	failing_call_begin("setgroups", 0, 1, EPERM);
	if (user_become(&other, &failure) != -1 || errno != EPERM)
		return 1;
	return strstr(failure.text, "cannot become user 12345") != NULL ? 0 : 2;
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
	assert_int_equal(run(keep_groups), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_find),
	    cmocka_unit_test(test_database),
	    cmocka_unit_test(test_usual),
	    cmocka_unit_test(test_become),
	    cmocka_unit_test(test_way_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
