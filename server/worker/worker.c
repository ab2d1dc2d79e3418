#include "worker.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "admission.h"
#include "confinement.h"
#include "conn.h"
#include "docroot.h"
#include "file_type.h"
#include "loop.h"
#include "magic.h"
#include "page_cache.h"
#include "memory_trim.h"
#include "service.h"
#include "tls_memory.h"
#include "tls_remote_key.h"

/* A draining worker waits so long for the first byte of its last clients. */
#define SILENT_MS 1000

/* Connections taken from one socket before others have a turn. */
#define ACCEPT_TURN 64

/* Without descriptors: how long to leave clients in the kernel's queue. */
#define STARVED_PAUSE_MS 100
#define STARVED_LOG_EVERY_MS 60000

/* Descriptors that are not for connections: loop, roots, sockets, log... */
#define RESERVED_FDS 24

/* A connection takes its socket and perhaps a file. */
#define FDS_PER_CONNECTION 2

struct door {
	struct worker *worker;
	const struct endpoint *endpoint;
	struct loop_watch watch;
};

struct worker {
	const struct worker_setup *setup;
	struct log log;
	struct loop *loop;
	struct magic_types *magic;
	struct tls_remote *remote;
	struct service service;
	struct admission admission;
	struct conn_shared conns;
	struct door *doors;
	size_t connection_limit;
	bool accepting;
	bool draining;
	uint64_t starved_said_ms;
	struct loop_timer pause;
	struct loop_timer drain;
	struct loop_timer dismissal;
	struct loop_timer tidy;
	size_t peak; /* connections at a time, since memory was tidied */
	struct loop_watch on_term, on_quit, on_usr1, lifeline;
};

/* ---------- after a start or a rush ---------- */

/* A rush is so many connections at a time; it is over at a quarter of them. */
#define RUSH_MIN 64
#define RUSH_OVER(peak) ((peak) / 4)

/* Time for the next rush, which would need the same memory again. */
#define TIDY_AFTER_MS 2000

static bool
rush_is_over(const struct worker *worker)
{
	return worker->peak >= RUSH_MIN &&
	       worker->conns.count <= RUSH_OVER(worker->peak);
}

/* Give back the memory that start-up or a rush of clients took. */
static void
tidy_memory(void *arg)
{
	struct worker *worker = arg;

	worker->peak = worker->conns.count;
	tls_memory_release();
	memory_trim();
}

static void
note_peak(struct worker *worker)
{
	if (worker->conns.count > worker->peak)
		worker->peak = worker->conns.count;
}

static void
tidy_after_rush(struct worker *worker)
{
	if (rush_is_over(worker) && !loop_timer_is_set(&worker->tidy))
		loop_timer_set(&worker->tidy, TIDY_AFTER_MS);
}

/* ---------- accepting ---------- */

static void
set_accepting(struct worker *worker, bool accepting)
{
	worker->accepting = accepting;
	for (size_t i = 0; i < worker->setup->endpoints->count; i++)
		loop_watch_set(
		    &worker->doors[i].watch, accepting ? LOOP_READ : 0);
}

/* No descriptor left: clients wait in the kernel's queue for a moment. */
static void
pause_accepting(struct worker *worker)
{
	uint64_t now_ms = loop_now_ms();

	set_accepting(worker, false);
	loop_timer_set(&worker->pause, STARVED_PAUSE_MS);
	if (worker->starved_said_ms != 0 &&
	    now_ms - worker->starved_said_ms < STARVED_LOG_EVERY_MS)
		return;
	worker->starved_said_ms = now_ms;
	log_message(&worker->log,
	    "no descriptors or memory for more connections; clients wait");
}

static void
resume_accepting(void *arg)
{
	struct worker *worker = arg;

	if (!worker->draining && !worker->accepting &&
	    worker->conns.count < worker->connection_limit)
		set_accepting(worker, true);
}

