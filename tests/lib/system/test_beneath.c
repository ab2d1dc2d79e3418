/*
 * Opening beneath a directory: by the kernel, and step by step where it lacks
 * the call.
 */
#include "beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <unistd.h>
#include <cmocka.h>

#include "failing_call.h"
#include "scratch.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

FAILING_OPENAT2()

static struct scratch scratch;

/* What comes of a path, with links that stay within allowed, or none. */
static const struct {
	const char *path;
	int kernel, kernel_no_links, walk; /* errno, or 0 */
} paths[] = {
    {"", 0, 0, 0},
    {"file", 0, 0, 0},
    {"dir", 0, 0, 0},
    {"dir/file", 0, 0, 0},
    {"dir/", 0, 0, 0},
    {"missing", ENOENT, ENOENT, ENOENT},
    {"missing/file", ENOENT, ENOENT, ENOENT},
    {"file/file", ENOTDIR, ENOTDIR, ENOTDIR},
    {"..", EXDEV, EXDEV, EXDEV},
    {"dir/../../outside", EXDEV, EXDEV, EXDEV},
    {"link", 0, ELOOP, ELOOP},
    {"link/file", 0, ELOOP, ENOTDIR},
    {"out/file", EXDEV, ELOOP, ENOTDIR},
    {"absolute", EXDEV, ELOOP, ELOOP},
    {"round", ELOOP, ELOOP, ELOOP},
};

static void
check_path(const struct beneath *root, const char *path,
    enum beneath_links links, int error)
{
	int fd = beneath_open(root, path, O_RDONLY | O_CLOEXEC, 0, links);
	int found = fd < 0 ? errno : 0;

	if (fd >= 0)
		close(fd);
	if (found != error)
		fail_msg("\"%s\": %s, not %s", path, strerror(found),
		    strerror(error));
}

static void
test_paths(void **state)
{
	struct beneath root;

	(void)state;
	assert_int_equal(
	    beneath_enter(&root, scratch_path(&scratch, "root")), 0);
	for (size_t i = 0; root.has_openat2 && i < COUNT(paths); i++) {
		check_path(&root, paths[i].path, BENEATH_FOLLOW_LINKS,
		    paths[i].kernel);
		check_path(&root, paths[i].path, BENEATH_NO_LINKS,
		    paths[i].kernel_no_links);
	}
	beneath_leave(&root);
}

/* Kernels and filters that are older: no link is followed at all. */
static void
test_lacking_kernel(void **state)
{
	static const int lacking[] = {ENOSYS, EPERM};

	(void)state;
	for (size_t i = 0; i < COUNT(lacking); i++) {
		struct beneath root;
		char name[300];

		failing_call_begin("openat2", 0, UINT32_MAX, lacking[i]);
		assert_int_equal(
		    beneath_enter(&root, scratch_path(&scratch, "root")), 0);
		assert_false(root.has_openat2);
		for (size_t j = 0; j < COUNT(paths); j++) {
			check_path(&root, paths[j].path, BENEATH_FOLLOW_LINKS,
			    paths[j].walk);
			check_path(&root, paths[j].path, BENEATH_NO_LINKS,
			    paths[j].walk);
		}
		memset(name, 'n', sizeof name);
		name[sizeof name - 1] = '\0';
		check_path(&root, name, BENEATH_NO_LINKS, ENAMETOOLONG);
		/* Asked once, and not for each path. */
		assert_int_equal(failing_call_end(), 1);
		beneath_leave(&root);
	}
}

/* A failure is no lack: whoever enters hears of it, and holds nothing. */
static void
test_failures(void **state)
{
	struct beneath root;

	(void)state;
	failing_call_begin("openat2", 0, 1, EMFILE);
	assert_int_equal(
	    beneath_enter(&root, scratch_path(&scratch, "root")), -1);
	assert_int_equal(errno, EMFILE);
	assert_int_equal(failing_call_end(), 1);
	assert_int_equal(root.fd, -1);
	assert_int_equal(beneath_enter(&root, "/nonexistent"), -1);
	assert_int_equal(errno, ENOENT);
}

/* Renames elsewhere disturb the kernel's check: again, but not for ever. */
static void
test_races(void **state)
{
	static const struct {
		unsigned races;
		int error;
	} rows[] = {{1, 0}, {3, 0}, {UINT32_MAX, EAGAIN}};
	struct beneath root;

	(void)state;
	assert_int_equal(
	    beneath_enter(&root, scratch_path(&scratch, "root")), 0);
	for (size_t i = 0; root.has_openat2 && i < COUNT(rows); i++) {
		failing_call_begin("openat2", 0, rows[i].races, EAGAIN);
		check_path(&root, "file", BENEATH_NO_LINKS, rows[i].error);
		assert_in_range(failing_call_end(), 1, 100);
	}
	beneath_leave(&root);
}

static int
run(const char *command)
{
	char line[1024];

	snprintf(line, sizeof line, "cd '%s' && { %s; }", scratch.dir, command);
	return system(line);
}

static int
set_up(void **state)
{
	(void)state;
	if (scratch_make(&scratch) != 0)
		return -1;
	return run("mkdir -p root/dir outside; echo in >root/file;"
		   "echo in >root/dir/file; echo out >outside/file;"
		   "ln -s dir root/link; ln -s ../outside root/out;"
		   "ln -s /etc/passwd root/absolute; ln -s round root/round");
}

static int
tear_down(void **state)
{
	(void)state;
	if (run("rm -rf root outside") != 0)
		return -1;
	scratch_remove(&scratch);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_paths),
	    cmocka_unit_test(test_lacking_kernel),
	    cmocka_unit_test(test_failures),
	    cmocka_unit_test(test_races),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
