/*
 * Publishing while calls of the system fail: what was there is whole, what is
 * said is true, and the next build succeeds.
 */
#include "building.h"
#include "commands.h"
#include "failing_call.h"
#include "manifest.h"
#include "said.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <cmocka.h>

FAILING_CALL(ssize_t, write, (int fd, const void *bytes, size_t size),
    (fd, bytes, size), -1)
FAILING_CALL(
    ssize_t, read, (int fd, void *bytes, size_t size), (fd, bytes, size), -1)
FAILING_CALL(int, fchmod, (int fd, mode_t mode), (fd, mode), -1)
FAILING_CALL(int, flock, (int fd, int operation), (fd, operation), -1)
FAILING_CALL(int, mkdirat, (int folder, const char *name, mode_t mode),
    (folder, name, mode), -1)
FAILING_CALL(int, renameat,
    (int from, const char *old, int to, const char *new), (from, old, to, new),
    -1)
FAILING_CALL(int, unlinkat, (int folder, const char *name, int flags),
    (folder, name, flags), -1)

FAILING_CALL_64(int, fstatat,
    (int folder, const char *name, struct stat *status, int flags),
    (folder, name, status, flags), -1)
FAILING_CALL(DIR *, fdopendir, (int fd), (fd), NULL)

FAILING_OPENAT2()

/* It has closed the file all the same, as Linux does. */
int
close(int fd)
{
	static int (*next)(int fd);

	if (next == NULL)
		*(void **)&next = failing_call_next("close");
	int result = next(fd);
	return failing_call_is_due("close") ? -1 : result;
}

/* The machine's disks have nothing to do with it, and may be slow. */
int
syncfs(int fd)
{
	(void)fd;
	return failing_call_is_due("syncfs") ? -1 : 0;
}

/* Who waits for another build does not wait in truth. */
static unsigned pauses;

int
nanosleep(const struct timespec *pause, struct timespec *rest)
{
	(void)pause;
	(void)rest;
	pauses++;
	return 0;
}

#define OLD FRONT "## One\n\nOld text.\n\n## Two\n\nText.\n"
#define NEW                                                                    \
	FRONT "## One\n\nNew text.\n\n## Three\n\nText.\n\n![a "               \
	      "hand](img/b.png)\n"
#define OLD_MANIFEST                                                           \
	"lang en\nfile .lozenge-search\nfile index.gmi\nfile one.gmi\n"        \
	"file two.gmi\n"
#define NEW_MANIFEST                                                           \
	"lang en\nfile .lozenge-search\nfile img/b.png\nfile index.gmi\n"      \
	"file one.gmi\nfile three.gmi\ndirectory img\n"

/* More calls than any build here makes of one function. */
#define CALLS_MAX 1000

static char folder[] = "/tmp/lozenge-test-XXXXXX";

static void
write_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* What the file holds; "" if it is not there. */
static const char *
content(const char *path)
{
	static char bytes[8192];
	FILE *file = fopen(path, "r");
	size_t len = 0;

	if (file != NULL) {
		len = fread(bytes, 1, sizeof bytes - 1, file);
		fclose(file);
	}
	bytes[len] = '\0';
	return bytes;
}

static bool
has(const char *path, const char *text)
{
	return strstr(content(path), text) != NULL;
}

static bool
exists(const char *path)
{
	return access(path, F_OK) == 0;
}

/* Is there a file that only a build that is at work has? */
static bool
has_leftover(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	bool found = false;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		found |= strncmp(entry->d_name, ".lozenge-", 9) == 0 &&
			 strcmp(entry->d_name, ".lozenge-search") != 0;
	if (dir != NULL)
		closedir(dir);
	return found;
}

static int
build(const char *text)
{
	char words[4][8] = {"build", "-o", "out", "doc.md"};
	char *argv[] = {words[0], words[1], words[2], words[3], NULL};

	write_text("doc.md", text);
	return command_build.run(4, argv);
}

static bool
is_old(void)
{
	return strcmp(content("out/.lozenge"), OLD_MANIFEST) == 0 &&
	       has("out/one.gmi", "Old text.") && has("out/two.gmi", "Text.") &&
	       !exists("out/three.gmi") && !exists("out/img/b.png");
}

static bool
is_new(void)
{
	return strcmp(content("out/.lozenge"), NEW_MANIFEST) == 0 &&
	       has("out/one.gmi", "New text.") &&
	       has("out/three.gmi", "Text.") && !exists("out/two.gmi") &&
	       has("out/img/b.png", "png") && !has_leftover("out") &&
	       !has_leftover("out/img");
}

/* Each page is there from its first line to its last, old or new. */
static bool
is_whole(const char *path)
{
	return !exists(path) || (has(path, "# ") && has(path, "=> index.gmi"));
}

static int
set_up(void **state)
{
	(void)state;
	memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
	if (mkdtemp(folder) == NULL || chdir(folder) < 0 ||
	    mkdir("img", 0755) < 0)
		return -1;
	write_text("img/b.png", "png");
	return 0;
}

