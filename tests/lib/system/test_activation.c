/*
 * Sockets passed by the service manager: how many, and their names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "activation.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Set or, for NULL, unset a variable. */
static void
set(const char *name, const char *value)
{
	if (value == NULL)
		unsetenv(name);
	else
		setenv(name, value, 1);
}

static void
test_counts(void **state)
{
	char own[16];
	const struct {
		const char *pid, *count;
		size_t expected;
	} rows[] = {
	    {own, "2", 2},
	    {own, "0", 0},
	    {own, "-1", 0},
	    {own, "", 0},
	    {own, NULL, 0},
	    {own, "2x", 0},
	    {own, "9999999999999999999999", ACTIVATION_SOCKETS_MAX},
	    {own, "33", ACTIVATION_SOCKETS_MAX},
	    {"1", "2", 0}, /* for another process */
	    {"", "2", 0},
	    {NULL, "2", 0},
	};
	struct activation_socket sockets[ACTIVATION_SOCKETS_MAX];

	(void)state;
	snprintf(own, sizeof own, "%d", (int)getpid());
	set("LISTEN_FDNAMES", NULL);
	for (size_t i = 0; i < COUNT(rows); i++) {
		set("LISTEN_PID", rows[i].pid);
		set("LISTEN_FDS", rows[i].count);
		assert_int_equal(activation_sockets(sockets), rows[i].expected);
	}
}

static void
test_names(void **state)
{
	static const struct {
		const char *names;
		const char *first, *second;
	} rows[] = {
	    {"gemini:gopher", "gemini", "gopher"},
	    {"gemini", "gemini", ""},
	    {":gopher", "", "gopher"},
	    {"a:b:c", "a", "b"},
	    {"", "", ""},
	    {NULL, "", ""},
	};
	struct activation_socket sockets[ACTIVATION_SOCKETS_MAX];
	char own[16];

	(void)state;
	snprintf(own, sizeof own, "%d", (int)getpid());
	set("LISTEN_PID", own);
	set("LISTEN_FDS", "2");
	for (size_t i = 0; i < COUNT(rows); i++) {
		set("LISTEN_FDNAMES", rows[i].names);
		assert_int_equal(activation_sockets(sockets), 2);
		assert_int_equal(sockets[0].fd, 3);
		assert_int_equal(sockets[1].fd, 4);
		assert_true(
		    span_equal(sockets[0].name, span_from(rows[i].first)));
		assert_true(
		    span_equal(sockets[1].name, span_from(rows[i].second)));
	}
}

static void
test_not_for_our_children(void **state)
{
	struct activation_socket sockets[ACTIVATION_SOCKETS_MAX];
	char own[16];
	int fd = dup2(0, 3);

	(void)state;
	assert_int_equal(fd, 3);
	snprintf(own, sizeof own, "%d", (int)getpid());
	set("LISTEN_PID", own);
	set("LISTEN_FDS", "1");
	assert_int_equal(activation_sockets(sockets), 1);
	assert_int_equal(fcntl(3, F_GETFD), FD_CLOEXEC);
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_counts),
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_not_for_our_children),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
