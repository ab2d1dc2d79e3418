/*
 * lozenge init: the file that is written, and what is left when it is not.
 */
#include "commands.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <time.h>

#include "failing_call.h"
#include "said.h"
#include "scratch.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

FAILING_CALL(ssize_t, write, (int fd, const void *bytes, size_t size),
    (fd, bytes, size), -1)
FAILING_CALL(int, fsync, (int fd), (fd), -1)
FAILING_CALL(int, renameat2,
    (int from, const char *old, int to, const char *new, unsigned flags),
    (from, old, to, new, flags), -1)

/* Any day of 2026. */
#define NOW "1780000000"

static int
init(const char *name, struct said *said)
{
	char words[2][64] = {"init"};
	char *argv[] = {words[0], words[1], NULL};
	int status;

	snprintf(words[1], sizeof words[1], "%s", name);
	said_begin(said);
	status = command_init.run(2, argv);
	said_end(said);
	return status;
}

/* How many files there are, whatever they are called. */
static int
count_files(void)
{
	DIR *dir = opendir(".");
	const struct dirent *entry;
	int count = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		count += strcmp(entry->d_name, ".") != 0 &&
			 strcmp(entry->d_name, "..") != 0;
	closedir(dir);
	return count;
}

static bool
holds(const char *name, const char *text)
{
	static char bytes[32768];
	FILE *file = fopen(name, "r");
	size_t len;

	if (file == NULL)
		return false;
	len = fread(bytes, 1, sizeof bytes - 1, file);
	fclose(file);
	bytes[len] = '\0';
	return strstr(bytes, text) != NULL;
}

/* The day that is written, and the day a year later. */
static void
test_dates(void **state)
{
	static const struct {
		const char *epoch;
		const char *reviewed, *next; /* or NULL: it is refused */
	} rows[] = {
	    {"0", "reviewed: 1970-01-01\n", "next-review: 1971-01-01\n"},
	    {"1709164800", "reviewed: 2024-02-29\n",
		"next-review: 2025-02-28\n"},
	    {"253370764799", "reviewed: 9998-12-31\n",
		"next-review: 9999-12-31\n"},
	    {"253370764800", NULL, NULL},
	    {"99999999999999999999", NULL, NULL},
	    {"-1", NULL, NULL},
	    {"1e9", NULL, NULL},
	    {"today", NULL, NULL},
	};
	struct said said;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(
		    setenv("SOURCE_DATE_EPOCH", rows[i].epoch, 1), 0);
		if (rows[i].reviewed == NULL) {
			assert_int_equal(init("a.md", &said), 1);
			assert_non_null(strstr(said.text,
			    "SOURCE_DATE_EPOCH is no time in seconds"));
			assert_int_equal(count_files(), 0);
			continue;
		}
		assert_int_equal(init("a.md", &said), 0);
		assert_true(holds("a.md", rows[i].reviewed));
		assert_true(holds("a.md", rows[i].next));
		assert_int_equal(unlink("a.md"), 0);
	}
	assert_int_equal(setenv("SOURCE_DATE_EPOCH", NOW, 1), 0);
}

/* A file that is there stays, and a killed run's is in nobody's way. */
static void
test_files(void **state)
{
	struct said said;
	FILE *file = fopen("a.md", "w");

	(void)state;
	assert_non_null(file);
	fputs("years of work\n", file);
	fclose(file);
	assert_int_equal(init("a.md", &said), 1);
	assert_non_null(strstr(said.text, "a.md: is there already"));
	assert_true(holds("a.md", "years of work\n"));
	assert_int_equal(rename("a.md", "b.md.lozenge-new"), 0);
	assert_int_equal(init("b.md", &said), 0);
	assert_true(holds("b.md", "title: "));
	assert_int_equal(count_files(), 1);
	assert_int_equal(unlink("b.md"), 0);
	assert_int_equal(init("none/a.md", &said), 1);
	assert_non_null(strstr(said.text, "none/a.md: No such file"));
}

static void
test_failures(void **state)
{
	static const struct {
		const char *call;
		int error, status;
		const char *said;
	} rows[] = {
	    {"write", EINTR, 0, ""},
	    {"write", ENOSPC, 1, "a.md: No space left on device\n"},
	    {"fsync", EIO, 1, "a.md: Input/output error\n"},
	    {"fsync", EINVAL, 0, ""}, /* what cannot be synced: a pipe */
	    {"renameat2", EACCES, 1, "a.md: Permission denied\n"},
	    {"renameat2", EINVAL, 0, ""}, /* NFS: it gets a second name */
	};
	struct said said;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		failing_call_begin(rows[i].call, 0, 1, rows[i].error);
		assert_int_equal(init("a.md", &said), rows[i].status);
		assert_int_equal(failing_call_end(), 1);
		assert_non_null(strstr(said.text, rows[i].said));
		assert_int_equal(count_files(), rows[i].status == 0);
		if (rows[i].status == 0) {
			assert_true(holds("a.md", "title: "));
			assert_int_equal(unlink("a.md"), 0);
		}
	}
}

static int
enter(void **state)
{
	static struct scratch scratch;

	*state = &scratch;
	if (scratch_make(&scratch) != 0 ||
	    setenv("SOURCE_DATE_EPOCH", NOW, 1) != 0)
		return -1;
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
	    cmocka_unit_test(test_dates),
	    cmocka_unit_test(test_files),
	    cmocka_unit_test(test_failures),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