static int
tear_down(void **state)
{
	char command[sizeof folder + 16];

	(void)state;
	if (chdir("/") < 0)
		return -1;
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

/* Build the new document over the old one while one call fails. */
static int
build_with(const char *call, unsigned skip, unsigned times, int error,
    struct said *said)
{
	assert_int_equal(system("rm -rf out"), 0);
	assert_int_equal(build(OLD), 0);
	pauses = 0;
	said_begin(said);
	failing_call_begin(call, skip, times, error);
	return build(NEW);
}

/* What an author reads, and finds in the capsule then. */
static void
test_message_and_capsule(void **state)
{
	static const struct {
		const char *call;
		unsigned skip, times;
		int error, status;
		const char *said;
		bool stays_old; /* or may be part old, part new */
	} rows[] = {
	    /* the list of what is coming, the pages, the copied picture */
	    {"write", 0, 1, ENOSPC, 1,
		".lozenge-pending: error: cannot be written: No space", true},
	    {"write", 1, 1, ENOSPC, 1, "cannot be written: No space", true},
	    {"write", 2, 1, EDQUOT, 1, "cannot be written: Disk quota", true},
	    {"write", 0, 1, EINTR, 0, "", false},
	    {"write", 3, 1, EINTR, 0, "", false},
	    {"mkdirat", 0, 1, ENOSPC, 1, "img: error: cannot be written: No sp",
		true},
	    {"fchmod", 0, 1, EPERM, 1, "cannot be written: Operation not",
		true},
	    {"fchmod", 1, 1, EPERM, 1, "cannot be written: Operation not",
		true},
	    {"renameat", 0, 1, EIO, 1,
		".lozenge-pending: error: cannot be written: Input/output",
		true},
	    {"renameat", 1, 1, EIO, 1, "cannot be written: Input/output",
		false},
	    {"renameat", 3, 1, EIO, 1, "cannot be written: Input/output",
		false},
	    {"syncfs", 0, 1, EIO, 1, "cannot be written: Input/output", true},
	    {"flock", 0, 1, ENOLCK, 1, "cannot be locked: No locks", true},
	    {"flock", 0, 1, EINTR, 0, "", false},
	    /* another build: for a moment, and for too long */
	    {"flock", 0, 3, EWOULDBLOCK, 0, "", false},
	    {"flock", 0, CALLS_MAX, EWOULDBLOCK, 1,
		"another build of this capsule is still at work", true},
	};
	struct said said;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int status = build_with(rows[i].call, rows[i].skip,
		    rows[i].times, rows[i].error, &said);
		unsigned failed = failing_call_end();

		said_end(&said);
		assert_in_range(failed, 1, rows[i].times);
		assert_int_equal(status, rows[i].status);
		assert_non_null(strstr(said.text, rows[i].said));
		if (rows[i].stays_old)
			assert_true(is_old() && !has_leftover("out"));
		if (rows[i].status == 0)
			assert_true(is_new());
		assert_int_equal(build(NEW), 0);
		assert_true(is_new());
	}
}

/* Another build is waited for as long as a long one may take, not for ever. */
static void
test_turn(void **state)
{
	struct said said;

	(void)state;
	assert_int_equal(build_with("flock", 0, 3, EWOULDBLOCK, &said), 0);
	assert_int_equal(failing_call_end(), 3);
	said_end(&said);
	assert_int_equal(pauses, 3);

	assert_int_equal(
	    build_with("flock", 0, CALLS_MAX, EWOULDBLOCK, &said), 1);
	failing_call_end();
	said_end(&said);
	assert_in_range(pauses, 100, CALLS_MAX);
}

/* Each call of each function fails, one a build. */
static void
test_every_call(void **state)
{
	static const struct {
		const char *call;
		int error;
	} rows[] = {
	    {"write", ENOSPC},
	    {"read", EIO},
	    {"fchmod", EPERM},
	    {"mkdirat", ENOSPC},
	    {"renameat", EIO},
	    {"unlinkat", EIO},
	    {"close", EIO},
	    {"fstatat", EIO},
	    {"fdopendir", ENOMEM},
	    {"openat2", EIO},
	};
	struct said said;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		for (unsigned skip = 0;; skip++) {
			int status = build_with(
			    rows[i].call, skip, 1, rows[i].error, &said);
			unsigned failed = failing_call_end();

			said_end(&said);
			assert_in_range(skip, 0, CALLS_MAX);
			assert_in_range(status, 0, 1);
			if (status == 0)
				assert_true(is_new());
			else
				assert_non_null(strstr(said.text, "error: "));
			assert_true(is_whole("out/one.gmi"));
			assert_true(is_whole("out/two.gmi"));
			assert_true(is_whole("out/three.gmi"));
			assert_int_equal(build(NEW), 0);
			assert_true(is_new());
			if (failed == 0)
				break;
		}
	}
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_message_and_capsule),
	    TEST(test_turn),
	    TEST(test_every_call),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
