/*
 * Noticing replaced files: which changes count, and where.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "file_watch.h"
#include "scratch.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
test_changes(void **state)
{
	static const struct {
		const char *command;
		bool counts;
	} rows[] = {
	    {"true", false},
	    {"echo new >cert.pem", true},
	    {"echo new >temporary && mv temporary cert.pem", true},
	    {"ln -sfn elsewhere cert.pem", true},
	    {"cat cert.pem 2>/dev/null; true", false},
	    {"rm cert.pem", false},
	    {"mkdir sub && echo x >sub/cert.pem", true}, /* sub itself */
	    {"echo y >sub/cert.pem", false},
	    {"rm -r sub", false},
	};
	struct scratch scratch;
	int fd = file_watch_open();

	(void)state;
	assert_int_equal(scratch_make(&scratch), 0);
	assert_true(fd >= 0);
	assert_int_equal(
	    file_watch_add(fd, scratch_path(&scratch, "cert.pem")), 0);
	assert_int_equal(
	    file_watch_add(fd, scratch_path(&scratch, "key.pem")), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		char line[256];

		snprintf(line, sizeof line, "cd %s && { %s; }", scratch.dir,
		    rows[i].command);
		assert_int_equal(system(line), 0);
		if (file_watch_drain(fd) != rows[i].counts)
			fail_msg("%s", rows[i].command);
		assert_false(file_watch_drain(fd)); /* forgotten */
	}
	close(fd);
	scratch_remove(&scratch);
}

static void
test_paths(void **state)
{
	static char too_long[PATH_MAX + 8];
	const struct {
		const char *path;
		int error; /* 0: watched */
	} rows[] = {
	    {"cert.pem", 0},
	    {"/cert.pem", 0},
	    {"./none", 0},
	    {"/nonexistent/cert.pem", ENOENT},
	    {"/etc/passwd/cert.pem", ENOTDIR},
	    {too_long, ENAMETOOLONG},
	};
	int fd = file_watch_open();

	(void)state;
	memset(too_long, 'x', sizeof too_long - 3);
	strcpy(too_long + sizeof too_long - 3, "/y");
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(file_watch_add(fd, rows[i].path),
		    rows[i].error == 0 ? 0 : -1);
		if (rows[i].error != 0)
			assert_int_equal(errno, rows[i].error);
	}
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_changes),
	    cmocka_unit_test(test_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
