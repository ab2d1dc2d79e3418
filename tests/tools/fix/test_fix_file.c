/*
 * An author's file is replaced whole, or stays as it was.
 */
#include "fix_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "failing_call.h"
#include "scratch.h"

FAILING_CALL(ssize_t, write, (int fd, const void *bytes, size_t size),
    (fd, bytes, size), -1)
FAILING_CALL(
    ssize_t, read, (int fd, void *bytes, size_t size), (fd, bytes, size), -1)
FAILING_CALL(
    int, fchown, (int fd, uid_t user, gid_t group), (fd, user, group), -1)
FAILING_CALL(int, fchmod, (int fd, mode_t mode), (fd, mode), -1)
FAILING_CALL(int, fsync, (int fd), (fd), -1)
FAILING_CALL(int, rename, (const char *old, const char *new), (old, new), -1)

#define OLD SPAN("old\r\n")
#define NEW SPAN("new and longer\r\n")

static void
write_file(const char *path, struct span bytes)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fwrite(bytes.ptr, 1, bytes.len, file);
	fclose(file);
}

static void
assert_content(const char *path, struct span expected)
{
	char bytes[64];
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	size_t len = fread(bytes, 1, sizeof bytes, file);
	fclose(file);
	assert_true(span_equal((struct span){bytes, len}, expected));
}

static void
test_replaces(void **state)
{
	struct stat status;

	(void)state;
	write_file("a.md", OLD);
	assert_int_equal(chmod("a.md", 0640), 0);
	assert_int_equal(symlink("a.md", "link.md"), 0);
	assert_int_equal(fix_file_replace("link.md", OLD, NEW), 0);
	assert_content("a.md", NEW);
	assert_int_equal(lstat("link.md", &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	assert_int_equal(stat("a.md", &status), 0);
	assert_int_equal(status.st_mode & 07777, 0640);
}

static void
test_changed_meanwhile(void **state)
{
	(void)state;
	write_file("b.md", SPAN("older\r\n"));
	assert_int_equal(fix_file_replace("b.md", OLD, NEW), -1);
	assert_int_equal(errno, EBUSY);
	assert_content("b.md", SPAN("older\r\n"));
	assert_int_equal(fix_file_replace("b.md", SPAN("old"), NEW), -1);
	assert_int_equal(
	    fix_file_replace("b.md", SPAN("older\r\n\n"), NEW), -1);
	assert_content("b.md", SPAN("older\r\n"));
}

static void
test_no_file(void **state)
{
	(void)state;
	assert_int_equal(fix_file_replace("none.md", OLD, NEW), -1);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(fix_file_replace(".", OLD, NEW), -1);
	assert_int_equal(mkfifo("fifo", 0644), 0);
	assert_int_equal(fix_file_replace("fifo", OLD, NEW), -1);
	assert_int_equal(errno, EINVAL);
}

/* Whatever fails on the way, the file is as it was, or whole and new. */
static void
test_failures(void **state)
{
	const struct {
		const char *call;
		unsigned skip;
		int error, result;
		struct span content;
	} rows[] = {
	    {"read", 0, EINTR, 0, NEW},
	    {"read", 0, EIO, -1, OLD},
	    {"read", 1, EIO, -1, OLD},
	    {"write", 0, EINTR, 0, NEW},
	    {"write", 0, ENOSPC, -1, OLD},
	    {"fchown", 0, EPERM, 0, NEW},
	    {"fchown", 0, EIO, -1, OLD},
	    {"fchmod", 0, EIO, -1, OLD},
	    {"fsync", 0, EIO, -1, OLD},
	    {"rename", 0, EACCES, -1, OLD},
	    /* the folder's: the new name may be lost with the power */
	    {"fsync", 1, EIO, -1, NEW},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		write_file("c.md", OLD);
		failing_call_begin(
		    rows[i].call, rows[i].skip, 1, rows[i].error);
		assert_int_equal(
		    fix_file_replace("c.md", OLD, NEW), rows[i].result);
		if (rows[i].result < 0)
			assert_int_equal(errno, rows[i].error);
		assert_int_equal(failing_call_end(), 1);
		assert_content("c.md", rows[i].content);
	}
}

/* A path that just fits, whose temporary neighbour does not. */
static void
test_long_path(void **state)
{
	const size_t room = PATH_MAX - sizeof "/c.md";
	char path[PATH_MAX], name[201];
	int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	(void)state;
	assert_true(here >= 0 && getcwd(path, sizeof path) != NULL);
	memset(name, 'd', sizeof name);
	for (size_t len = strlen(path), step; len + 1 < room; len += 1 + step) {
		/* No last name of no byte. */
		step = room - len - 1;
		step = step < 200 ? step : step == 201 ? 199 : 200;
		name[step] = '\0';
		assert_true(mkdir(name, 0755) == 0 && chdir(name) == 0);
		name[step] = 'd';
	}
	write_file("c.md", OLD);
	assert_int_equal(fix_file_replace("c.md", OLD, NEW), -1);
	assert_int_equal(errno, ENAMETOOLONG);
	assert_content("c.md", OLD);
	assert_int_equal(fchdir(here), 0);
	close(here);
	assert_int_equal(system("rm -r d*"), 0);
}

/* Nothing but the files of the tests is left. */
static void
test_nothing_is_left(void **state)
{
	DIR *folder = opendir(".");
	const struct dirent *entry;

	(void)state;
	assert_non_null(folder);
	while ((entry = readdir(folder)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			assert_true(entry->d_name[0] != '.');
	closedir(folder);
}

static int
enter(void **state)
{
	static struct scratch scratch;

	*state = &scratch;
	scratch_make(&scratch);
	return chdir(scratch.dir);
}

static int
leave(void **state)
{
	scratch_remove(*state);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_replaces),
	    cmocka_unit_test(test_changed_meanwhile),
	    cmocka_unit_test(test_no_file),
	    cmocka_unit_test(test_failures),
	    cmocka_unit_test(test_long_path),
	    cmocka_unit_test(test_nothing_is_left),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
