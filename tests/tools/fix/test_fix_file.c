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

#include "scratch.h"

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
	    cmocka_unit_test(test_nothing_is_left),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