static void
door_ready(void *arg, unsigned events)
{
	struct door *door = arg;
	struct worker *worker = door->worker;
	struct conn_arrival arrival = {
	    .protocol = door->endpoint->protocol,
	    .port = door->endpoint->socket.port,
	    .proxy = door->endpoint->proxy,
	};

	(void)events;
	for (int turn = 0; turn < ACCEPT_TURN; turn++) {
		if (worker->conns.count >= worker->connection_limit) {
			set_accepting(worker, false);
			return;
		}
		switch (listener_accept(
		    door->watch.fd, &arrival.fd, &arrival.peer)) {
		case LISTENER_ACCEPTED:
			conn_open(&worker->conns, &arrival);
			note_peak(worker);
			break;
		case LISTENER_NONE:
			return;
		case LISTENER_STARVED:
			pause_accepting(worker);
			return;
		}
	}
}

/* ---------- draining ---------- */

static void
connection_closed(void *arg)
{
	struct worker *worker = arg;

	if (worker->draining && worker->conns.count == 0)
		loop_stop(worker->loop);
	else
		resume_accepting(worker);
	tidy_after_rush(worker);
}

static void
drain_expired(void *arg)
{
	struct worker *worker = arg;

	loop_stop(worker->loop);
}

/* Who has said nothing by now is not about to ask. */
static void
dismiss_silent(void *arg)
{
	struct worker *worker = arg;

	conn_close_idle(&worker->conns);
}

/* Take no more clients; end when the last one is served. */
static void
start_draining(struct worker *worker)
{
	if (worker->draining)
		return;
	/* Those that the kernel has already accepted are ours to serve. */
	for (size_t i = 0; i < worker->setup->endpoints->count; i++)
		door_ready(&worker->doors[i], LOOP_READ);
	worker->draining = true;
	set_accepting(worker, false);
	/* So that new clients are refused, not left waiting for nobody. */
	for (size_t i = 0; i < worker->setup->endpoints->count; i++)
		close(worker->doors[i].watch.fd);
	/* The request of one that has just come may be on its way. */
	loop_timer_set(&worker->dismissal, SILENT_MS);
	if (worker->conns.count == 0)
		loop_stop(worker->loop);
}

static void
told_to_quit(void *arg, unsigned events)
{
	(void)events;
	start_draining(arg);
}

static void
told_to_end(void *arg, unsigned events)
{
	struct worker *worker = arg;

	(void)events;
	start_draining(worker);
	if (!loop_timer_is_set(&worker->drain))
		loop_timer_set(
		    &worker->drain, worker->setup->config->drain_timeout_ms);
}

/* The end of the lifeline stays readable: once is enough. */
static void
supervisor_gone(void *arg, unsigned events)
{
	struct worker *worker = arg;

	loop_watch_set(&worker->lifeline, 0);
	told_to_end(worker, events);
}

static void
told_to_report(void *arg, unsigned events)
{
	struct worker *worker = arg;
	const struct conn_shared *conns = &worker->conns;

	(void)events;
	log_message(&worker->log,
	    "status: worker %d: %zu connections, %zu handshakes, "
	    "%llu requests, %llu refused, %lu log lines "
	    "and %llu counts dropped%s",
	    (int)getpid(), conns->count, conns->handshake_count,
	    conns->request_count, conns->refused_count, worker->log.dropped,
	    conns->uncounted, worker->draining ? ", draining" : "");
}

/* ---------- setting up ---------- */

/* One worker's part of what is configured for all. */
static size_t
share_of(unsigned total, const struct config *config)
{
	return (total + config->workers - 1) / config->workers;
}

/* As many connections as were configured and descriptors allow. */
static size_t
find_connection_limit(const struct config *config)
{
	struct rlimit limit;
	size_t share = share_of(config->connections, config);
	size_t possible;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return share;
	if (limit.rlim_cur < limit.rlim_max) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
		getrlimit(RLIMIT_NOFILE, &limit);
	}
	possible = limit.rlim_cur <= RESERVED_FDS + FDS_PER_CONNECTION
		       ? 1
		       : (limit.rlim_cur - RESERVED_FDS) / FDS_PER_CONNECTION;
	return share < possible ? share : possible;
}

