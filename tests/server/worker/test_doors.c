/*
 * Doors: who is let in while there is room, and what happens when they shut.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "admission.h"
#include "doors.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define LIMIT 2
#define CLIENTS 4
#define PROMPT_MS 10000
#define LONG_MS 100000

static struct log quiet = {.fd = -1};
static struct config config = {
    .handshake_timeout_ms = LONG_MS, .request_timeout_ms = LONG_MS};
static struct admission admission;
static struct conn_shared *conns;
static struct doors doors;
static struct sockaddr_in where;

static void
note_closed(void *arg)
{
	(void)arg;
	if (doors.items != NULL)
		doors_reopen(&doors);
}

static int
listen_somewhere(void)
{
	socklen_t size = sizeof where;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	where = (struct sockaddr_in){
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	assert_int_equal(bind(fd, (struct sockaddr *)&where, sizeof where), 0);
	assert_int_equal(listen(fd, CLIENTS), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&where, &size), 0);
	return fd;
}

static int
set_up(void **state)
{
	struct door_socket socket = {.protocol = CONFIG_GOPHER};

	(void)state;
	conns = calloc(1, sizeof *conns);
	if (conns == NULL)
		return -1;
	conns->loop = loop_new();
	conns->log = &quiet;
	conns->config = &config;
	conns->admission = &admission;
	conns->counts_fd = -1;
	conns->closed = note_closed;
	conn_shared_init(conns);
	if (admission_open(&admission, conns->loop, &config, NULL, 0) != 0)
		return -1;
	socket.fd = listen_somewhere();
	doors = (struct doors){
	    .loop = conns->loop, .log = &quiet, .conns = conns, .limit = LIMIT};
	return doors_init(&doors, &socket, 1);
}

static int
tear_down(void **state)
{
	(void)state;
	conn_close_all(conns);
	doors_free(&doors);
	admission_close(&admission);
	conn_shared_free(conns);
	loop_free(conns->loop);
	free(conns);
	return 0;
}

static int
knock(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(
	    connect(fd, (struct sockaddr *)&where, sizeof where), 0);
	return fd;
}

static void
stop(void *loop)
{
	loop_stop(loop);
}

/* Let the loop run for a moment. */
static void
turn(void)
{
	struct loop_timer timer;

	loop_timer_init(&timer, conns->loop, stop, conns->loop);
	loop_timer_set(&timer, 5);
	assert_int_equal(loop_run(conns->loop), 0);
	loop_timer_clear(&timer);
}

/* Let the loop run until as many are inside, or for ${time_ms}. */
static void
run_until(size_t count, uint64_t time_ms)
{
	uint64_t end_ms = loop_now_ms() + time_ms;

	while (conns->count != count && loop_now_ms() < end_ms)
		turn();
}

static void
test_closed_until_opened(void **state)
{
	int client = knock();

	(void)state;
	run_until(1, 50);
	assert_int_equal(conns->count, 0);
	assert_int_equal(doors_open(&doors), 0);
	run_until(1, PROMPT_MS);
	assert_int_equal(conns->count, 1);
	close(client);
	run_until(0, PROMPT_MS);
	assert_int_equal(conns->count, 0);
}

static void
test_no_more_than_the_limit(void **state)
{
	int clients[CLIENTS];

	(void)state;
	doors_open(&doors);
	for (size_t i = 0; i < CLIENTS; i++)
		clients[i] = knock();
	run_until(LIMIT, PROMPT_MS);
	run_until(LIMIT + 1, 50);
	assert_int_equal(conns->count, LIMIT);
	assert_int_equal(doors.peak, LIMIT);
	/* Those who wait come in as others leave. */
	close(clients[0]);
	close(clients[1]);
	for (uint64_t end_ms = loop_now_ms() + PROMPT_MS;
	     conns->count != LIMIT && loop_now_ms() < end_ms;)
		turn();
	assert_int_equal(conns->count, LIMIT);
	close(clients[2]);
	close(clients[3]);
	run_until(0, PROMPT_MS);
	assert_int_equal(conns->count, 0);
}

/* Without descriptors the doors close for a moment, and open by themselves. */
static void
test_without_descriptors(void **state)
{
	struct rlimit old, none;
	int client;

	(void)state;
	doors_open(&doors);
	client = knock();
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	none = old;
	none.rlim_cur = 0;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	for (uint64_t end_ms = loop_now_ms() + PROMPT_MS;
	     doors.open && loop_now_ms() < end_ms;)
		turn();
	assert_false(doors.open);
	assert_int_not_equal(doors.starved_said_ms, 0);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	run_until(1, PROMPT_MS);
	assert_int_equal(conns->count, 1);
	close(client);
}

/* One door that cannot be watched: none is open, and the caller is told. */
static void
test_one_that_does_not_open(void **state)
{
	int file = memfd_create("no socket", MFD_CLOEXEC);
	const struct door_socket sockets[] = {
	    {.fd = dup(0)}, {.fd = file, .protocol = CONFIG_GOPHER}};
	struct doors broken = {
	    .loop = doors.loop, .log = doors.log, .conns = conns, .limit = 1};
	int pair[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	assert_int_equal(dup2(pair[0], sockets[0].fd), sockets[0].fd);
	assert_int_equal(doors_init(&broken, sockets, COUNT(sockets)), 0);
	assert_int_equal(doors_open(&broken), -1);
	assert_false(broken.open);
	doors_free(&broken);
	close(sockets[0].fd);
	close(pair[0]);
	close(pair[1]);
	close(file);
}

/* Those that the kernel has accepted are served, later ones are refused. */
static void
test_shut(void **state)
{
	int accepted = knock();
	int late = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)state;
	doors_shut(&doors);
	assert_int_equal(conns->count, 1);
	assert_int_equal(
	    connect(late, (struct sockaddr *)&where, sizeof where), -1);
	assert_int_equal(errno, ECONNREFUSED);
	doors_open(&doors);
	doors_reopen(&doors);
	assert_false(doors.open);
	close(accepted);
	close(late);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		test_closed_until_opened, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_no_more_than_the_limit, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_without_descriptors, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_one_that_does_not_open, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_shut, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
