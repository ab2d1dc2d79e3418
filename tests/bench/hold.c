/*
 * hold: connect many clients that never get on with it, and see how long the
 * server bears them.
 *
 *   hold -n clients [-a addresses] [-s seconds] HOW ADDRESS:PORT
 *
 * HOW: silent    connect and do nothing
 *      drip      send a byte a second that never makes a whole request
 *      hello     the same, as a TLS hello that never gets whole
 *      tls       finish the handshake and do nothing
 *
 * "holding" is printed once all are connected, and at the end how many were
 * refused, ended by the server, or left, and how long the ended ones lasted.
 * It ends when none is left, or after the given time.
 */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "client.h"
#include "tally.h"

#define CLIENTS_MAX 20000
#define EVENTS_MAX 256
#define DRIP_EVERY_US 1000000
#define LOOK_EVERY_MS 50

/* So many connect at a time, lest the server's queue overflow. */
#define CONNECTING_MAX 256

/* A TLS record that announces 512 bytes of a ClientHello; zeros follow. */
static const char hello[] = "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03";

struct hold {
	struct target target;
	struct tally lasted; /* of the ended ones */
	struct client *clients;
	unsigned wanted, started, connecting, held, refused;
	uint64_t length_us;
	bool drips, hello;
	int epoll_fd;
};

static bool
is_held(const struct client *client)
{
	return client->stage == CLIENT_READING;
}

static void
end_one(struct hold *hold, struct client *client, bool was_held)
{
	if (was_held) {
		hold->held--;
		tally_add(&hold->lasted, OUTCOME_OK,
		    client_now_us() - client->started_us);
	} else {
		hold->connecting--;
		hold->refused++;
	}
	client_stop(client);
}

/* Send one byte more. */
static void
drip_one(const struct hold *hold, struct client *client)
{
	char byte = 'x';

	if (hold->hello)
		byte =
		    client->asked < sizeof hello ? hello[client->asked] : '\0';
	client->asked++;
	(void)send(client->fd, &byte, 1, MSG_NOSIGNAL);
}

static void
drip_all(const struct hold *hold)
{
	for (unsigned i = 0; i < hold->started; i++) {
		if (is_held(&hold->clients[i]))
			drip_one(hold, &hold->clients[i]);
	}
}

static void
step_one(struct hold *hold, struct client *client)
{
	bool was_held = is_held(client);
	enum outcome outcome = client_step(client, &hold->target);

	if (!was_held && is_held(client)) {
		hold->connecting--;
		hold->held++;
		client->started_us = client_now_us();
		if (hold->drips)
			drip_one(hold, client);
		was_held = true;
	}
	if (outcome != OUTCOME_PENDING)
		end_one(hold, client, was_held);
}

static void
connect_more(struct hold *hold)
{
	while (
	    hold->started < hold->wanted && hold->connecting < CONNECTING_MAX) {
		struct client *client = &hold->clients[hold->started];

		hold->connecting++;
		if (client_start(client, &hold->target, hold->epoll_fd,
			hold->started++) != OUTCOME_PENDING)
			end_one(hold, client, false);
	}
}

static void
handle_events(struct hold *hold)
{
	struct epoll_event events[EVENTS_MAX];
	int count =
	    epoll_wait(hold->epoll_fd, events, EVENTS_MAX, LOOK_EVERY_MS);

	for (int i = 0; i < count; i++) {
		struct client *client = events[i].data.ptr;

		if (client->stage != CLIENT_FREE)
			step_one(hold, client);
	}
}

static void
run(struct hold *hold)
{
	uint64_t begun_us = client_now_us(), dripped_us = 0, now_us;
	bool said = false;

	do {
		connect_more(hold);
		handle_events(hold);
		now_us = client_now_us();
		if (hold->drips && now_us - dripped_us >= DRIP_EVERY_US) {
			drip_all(hold);
			dripped_us = now_us;
		}
		if (!said && hold->started == hold->wanted &&
		    hold->connecting == 0) {
			printf("holding\t%u\n", hold->held);
			fflush(stdout);
			said = true;
		}
	} while (now_us - begun_us < hold->length_us &&
		 (hold->started < hold->wanted || hold->connecting > 0 ||
		     hold->held > 0));
}

static void
print(const struct hold *hold)
{
	printf("refused\t%u\nended\t%llu\nleft\t%u\n", hold->refused,
	    hold->lasted.count[OUTCOME_OK], hold->held + hold->connecting);
	printf("shortest_us\t%llu\nlongest_us\t%llu\n",
	    (unsigned long long)hold->lasted.shortest_us,
	    (unsigned long long)hold->lasted.longest_us);
}

/* -1 if there is no such way to be held. */
static int
choose_how(struct hold *hold, const char *how, const char *where)
{
	bool tls = strcmp(how, "tls") == 0;

	hold->hello = strcmp(how, "hello") == 0;
	hold->drips = hold->hello || strcmp(how, "drip") == 0;
	if (!tls && !hold->drips && strcmp(how, "silent") != 0)
		return -1;
	return target_set(&hold->target, where, tls, false);
}

static int
read_options(struct hold *hold, int argc, char **argv)
{
	unsigned long sources = 1;
	int letter;

	while ((letter = getopt(argc, argv, "a:n:s:")) != -1) {
		switch (letter) {
		case 'a':
			sources = strtoul(optarg, NULL, 10);
			break;
		case 'n':
			hold->wanted = (unsigned)strtoul(optarg, NULL, 10);
			break;
		case 's':
			hold->length_us = strtoul(optarg, NULL, 10) * 1000000;
			break;
		default:
			return -1;
		}
	}
	if (optind + 2 != argc || hold->wanted == 0 ||
	    hold->wanted > CLIENTS_MAX || sources == 0 || sources > 65535 ||
	    choose_how(hold, argv[optind], argv[optind + 1]) != 0)
		return -1;
	hold->target.sources = (unsigned)sources;
	return 0;
}

int
main(int argc, char **argv)
{
	struct hold hold = {.length_us = 60000000};
	struct rlimit files;

	if (read_options(&hold, argc, argv) != 0) {
		fprintf(stderr, "usage: hold -n clients [-a addresses] "
				"[-s seconds] silent|drip|hello|tls "
				"ADDRESS:PORT\n");
		return 2;
	}
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	signal(SIGPIPE, SIG_IGN);
	hold.epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	hold.clients = calloc(hold.wanted, sizeof *hold.clients);
	if (hold.epoll_fd < 0 || hold.clients == NULL) {
		perror("hold");
		return 1;
	}
	run(&hold);
	print(&hold);
	return 0;
}