static int
open_service(struct worker *worker, struct failure *failure)
{
	struct service *service = &worker->service;

	service->config = worker->setup->config;
	if (sites_open(&service->sites, service->config, failure) != 0)
		return -1;
	worker->magic = magic_types_load();
	service->types = file_types_new(worker->magic);
	service->pages = page_cache_new();
	if (service->types == NULL || service->pages == NULL)
		return failure_set(failure, ENOMEM, "out of memory");
	return 0;
}

static int
open_doors(struct worker *worker)
{
	const struct endpoints *endpoints = worker->setup->endpoints;

	worker->doors = calloc(endpoints->count, sizeof *worker->doors);
	if (worker->doors == NULL)
		return -1;
	for (size_t i = 0; i < endpoints->count; i++) {
		struct door *door = &worker->doors[i];

		door->worker = worker;
		door->endpoint = &endpoints->items[i];
		loop_watch_init(&door->watch, worker->loop,
		    endpoints->items[i].socket.fd, door_ready, door);
	}
	return 0;
}

/*
 * Give the certificates what signs for them: the line to the keyholder, or,
 * without one, the private keys.
 */
static int
open_keys(struct worker *worker, struct failure *failure)
{
	const struct worker_setup *setup = worker->setup;
	struct certificates *certificates = setup->certificates;

	if (setup->key_fd < 0) {
		certificates_free(certificates);
		return certificates_load(certificates, setup->config,
		    CERTIFICATES_WITH_KEY, failure);
	}
	worker->remote = tls_remote_open(setup->key_fd, failure);
	if (worker->remote == NULL)
		return -1;
	for (size_t i = 0; i < certificates->count; i++) {
		if (tls_remote_attach(worker->remote, certificates->items[i],
			(uint32_t)i, failure) != 0)
			return -1;
	}
	return 0;
}

static int
open_conns(struct worker *worker, struct failure *failure)
{
	const struct worker_setup *setup = worker->setup;
	struct conn_shared *conns = &worker->conns;

	conns->loop = worker->loop;
	conns->log = &worker->log;
	conns->config = setup->config;
	conns->service = &worker->service;
	conns->counts_fd = setup->counts_fd;
	conns->admission = &worker->admission;
	conns->handshake_limit =
	    share_of(setup->config->handshakes, setup->config);
	conns->closed = connection_closed;
	conns->arg = worker;
	conns->tls =
	    certificates_context(setup->certificates, setup->config, failure);
	conn_shared_init(conns);
	return conns->tls == NULL ? -1 : 0;
}

static int
watch_events(struct worker *worker)
{
	signal(SIGPIPE, SIG_IGN);
	loop_timer_init(&worker->pause, worker->loop, resume_accepting, worker);
	loop_timer_init(&worker->drain, worker->loop, drain_expired, worker);
	loop_timer_init(
	    &worker->dismissal, worker->loop, dismiss_silent, worker);
	loop_timer_init(&worker->tidy, worker->loop, tidy_memory, worker);
	loop_watch_init(&worker->lifeline, worker->loop,
	    worker->setup->lifeline_fd, supervisor_gone, worker);
	if (loop_watch_signal(&worker->on_term, worker->loop, SIGTERM,
		told_to_end, worker) != 0 ||
	    loop_watch_signal(&worker->on_quit, worker->loop, SIGQUIT,
		told_to_quit, worker) != 0 ||
	    loop_watch_signal(&worker->on_usr1, worker->loop, SIGUSR1,
		told_to_report, worker) != 0)
		return -1;
	return loop_watch_set(&worker->lifeline, LOOP_READ);
}

