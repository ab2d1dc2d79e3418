/*
 * All bytes in and out: of pipes that give a few at a time, up to a limit.
 */
#include "file_bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))
#define MANY 300000 /* more than a pipe or a first chunk holds */

/* The reading end of a pipe that a child writes ${text} into. */
static int
open_pipe(struct span text, pid_t *child)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	*child = fork();
	if (*child == 0) {
		close(ends[0]);
		_exit(file_bytes_write(ends[1], text) == 0 ? 0 : 1);
	}
	close(ends[1]);
	return ends[0];
}

static void
end_child(pid_t child, int expected)
{
	int status;

	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), expected);
}

static const struct {
	size_t size, most;
	int error; /* 0: it is read whole */
} rows[] = {
    {0, 0, 0},
    {0, 10, 0},
    {1, 1, 0},
    {1, 0, EFBIG},
    {10, 9, EFBIG},
    {MANY, MANY, 0},
    {MANY, MANY - 1, EFBIG},
    {MANY, 10, EFBIG},
};

static void
test_read(void **state)
{
	char *text = malloc(MANY);

	(void)state;
	for (size_t i = 0; i < MANY; i++)
		text[i] = (char)(i % 251);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span sent = {text, rows[i].size};
		struct buffer bytes = BUFFER_EMPTY;
		pid_t child;
		int fd = open_pipe(sent, &child);

		errno = 0;
		assert_int_equal(file_bytes_read(&bytes, fd, rows[i].most),
		    rows[i].error == 0 ? 0 : -1);
		assert_int_equal(errno, rows[i].error);
		if (rows[i].error == 0)
			assert_true(span_equal(buffer_span(&bytes), sent));
		else
			assert_true(bytes.len > rows[i].most);
		/* A child that still writes has nobody left to read. */
		kill(child, SIGKILL);
		close(fd);
		waitpid(child, NULL, 0);
		buffer_free(&bytes);
	}
	free(text);
}

/* What is there already stays, and counts; room that is there is used. */
static void
test_read_behind(void **state)
{
	struct buffer bytes = BUFFER_EMPTY;
	pid_t child;
	int fd = open_pipe(SPAN("and more"), &child);
	const char *before;

	(void)state;
	buffer_reserve(&bytes, 200);
	buffer_append_text(&bytes, "some ");
	before = bytes.ptr;
	assert_int_equal(file_bytes_read(&bytes, fd, 13), 0);
	assert_true(span_equal(buffer_span(&bytes), SPAN("some and more")));
	assert_ptr_equal(bytes.ptr, before);
	end_child(child, 0);
	close(fd);
	buffer_free(&bytes);
}

static void
test_failures(void **state)
{
	struct buffer bytes = BUFFER_EMPTY;
	struct buffer full = BUFFER_LIMITED(3);
	char room[4];
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int folder = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	(void)state;
	assert_int_equal(file_bytes_read(&bytes, folder, 10), -1);
	assert_int_equal(errno, EISDIR);
	assert_int_equal(file_bytes_read(&full, null, 10), -1);
	assert_int_equal(errno, ENOMEM);
	assert_int_equal(file_bytes_fill(folder, room, sizeof room), -1);
	assert_int_equal(errno, EISDIR);
	assert_int_equal(file_bytes_write(null, SPAN("x")), -1);
	assert_int_equal(errno, EBADF);
	assert_int_equal(file_bytes_write(null, SPAN("")), 0);
	close(folder);
	close(null);
	buffer_free(&bytes);
	buffer_free(&full);
}

static void
test_fill(void **state)
{
	pid_t child;
	int fd = open_pipe(SPAN("abcdefgh"), &child);
	char room[6];

	(void)state;
	assert_int_equal(file_bytes_fill(fd, room, 6), 6);
	assert_memory_equal(room, "abcdef", 6);
	assert_int_equal(file_bytes_fill(fd, room, 0), 0);
	assert_int_equal(file_bytes_fill(fd, room, 6), 2);
	assert_memory_equal(room, "gh", 2);
	assert_int_equal(file_bytes_fill(fd, room, 6), 0);
	end_child(child, 0);
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_read),
	    cmocka_unit_test(test_read_behind),
	    cmocka_unit_test(test_failures),
	    cmocka_unit_test(test_fill),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
