/*
 * Entries beneath a directory: no link is followed, by the kernel's way and
 * ours.
 */
#include "beneath_entry.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <unistd.h>
#include <cmocka.h>

#include "scratch.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct scratch scratch;
static struct beneath root;

static void
run(const char *command)
{
	char line[2048];

	snprintf(line, sizeof line, "cd '%s' && { %s; }", scratch.dir, command);
	assert_int_equal(system(line), 0);
}

static int
set_up(void **state)
{
	char path[sizeof scratch.dir + 8];

	(void)state;
	if (scratch_make(&scratch) != 0)
		return -1;
	run("mkdir -p root/dir/sub outside/dir;"
	    "echo in >root/file; echo in >root/dir/file;"
	    "echo out >outside/file; ln -s ../outside root/out;"
	    "ln -s dir root/link; ln -s ../outside/file root/file-link");
	snprintf(path, sizeof path, "%s/root", scratch.dir);
	return beneath_enter(&root, path);
}

static int
tear_down(void **state)
{
	(void)state;
	beneath_leave(&root);
	run("rm -rf root outside");
	scratch_remove(&scratch);
	return 0;
}

enum call {
	STAT,
	MAKE,
	UNLINK,
	REMOVE,
	RENAME_FROM,
	RENAME_TO,
};

/* Make the call; 0 or errno, ELOOP told as ENOTDIR. */
static int
errno_of(enum call call, const char *path)
{
	struct stat status;
	int result = -1;

	errno = 0;
	switch (call) {
	case STAT:
		result = beneath_entry_stat(&root, path, &status);
		break;
	case MAKE:
		result = beneath_entry_make_directory(&root, path, 0700);
		break;
	case UNLINK:
		result = beneath_entry_unlink(&root, path);
		break;
	case REMOVE:
		result = beneath_entry_remove_directory(&root, path);
		break;
	case RENAME_FROM:
		result = beneath_entry_rename(&root, path, "new");
		break;
	case RENAME_TO:
		result = beneath_entry_rename(&root, "file", path);
		break;
	}
	if (result == 0)
		return 0;
	/* The kernel tells of a link, the walk of what is no directory. */
	return errno == ELOOP ? ENOTDIR : errno;
}

struct row {
	enum call call;
	const char *path;
	int expected;
};

static void
check(const struct row *row)
{
	int found = errno_of(row->call, row->path);

	if (found != row->expected)
		print_error("%d on \"%s\"\n", (int)row->call, row->path);
	assert_int_equal(found, row->expected);
}

/* What fails changes nothing. */
static void
test_refused(void **state)
{
	static const struct row rows[] = {
	    {STAT, "none", ENOENT},
	    {STAT, "none/file", ENOENT},
	    {STAT, "file/none", ENOTDIR},
	    {STAT, "out/file", ENOTDIR},
	    {STAT, "link/file", ENOTDIR},
	    {STAT, "dir/../file", EXDEV},
	    {STAT, "../outside/file", EXDEV},
	    {STAT, "", EINVAL},
	    {STAT, "dir/", EINVAL},
	    {STAT, "..", EINVAL},
	    {STAT, "dir/..", EINVAL},
	    {MAKE, "dir", EEXIST},
	    {MAKE, "out", EEXIST},
	    {MAKE, "out/new", ENOTDIR},
	    {MAKE, "link/new", ENOTDIR},
	    {MAKE, "../new", EXDEV},
	    {UNLINK, "out/file", ENOTDIR},
	    {UNLINK, "link/file", ENOTDIR},
	    {UNLINK, "../outside/file", EXDEV},
	    {UNLINK, "dir", EISDIR},
	    {REMOVE, "out/dir", ENOTDIR},
	    {REMOVE, "out", ENOTDIR},
	    {REMOVE, "dir", ENOTEMPTY},
	    {REMOVE, "../outside/dir", EXDEV},
	    {RENAME_FROM, "out/file", ENOTDIR},
	    {RENAME_FROM, "../outside/file", EXDEV},
	    {RENAME_TO, "out/file", ENOTDIR},
	    {RENAME_TO, "link/file", ENOTDIR},
	    {RENAME_TO, "../outside/file", EXDEV},
	};

	(void)state;
	for (int walks = 0; walks < 2; walks++) {
		/* The kernel allows ".." as long as it stays beneath. */
		for (size_t i = 0; i < COUNT(rows); i++)
			if (walks || strcmp(rows[i].path, "dir/../file") != 0)
				check(&rows[i]);
		root.has_openat2 = false;
	}
	run("grep -q in root/file; grep -q in root/dir/file;"
	    "grep -q out outside/file; test -d outside/dir;"
	    "test ! -e root/new; test ! -e outside/new");
}

/* Each changes what the next one needs. */
static void
test_allowed(void **state)
{
	static const struct row rows[] = {
	    {STAT, "file", 0},
	    {STAT, "dir/sub", 0},
	    {STAT, "file-link", 0},
	    {MAKE, "dir/new", 0},
	    {RENAME_TO, "dir/new/moved", 0},
	    {STAT, "file", ENOENT},
	    {RENAME_FROM, "dir/new/moved", 0},
	    {STAT, "new", 0},
	    {REMOVE, "dir/new", 0},
	    {UNLINK, "file-link", 0},
	    {RENAME_FROM, "new", 0},
	    {UNLINK, "new", 0},
	};
	struct stat status;
	mode_t before = umask(0777);

	(void)state;
	for (int walks = 0; walks < 2; walks++) {
		for (size_t i = 0; i < COUNT(rows); i++) {
			check(&rows[i]);
			if (rows[i].call != MAKE)
				continue;
			assert_int_equal(
			    beneath_entry_stat(&root, rows[i].path, &status),
			    0);
			assert_int_equal(status.st_mode & 07777, 0700);
		}
		umask(before);
		run("grep -q out outside/file; echo in >root/file;"
		    "ln -s ../outside/file root/file-link");
		before = umask(0777);
		root.has_openat2 = false;
	}
	umask(before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_refused, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_allowed, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