static int
worker_open(struct worker *worker, struct failure *failure)
{
	worker->log = worker->setup->log;
	worker->connection_limit = find_connection_limit(worker->setup->config);
	worker->loop = loop_new();
	if (worker->loop == NULL || open_doors(worker) != 0 ||
	    admission_open(&worker->admission, worker->loop,
		worker->setup->config, worker->setup->quota,
		worker->setup->index) != 0 ||
	    watch_events(worker) != 0)
		return failure_set(failure, errno, "cannot start a worker: %s",
		    strerror(errno));
	if (open_service(worker, failure) != 0 ||
	    open_keys(worker, failure) != 0)
		return -1;
	return open_conns(worker, failure);
}

/* Give up all that serving does not need. */
static int
worker_confine(struct worker *worker, struct failure *failure)
{
	const struct worker_setup *setup = worker->setup;
	struct sandbox_report report = {.in_force = 0};
	size_t root_count;
	int *roots = sites_readable_fds(&worker->service.sites, &root_count);
	const struct sandbox_plan plan = {
	    .role = SANDBOX_WORKER,
	    .mode = confinement_mode(setup->config),
	    .root_fds = roots,
	    .root_count = root_count,
	    .violation_fd = setup->violation_fd,
	};
	int result = -1;

	if (roots != NULL)
		result = confine(&plan, setup->user, &report);
	free(roots);
	*failure = report.failure;
	if (result == 0 && setup->speaks && failure->text[0] != '\0')
		log_message(&worker->log, "sandbox: %s", failure->text);
	return result;
}

/* A root that only its owner may enter makes every page missing: say so. */
static void
warn_of_closed_roots(struct worker *worker)
{
	const struct sites *sites = &worker->service.sites;

	for (size_t i = 0; worker->setup->speaks && i < sites->count; i++) {
		struct docroot_file file;

		if (docroot_find(sites->items[i].root, "", &file) !=
		    DOCROOT_DIRECTORY)
			log_message(&worker->log,
			    "warning: the capsule %s may not be read by the "
			    "user we run as; its pages will be missing",
			    sites->items[i].capsule->root);
	}
}

static void
ignore_closed(void *arg)
{
	(void)arg;
}

static void
worker_close(struct worker *worker)
{
	if (worker->conns.tls != NULL) {
		worker->conns.closed = ignore_closed;
		conn_close_all(&worker->conns);
		conn_shared_free(&worker->conns);
		tls_context_free(worker->conns.tls);
	}
	admission_close(&worker->admission);
	page_cache_free(worker->service.pages);
	file_types_free(worker->service.types);
	magic_types_free(worker->magic);
	certificates_free(worker->setup->certificates);
	tls_remote_close(worker->remote);
	sites_close(&worker->service.sites);
	buffer_free(&worker->service.head);
	buffer_free(&worker->service.page);
	for (size_t i = 0;
	     worker->doors != NULL && i < worker->setup->endpoints->count; i++)
		loop_watch_set(&worker->doors[i].watch, 0);
	loop_watch_set(&worker->on_term, 0);
	loop_watch_set(&worker->on_quit, 0);
	loop_watch_set(&worker->on_usr1, 0);
	loop_watch_set(&worker->lifeline, 0);
	loop_free(worker->loop);
	free(worker->doors);
}

int
worker_run(const struct worker_setup *setup)
{
	struct worker *worker = calloc(1, sizeof *worker);
	struct failure failure = {.text = ""};
	int status = 1;

	if (worker == NULL)
		return 1;
	worker->setup = setup;
	if (worker_open(worker, &failure) != 0 ||
	    worker_confine(worker, &failure) != 0) {
		log_message(&worker->log, "worker: %s", failure.text);
		goto close_worker;
	}
	warn_of_closed_roots(worker);
	set_accepting(worker, true);
	loop_timer_set(&worker->tidy, TIDY_AFTER_MS);
	if (write(setup->ready_fd, "", 1) == 1) {
		close(setup->ready_fd);
		status = loop_run(worker->loop) == 0 ? 0 : 1;
	}

close_worker:
	worker_close(worker);
	free(worker);
	return status;
}
