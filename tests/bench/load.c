/*
 * load: ask a server on this machine again and again, and count what comes of
 * it.  One thread, one connection for each request, as both protocols have it.
 *
 *   load [-2t] [-c clients] [-e expected] [-p pause-ms] [-r request]
 *        [-s seconds] [-a addresses] [-b bytes] [-w wait-s] ADDRESS:PORT
 *
 * -t speaks TLS, -2 no newer than 1.2; CRLF is added to the request.  It ends
 * after the given time, or at SIGTERM, and prints what tally_print says.
 */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "client.h"
#include "tally.h"

#define CLIENTS_MAX 10000
#define SECONDS_MAX 36000
#define EVENTS_MAX 256

/* How often to look for clients whose pause, or patience, is over. */
#define LOOK_EVERY_MS 20
#define PATIENCE_LOOK_US 200000

struct load {
	struct target target;
	struct tally tally;
	unsigned client_count;
	uint64_t pause_us, patience_us, length_us;
	const char *where;
	bool tls, tls12;
	int epoll_fd;
	int signal_fd;
	struct client *clients;
	uint64_t *resume_us; /* when each client asks next; 0: it is at it */
	unsigned started;
};

static void
end_one(struct load *load, struct client *client, enum outcome outcome)
{
	uint64_t now_us = client_now_us();

	tally_add(&load->tally, outcome, now_us - client->started_us);
	load->tally.bytes += client->received;
	load->resume_us[client - load->clients] = now_us + load->pause_us;
	client_stop(client);
}

static void
step_one(struct load *load, struct client *client)
{
	enum outcome outcome = client_step(client, &load->target);

	if (outcome != OUTCOME_PENDING)
		end_one(load, client, outcome);
}

static void
start_one(struct load *load, unsigned i)
{
	enum outcome outcome = client_start(
	    &load->clients[i], &load->target, load->epoll_fd, load->started++);

	load->resume_us[i] = 0;
	if (outcome != OUTCOME_PENDING)
		end_one(load, &load->clients[i], outcome);
}

/* Start those whose pause is over. */
static void
start_due(struct load *load)
{
	uint64_t now_us = client_now_us();

	for (unsigned i = 0; i < load->client_count; i++) {
		if (load->clients[i].stage == CLIENT_FREE &&
		    load->resume_us[i] <= now_us)
			start_one(load, i);
	}
}

/* Give up those that wait too long. */
static void
end_late(struct load *load)
{
	uint64_t now_us = client_now_us();

	for (unsigned i = 0; i < load->client_count; i++) {
		struct client *client = &load->clients[i];

		if (client->stage != CLIENT_FREE &&
		    now_us - client->started_us > load->patience_us)
			end_one(load, client, OUTCOME_TIMEOUT);
	}
}

/* Handle what has happened; false once a signal says to end. */
static bool
handle_events(struct load *load)
{
	struct epoll_event events[EVENTS_MAX];
	int count =
	    epoll_wait(load->epoll_fd, events, EVENTS_MAX, LOOK_EVERY_MS);

	for (int i = 0; i < count; i++) {
		struct client *client = events[i].data.ptr;

		if (client == NULL)
			return false;
		if (client->stage == CLIENT_FREE)
			continue;
		step_one(load, client);
		if (client->stage == CLIENT_FREE && load->pause_us == 0)
			start_one(load, (unsigned)(client - load->clients));
	}
	return count >= 0 || errno == EINTR;
}

static void
run(struct load *load)
{
	uint64_t begun_us = client_now_us(), looked_us = begun_us, now_us;

	for (unsigned i = 0; i < load->client_count; i++)
		load->resume_us[i] =
		    begun_us + load->pause_us * i / load->client_count;
	do {
		start_due(load);
		if (!handle_events(load))
			break;
		now_us = client_now_us();
		if (now_us - looked_us > PATIENCE_LOOK_US) {
			end_late(load);
			looked_us = now_us;
		}
	} while (now_us - begun_us < load->length_us);
	for (unsigned i = 0; i < load->client_count; i++)
		load->tally.bytes += load->clients[i].received;
	tally_print(
	    &load->tally, (double)(client_now_us() - begun_us) / 1e6, stdout);
}

static int
prepare(struct load *load)
{
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
	struct rlimit files;
	sigset_t set;

	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	load->signal_fd = signalfd(-1, &set, SFD_CLOEXEC);
	load->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	load->clients = calloc(load->client_count, sizeof *load->clients);
	load->resume_us = calloc(load->client_count, sizeof *load->resume_us);
	if (load->signal_fd < 0 || load->epoll_fd < 0 ||
	    load->clients == NULL || load->resume_us == NULL)
		return -1;
	return epoll_ctl(
	    load->epoll_fd, EPOLL_CTL_ADD, load->signal_fd, &event);
}

/* A number from 1 to ${most}; 0 if it is none. */
static unsigned long
number(const char *text, unsigned long most)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	return *end == '\0' && value <= most ? value : 0;
}

static char *
request_line(const char *text)
{
	size_t len = strlen(text) + sizeof "\r\n";
	char *line = malloc(len);

	if (line != NULL)
		snprintf(line, len, "%s\r\n", text);
	return line;
}

/* -1 if the command line is not as it must be. */
static int
read_options(struct load *load, int argc, char **argv)
{
	struct target wanted = {.sources = 1, .expected = ""};
	const char *request = "";
	int letter;

	while ((letter = getopt(argc, argv, "2ta:b:c:e:p:r:s:w:")) != -1) {
		switch (letter) {
		case '2':
			load->tls12 = true;
			break;
		case 't':
			load->tls = true;
			break;
		case 'a':
			wanted.sources = (unsigned)number(optarg, 65535);
			break;
		case 'b':
			wanted.size = number(optarg, 1UL << 40);
			break;
		case 'c':
			load->client_count =
			    (unsigned)number(optarg, CLIENTS_MAX);
			break;
		case 'e':
			wanted.expected = optarg;
			break;
		case 'p':
			load->pause_us = number(optarg, 3600000) * 1000;
			break;
		case 'r':
			request = optarg;
			break;
		case 's':
			load->length_us = number(optarg, SECONDS_MAX) * 1000000;
			break;
		case 'w':
			load->patience_us = number(optarg, 3600) * 1000000;
			break;
		default:
			return -1;
		}
	}
	if (optind + 1 != argc || load->client_count == 0 ||
	    wanted.sources == 0 || load->length_us == 0 ||
	    load->patience_us == 0)
		return -1;
	wanted.request = request_line(request);
	if (wanted.request == NULL || target_set(&load->target, argv[optind],
					  load->tls, load->tls12) != 0)
		return -1;
	wanted.address = load->target.address;
	wanted.tls = load->target.tls;
	load->target = wanted;
	return 0;
}

int
main(int argc, char **argv)
{
	struct load load = {
	    .client_count = 1,
	    .length_us = 1000000,
	    .patience_us = 30000000,
	};

	if (read_options(&load, argc, argv) != 0) {
		fprintf(stderr, "usage: load [-2t] [-a addresses] [-b bytes] "
				"[-c clients] [-e expected]\n    [-p pause-ms] "
				"[-r request] [-s seconds] [-w wait-s] "
				"ADDRESS:PORT\n");
		return 2;
	}
	if (prepare(&load) != 0) {
		perror("load");
		return 1;
	}
	run(&load);
	return 0;
}
