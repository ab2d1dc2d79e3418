/*
 * The children's lines, passed on whole, to standard error or to syslog.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <syslog.h>

#include "failing_call.h"
#include "log_relay.h"
#include "said.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

FAILING_CALL(ssize_t, write, (int fd, const void *bytes, size_t size),
    (fd, bytes, size), -1)
FAILING_CALL(
    ssize_t, read, (int fd, void *bytes, size_t size), (fd, bytes, size), -1)

/* What has reached syslog, a line each. */
static char logged[4096];

__attribute__((format(printf, 2, 0))) static void
keep_logged(int priority, const char *format, va_list values)
{
	size_t used = strlen(logged);

	assert_int_equal(priority, LOG_DAEMON | LOG_INFO);
	used += (size_t)vsnprintf(
	    logged + used, sizeof logged - used, format, values);
	assert_true(used + 1 < sizeof logged);
	snprintf(logged + used, sizeof logged - used, "\n");
}

/* Some compilers get a macro for it. */
#undef syslog

__attribute__((format(printf, 2, 3))) void
syslog(int priority, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	keep_logged(priority, format, values);
	va_end(values);
}

/* The same where the C library checks formats. */
__attribute__((format(printf, 3, 4))) void __syslog_chk(
    int priority, int flag, const char *format, ...);

void
__syslog_chk(int priority, int flag, const char *format, ...)
{
	va_list values;

	(void)flag;
	va_start(values, format);
	keep_logged(priority, format, values);
	va_end(values);
}

static struct log_relay relay;

/* As a child writes: whole lines, or the start of a long one. */
static void
tell(const char *bytes)
{
	assert_int_equal(write(relay.write_fd, bytes, strlen(bytes)),
	    (ssize_t)strlen(bytes));
}

static void
test_lines(void **state)
{
	struct said said;

	(void)state;
	assert_int_equal(log_relay_open(&relay), 0);
	said_begin(&said);
	tell("lozenged: one\nlozenged: t");
	log_relay_pass(&relay);
	said_end(&said);
	assert_string_equal(said.text, "lozenged: one\n");

	said_begin(&said);
	tell("wo\nthree");
	log_relay_pass(&relay);
	log_relay_pass(&relay);
	said_end(&said);
	assert_string_equal(said.text, "lozenged: two\n");

	/* What no line end came for is not lost. */
	said_begin(&said);
	log_relay_close(&relay);
	said_end(&said);
	assert_string_equal(said.text, "three");
}

static void
test_syslog(void **state)
{
	(void)state;
	assert_int_equal(log_relay_open(&relay), 0);
	relay.syslog = true;
	logged[0] = '\0';
	tell("lozenged: one %s\nno prefix\nlozenged: \xff\n\nlozenged: las");
	log_relay_pass(&relay);
	assert_string_equal(logged, "one %s\nno prefix\n\xff\n\n");
	tell("t");
	log_relay_close(&relay);
	assert_string_equal(logged, "one %s\nno prefix\n\xff\n\nlast\n");
}

/* A line that fills all the room goes on in parts. */
static void
test_endless_line(void **state)
{
	static char line[LOG_RELAY_BYTES + 100];
	struct said said;

	(void)state;
	memset(line, 'x', sizeof line);
	assert_int_equal(log_relay_open(&relay), 0);
	said_begin(&said);
	assert_int_equal(
	    write(relay.write_fd, line, sizeof line), (ssize_t)sizeof line);
	log_relay_pass(&relay);
	assert_int_equal(relay.len, 100);
	tell("\n");
	log_relay_close(&relay);
	fseek(said.file, 0, SEEK_END);
	assert_int_equal(ftell(said.file), sizeof line + 1);
	said_end(&said);
}

/* A signal takes nothing away; a standard error that fails, its lines alone. */
static void
test_failures(void **state)
{
	static const struct {
		const char *call;
		int error;
		const char *said;
	} rows[] = {
	    {"read", EINTR, "one\ntwo\n"},
	    {"write", EINTR, "one\ntwo\n"},
	    {"write", EIO, "two\n"},
	};
	struct said said;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(log_relay_open(&relay), 0);
		said_begin(&said);
		tell("one\n");
		failing_call_begin(rows[i].call, 0, 1, rows[i].error);
		log_relay_pass(&relay);
		assert_int_equal(failing_call_end(), 1);
		tell("two\n");
		log_relay_close(&relay);
		said_end(&said);
		assert_string_equal(said.text, rows[i].said);
	}
}

/* Nobody reads our standard error: lines are lost, and nobody waits. */
static void
test_stuck(void **state)
{
	static char line[4096];
	int ends[2], kept = dup(STDERR_FILENO);
	char last[5] = "";

	(void)state;
	memset(line, 'x', sizeof line);
	line[sizeof line - 1] = '\n';
	assert_int_equal(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
	assert_true(fcntl(ends[1], F_SETPIPE_SZ, 4096) >= 4096);
	assert_int_equal(write(ends[1], line, sizeof line), sizeof line);
	assert_true(dup2(ends[1], STDERR_FILENO) >= 0);

	assert_int_equal(log_relay_open(&relay), 0);
	tell("lost\n");
	log_relay_pass(&relay);
	assert_int_equal(relay.len, 0);
	assert_int_equal(read(ends[0], line, sizeof line), sizeof line);
	tell("kept\n");
	log_relay_close(&relay);
	assert_true(dup2(kept, STDERR_FILENO) >= 0);
	close(kept);
	assert_int_equal(read(ends[0], last, sizeof last), sizeof last);
	assert_memory_equal(last, "kept\n", sizeof last);
	close(ends[0]);
	close(ends[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lines),
	    cmocka_unit_test(test_syslog),
	    cmocka_unit_test(test_endless_line),
	    cmocka_unit_test(test_failures),
	    cmocka_unit_test(test_stuck),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
