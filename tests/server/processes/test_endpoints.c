/*
 * The sockets of a configuration: opened, kept over a reload, adopted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "endpoints.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static char loopback[] = "127.0.0.1";
static struct log quiet = {.fd = -1};

/* Two that differ in nothing, one of the other protocol. */
static struct config_listener wanted[] = {
    {.protocol = CONFIG_GEMINI, .address = loopback},
    {.protocol = CONFIG_GEMINI, .address = loopback},
    {.protocol = CONFIG_GOPHER, .address = loopback},
};

static struct config config = {
    .listeners = wanted, .listener_count = COUNT(wanted)};

/* The lowest descriptor that is free. */
static int
lowest_free(void)
{
	int fd = dup(STDIN_FILENO);

	close(fd);
	return fd;
}

static void
test_reloads_keep_the_sockets(void **state)
{
	struct endpoints old, new;
	struct failure failure;
	int before = lowest_free();

	(void)state;
	assert_int_equal(
	    endpoints_open(&old, &config, NULL, &quiet, &failure), 0);
	assert_int_equal(old.count, 3);
	assert_true(old.items[0].socket.port != old.items[1].socket.port);
	for (int reload = 0; reload < 4; reload++) {
		assert_int_equal(
		    endpoints_open(&new, &config, &old, &quiet, &failure), 0);
		assert_int_equal(new.count, 3);
		for (size_t i = 0; i < new.count; i++) {
			assert_int_equal(
			    new.items[i].socket.port, old.items[i].socket.port);
			assert_int_equal(
			    new.items[i].protocol, wanted[i].protocol);
			assert_int_not_equal(
			    new.items[i].socket.fd, old.items[i].socket.fd);
		}
		endpoints_close(&old);
		old = new;
	}
	endpoints_close(&old);
	assert_int_equal(lowest_free(), before);
}

static void
test_reloads_with_changes(void **state)
{
	struct config_listener other[] = {wanted[2], wanted[0]};
	struct config changed = {.listeners = other, .listener_count = 2};
	struct endpoints old, new;
	struct failure failure;

	(void)state;
	other[1].proxy = true;
	assert_int_equal(
	    endpoints_open(&old, &config, NULL, &quiet, &failure), 0);
	assert_int_equal(
	    endpoints_open(&new, &changed, &old, &quiet, &failure), 0);
	assert_int_equal(new.count, 2);
	assert_int_equal(new.items[0].socket.port, old.items[2].socket.port);
	assert_int_equal(new.items[1].socket.port, old.items[0].socket.port);
	assert_true(new.items[1].proxy);
	endpoints_close(&old);
	endpoints_close(&new);
}

/* What cannot be opened leaves nothing behind. */
static void
test_failures(void **state)
{
	struct endpoints taken, endpoints;
	struct config_listener two[] = {wanted[0], wanted[0]};
	struct config clash = {.listeners = two, .listener_count = 2};
	struct failure failure;
	char expected[64];
	int before;

	(void)state;
	assert_int_equal(
	    endpoints_open(&taken, &config, NULL, &quiet, &failure), 0);
	before = lowest_free();
	two[1].port = taken.items[0].socket.port;
	assert_int_equal(
	    endpoints_open(&endpoints, &clash, NULL, &quiet, &failure), -1);
	assert_int_equal(errno, EADDRINUSE);
	snprintf(expected, sizeof expected,
	    "cannot listen for gemini at 127.0.0.1:%u: ", two[1].port);
	assert_int_equal(strncmp(failure.text, expected, strlen(expected)), 0);
	assert_int_equal(endpoints.count, 0);
	assert_int_equal(lowest_free(), before);
	endpoints_close(&taken);
}

/* Pass one socket, as the service manager does, under this name. */
static void
pass(const char *name)
{
	struct sockaddr_in any = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char own[16];

	if (bind(fd, (struct sockaddr *)&any, sizeof any) != 0 ||
	    listen(fd, 4) != 0 || (fd != 3 && dup2(fd, 3) != 3))
		abort();
	if (fd != 3)
		close(fd);
	snprintf(own, sizeof own, "%d", (int)getpid());
	setenv("LISTEN_PID", own, 1);
	setenv("LISTEN_FDS", "1", 1);
	setenv("LISTEN_FDNAMES", name, 1);
}

static void
test_passed_sockets(void **state)
{
	static const struct {
		const char *name;
		int result;
		size_t count; /* in place of those configured */
	} rows[] = {
	    {"gopher", 0, 3}, {"gemini", 0, 2}, {"web", -1, 0}, {"", -1, 0}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct endpoints endpoints, again;
		struct failure failure;
		int before;

		pass(rows[i].name);
		before = lowest_free();
		assert_int_equal(
		    endpoints_open(&endpoints, &config, NULL, &quiet, &failure),
		    rows[i].result);
		assert_int_equal(endpoints.count, rows[i].count);
		if (rows[i].result == 0) {
			assert_true(endpoints.items[0].passed);
			assert_int_equal(endpoints_open(&again, &config,
					     &endpoints, &quiet, &failure),
			    0);
			assert_int_equal(again.count, rows[i].count);
			endpoints_close(&again);
		}
		endpoints_close(&endpoints);
		assert_int_equal(lowest_free(), before);
	}
	unsetenv("LISTEN_PID");
}

static void
test_a_passed_file_is_refused(void **state)
{
	struct endpoints endpoints;
	struct failure failure;
	int before;

	(void)state;
	pass("gemini");
	assert_int_equal(dup2(STDIN_FILENO, 3), 3);
	before = lowest_free();
	assert_int_equal(
	    endpoints_open(&endpoints, &config, NULL, &quiet, &failure), -1);
	assert_non_null(strstr(failure.text, "gemini socket"));
	assert_int_equal(lowest_free(), before);
	unsetenv("LISTEN_PID");
}

static void
test_announces(void **state)
{
	struct endpoints endpoints;
	struct failure failure;
	struct log log = {.fd = -1};
	char text[512], expected[128];
	int ends[2];
	ssize_t count;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	log.fd = ends[1];
	assert_int_equal(
	    endpoints_open(&endpoints, &config, NULL, &quiet, &failure), 0);
	endpoints_announce(&endpoints, &log);
	count = read(ends[0], text, sizeof text - 1);
	assert_true(count > 0);
	text[count] = '\0';
	snprintf(expected, sizeof expected,
	    "lozenged: listening gopher 127.0.0.1:%u\n",
	    endpoints.items[2].socket.port);
	assert_non_null(strstr(text, expected));
	endpoints_close(&endpoints);
	close(ends[0]);
	close(ends[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_reloads_keep_the_sockets),
	    cmocka_unit_test(test_reloads_with_changes),
	    cmocka_unit_test(test_failures),
	    cmocka_unit_test(test_passed_sockets),
	    cmocka_unit_test(test_a_passed_file_is_refused),
	    cmocka_unit_test(test_announces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
