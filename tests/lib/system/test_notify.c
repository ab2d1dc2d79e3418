/*
 * What the service manager hears, and how often it wants to.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "notify.h"
#include "scratch.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct scratch scratch;

static int
make_scratch(void **state)
{
	(void)state;
	return scratch_make(&scratch);
}

static int
remove_scratch(void **state)
{
	(void)state;
	scratch_remove(&scratch);
	return 0;
}

/* A datagram socket bound to NOTIFY_SOCKET's ${name}. */
static int
listen_at(const char *name)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	size_t len = strlen(name);
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);

	memcpy(address.sun_path, name, len);
	if (name[0] == '@')
		address.sun_path[0] = '\0';
	assert_int_equal(
	    bind(fd, (struct sockaddr *)&address,
		(socklen_t)(offsetof(struct sockaddr_un, sun_path) + len)),
	    0);
	return fd;
}

static void
test_sends(void **state)
{
	char abstract[64];
	const char *names[2];

	(void)state;
	snprintf(abstract, sizeof abstract, "@lozenge-test-%d", (int)getpid());
	names[0] = scratch_path(&scratch, "notify");
	names[1] = abstract;
	for (size_t i = 0; i < COUNT(names); i++) {
		char heard[32];
		int fd = listen_at(names[i]);

		setenv("NOTIFY_SOCKET", names[i], 1);
		notify_send("READY=1");
		assert_int_equal(recv(fd, heard, sizeof heard, 0), 7);
		assert_memory_equal(heard, "READY=1", 7);
		close(fd);
	}
}

/* Nobody listens, or cannot: that is no failure, and leaks nothing. */
static void
test_nobody_listens(void **state)
{
	char too_long[200];
	int before = dup(0), after;

	(void)state;
	close(before);
	memset(too_long, 'x', sizeof too_long - 1);
	too_long[sizeof too_long - 1] = '\0';
	unsetenv("NOTIFY_SOCKET");
	notify_send("READY=1");
	setenv("NOTIFY_SOCKET", "", 1);
	notify_send("READY=1");
	setenv("NOTIFY_SOCKET", too_long, 1);
	notify_send("READY=1");
	setenv("NOTIFY_SOCKET", "/nonexistent/socket", 1);
	notify_send("READY=1");
	after = dup(0);
	close(after);
	assert_int_equal(after, before);
}

static void
test_watchdog(void **state)
{
	char own[16];
	const struct {
		const char *microseconds, *pid;
		uint64_t ms;
	} rows[] = {
	    {NULL, NULL, 0},
	    {"30000000", NULL, 15000},
	    {"30000000", own, 15000},
	    {"30000000", "1", 0},
	    {"0", NULL, 0},
	    {"x", NULL, 0},
	};

	(void)state;
	snprintf(own, sizeof own, "%d", (int)getpid());
	for (size_t i = 0; i < COUNT(rows); i++) {
		unsetenv("WATCHDOG_USEC");
		unsetenv("WATCHDOG_PID");
		if (rows[i].microseconds != NULL)
			setenv("WATCHDOG_USEC", rows[i].microseconds, 1);
		if (rows[i].pid != NULL)
			setenv("WATCHDOG_PID", rows[i].pid, 1);
		assert_int_equal(notify_watchdog_ms(), rows[i].ms);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sends),
	    cmocka_unit_test(test_nobody_listens),
	    cmocka_unit_test(test_watchdog),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
