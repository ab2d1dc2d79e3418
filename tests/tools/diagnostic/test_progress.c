/*
 * Progress on a terminal: what is written there, and when nothing is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pty.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "progress.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static int ours, theirs;

static int
setup(void **state)
{
	struct termios raw;

	(void)state;
	if (openpty(&ours, &theirs, NULL, NULL, NULL) != 0 ||
	    tcgetattr(theirs, &raw) != 0)
		return -1;
	cfmakeraw(&raw);
	return tcsetattr(theirs, TCSANOW, &raw);
}

static int
teardown(void **state)
{
	(void)state;
	close(ours);
	close(theirs);
	return 0;
}

/* What stands on the terminal; a dot is put behind it so that it ends. */
static void
assert_shown(const char *expected)
{
	char bytes[256];
	size_t len = 0;

	assert_int_equal(write(theirs, ".", 1), 1);
	while (len == 0 || bytes[len - 1] != '.') {
		ssize_t count = read(ours, bytes + len, sizeof bytes - len - 1);

		assert_true(count > 0);
		len += (size_t)count;
	}
	bytes[len - 1] = '\0';
	assert_string_equal(bytes, expected);
}

static void
test_line(void **state)
{
	static const struct {
		const char *what;
		size_t done, total;
		const char *shown;
	} rows[] = {
	    {"pages rendered", 7, 1234, "\rpages rendered: 7 of 1234"},
	    {"indexing", 3, 9, "\rindexing: 3 of 9         "},
	    {"syncing", 0, 0, "\rsyncing ...     "},
	};
	struct progress progress;

	(void)state;
	progress_begin(&progress, theirs);
	for (size_t i = 0; i < COUNT(rows); i++) {
		progress.next_ms = 0;
		progress_step(
		    &progress, rows[i].what, rows[i].done, rows[i].total);
		assert_shown(rows[i].shown);
	}
	progress_wipe(&progress);
	assert_shown("\r           \r");
	progress_wipe(&progress);
	assert_shown("");
}

/* Not at once, not all the time, and not where there is no terminal. */
static void
test_silence(void **state)
{
	struct progress progress;
	int pipe_fds[2];

	(void)state;
	progress_begin(&progress, theirs);
	progress_step(&progress, "early", 1, 2);
	progress.next_ms = 0;
	progress_step(&progress, "due", 1, 2);
	progress_step(&progress, "too soon", 2, 2);
	progress_step(NULL, "for nobody", 1, 2);
	assert_shown("\rdue: 1 of 2");

	assert_int_equal(pipe(pipe_fds), 0);
	progress_begin(&progress, pipe_fds[1]);
	progress.next_ms = 0;
	progress_step(&progress, "nobody", 1, 2);
	progress_wipe(&progress);
	close(pipe_fds[1]);
	assert_int_equal(read(pipe_fds[0], &(char){0}, 1), 0);
	close(pipe_fds[0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_line, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_silence, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
