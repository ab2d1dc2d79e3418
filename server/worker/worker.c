#include "worker.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "admission.h"
#include "capacity.h"
#include "conn.h"
#include "conn_search.h"
#include "file_type.h"
#include "loop.h"
#include "magic.h"
#include "page_cache.h"
#include "rush.h"
#include "service.h"
#include "tls_rehearsal.h"

/* A draining worker waits so long for the first byte of its last clients. */
#define SILENT_MS 1000

/*
 * So many handshakes failed from within, and none succeeded between, nor for so
 * long after.
 */
#define INNER_FAILURES_MAX 3
#define EXAM_AFTER_MS 1000

struct worker {
	const struct worker_setup *setup;
	struct log log;
	struct loop *loop;
	struct magic_types *magic;
	struct service service;
	struct admission admission;
	struct conn_shared conns;
	struct doors doors;
	bool draining;
	bool is_broken; /* it cannot shake hands, and ends for that */
	struct loop_timer drain;
	struct loop_timer dismissal;
	struct rush rush;
	struct loop_timer exam;
	struct loop_watch on_term, on_quit, on_usr1, lifeline;
};

/* ---------- draining ---------- */

static void
connection_closed(void *arg)
{
	struct worker *worker = arg;

	if (worker->draining && worker->conns.count == 0)
		loop_stop(worker->loop);
	else
		doors_reopen(&worker->doors);
	rush_look(&worker->rush);
	if (worker->conns.inner_failures >= INNER_FAILURES_MAX &&
	    !loop_timer_is_set(&worker->exam))
		loop_timer_set(&worker->exam, EXAM_AFTER_MS);
}

static void
drain_expired(void *arg)
{
	struct worker *worker = arg;

	loop_stop(worker->loop);
}

/* Anyone who has said nothing by now is not about to ask. */
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
	doors_shut(&worker->doors);
	worker->draining = true;
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
	if (!loop_timer_is_set(&worker->drain) &&
	    loop_timer_set(
		&worker->drain, worker->setup->config->drain_timeout_ms) != 0)
		loop_stop(worker->loop);
}

/*
 * Is it us?  A client may make a handshake look so; one with ourselves tells.
 * Without the keyholder's answer a successor could do no better.
 */
static void
examine_tls(void *arg)
{
	struct worker *worker = arg;
	struct failure failure;

	if (worker->conns.inner_failures < INNER_FAILURES_MAX)
		return;
	worker->conns.inner_failures = 0;
	if (worker->draining ||
	    tls_rehearse(worker->setup->tls, &failure) == 0 ||
	    errno == ETIMEDOUT)
		return;
	log_message(&worker->log,
	    "worker %d makes way for another: handshakes fail: %s",
	    (int)getpid(), failure.text);
	worker->is_broken = true;
	told_to_end(worker, 0);
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

static int
open_service(struct worker *worker, struct failure *failure)
{
	struct service *service = &worker->service;

	service->config = worker->setup->config;
	if (sites_open(&service->sites, service->config, failure) != 0)
		return -1;
	if (worker->setup->search_fd >= 0)
		sites_allow_search(&service->sites);
	sites_report_to(&service->sites, &worker->log);
	worker->magic = magic_types_load();
	if (worker->magic == NULL && errno == ENOMEM)
		return failure_set(failure, ENOMEM, "out of memory");
	service->types = file_types_new(worker->magic);
	service->pages = page_cache_new();
	if (service->types == NULL || service->pages == NULL)
		return failure_set(failure, ENOMEM, "out of memory");
	return 0;
}

static int
open_conns(struct worker *worker)
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
	    capacity_share(setup->config->handshakes, setup->config);
	conns->closed = connection_closed;
	conns->arg = worker;
	conns->tls = setup->tls;
	conn_shared_init(conns);
	return conn_search_open(conns, setup->search_fd);
}

static int
watch_events(struct worker *worker)
{
	loop_timer_init(&worker->drain, worker->loop, drain_expired, worker);
	loop_timer_init(
	    &worker->dismissal, worker->loop, dismiss_silent, worker);
	rush_init(&worker->rush, worker->loop, &worker->doors);
	loop_timer_init(&worker->exam, worker->loop, examine_tls, worker);
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
open_doors(struct worker *worker)
{
	struct doors *doors = &worker->doors;

	doors->loop = worker->loop;
	doors->log = &worker->log;
	doors->conns = &worker->conns;
	doors->limit = capacity_connections(worker->setup->config);
	return doors_init(
	    doors, worker->setup->sockets, worker->setup->socket_count);
}

static int
worker_open(struct worker *worker, struct failure *failure)
{
	const struct worker_setup *setup = worker->setup;

	worker->log = setup->log;
	worker->loop = loop_new();
	if (worker->loop == NULL || open_doors(worker) != 0 ||
	    admission_open(&worker->admission, worker->loop, setup->config,
		setup->quota, setup->index) != 0 ||
	    watch_events(worker) != 0)
		return failure_set(failure, errno, "cannot start a worker: %s",
		    strerror(errno));
	if (open_service(worker, failure) != 0)
		return -1;
	if (open_conns(worker) != 0)
		return failure_set(failure, errno,
		    "cannot reach the search: %s", strerror(errno));
	return 0;
}

static void
ignore_closed(void *arg)
{
	(void)arg;
}

static void
close_conns(struct worker *worker)
{
	if (worker->conns.tls == NULL)
		return;
	worker->conns.closed = ignore_closed;
	conn_close_all(&worker->conns);
	conn_search_close(&worker->conns);
	conn_shared_free(&worker->conns);
}

static void
close_service(struct service *service)
{
	page_cache_free(service->pages);
	file_types_free(service->types);
	sites_close(&service->sites);
	buffer_free(&service->head);
	buffer_free(&service->page);
}

void
worker_free(struct worker *worker)
{
	if (worker == NULL)
		return;
	close_conns(worker);
	admission_close(&worker->admission);
	close_service(&worker->service);
	magic_types_free(worker->magic);
	doors_free(&worker->doors);
	loop_watch_set(&worker->on_term, 0);
	loop_watch_set(&worker->on_quit, 0);
	loop_watch_set(&worker->on_usr1, 0);
	loop_watch_set(&worker->lifeline, 0);
	loop_free(worker->loop);
	free(worker);
}

struct worker *
worker_new(const struct worker_setup *setup, struct failure *failure)
{
	struct worker *worker = calloc(1, sizeof *worker);

	if (worker == NULL) {
		failure_set(failure, ENOMEM, "out of memory");
		return NULL;
	}
	worker->setup = setup;
	if (worker_open(worker, failure) == 0)
		return worker;
	worker_free(worker);
	return NULL;
}

int *
worker_readable_fds(const struct worker *worker, size_t *count)
{
	return sites_readable_fds(&worker->service.sites, count);
}

int
worker_serve(struct worker *worker, struct failure *failure)
{
	if (worker->setup->speaks)
		sites_rehearse(&worker->service.sites, &worker->log);
	if (doors_open(&worker->doors) != 0 ||
	    rush_expect_end(&worker->rush) != 0)
		return failure_set(failure, ENOMEM, "out of memory");
	return 0;
}

int
worker_run(struct worker *worker)
{
	int result = loop_run(worker->loop);

	return worker->is_broken ? -1 : result;
}
