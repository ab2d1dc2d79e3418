#include "succession.h"

#include <signal.h>

#include "certificates.h"
#include "loop.h"
#include "notify.h"
#include "search_process.h"
#include "supervisor_inside.h"

/* All processes are made anew this often: what has leaked or grown goes. */
#define RENEW_EVERY_MS (12ULL * 60 * 60 * 1000)

/* Several certificate files change in a row: give them time. */
#define SETTLE_MS 1000

/* A generation that is not ready by then never will be. */
#define START_TIMEOUT_MS 30000

/* From "ready" until memory that is no longer needed goes back. */
#define TRIM_AFTER_MS 2000

/* ---------- a new generation ---------- */

/* Bring a new generation up beside the one that serves; it moves ${config}. */
static void
start(struct supervisor *supervisor, struct config *config)
{
	struct generation *generation;
	uint64_t now_ms;

	/* First, so that no change between loading and watching is missed. */
	certificate_watch_configured(&supervisor->watch, config);
	generation = generation_open(config,
	    generations_serving(&supervisor->generations), &supervisor->pipes,
	    &supervisor->log);
	if (generation == NULL)
		return;
	certificate_watch_store(&supervisor->watch, &generation->config);
	supervisor->relay.syslog = generation->config.syslog;
	generations_add(&supervisor->generations, generation);
	now_ms = loop_now_ms();
	deadlines_set(&supervisor->deadlines, DEADLINE_GIVE_UP,
	    now_ms + START_TIMEOUT_MS);
	deadlines_set(&supervisor->deadlines, DEADLINE_START, now_ms);
}

bool
succession_begin(struct supervisor *supervisor, struct config *config)
{
	const struct generation *first;

	start(supervisor, config);
	first = generations_newest(&supervisor->generations);
	if (first == NULL)
		return false;
	certificates_announce(
	    &first->certificates, &first->config, &supervisor->log);
	endpoints_announce(&first->endpoints, &supervisor->log);
	deadlines_set(&supervisor->deadlines, DEADLINE_RENEW,
	    loop_now_ms() + RENEW_EVERY_MS);
	return true;
}

void
succession_give_up(struct supervisor *supervisor)
{
	struct generation *generation =
	    generations_newest(&supervisor->generations);

	deadlines_set(&supervisor->deadlines, DEADLINE_GIVE_UP, 0);
	generation_drain(generation, SIGKILL);
	if (generations_serving(&supervisor->generations) != NULL) {
		log_message(&supervisor->log,
		    "the new configuration does not work; the old one stays");
		notify_send("READY=1");
	} else {
		supervisor->status = 1;
		supervisor->ending = true;
	}
}

/* ---------- takes over ---------- */

/* Without a search process: is there something to search by and by? */
static void
watch_for_index(
    struct supervisor *supervisor, const struct generation *generation)
{
	if (generation->search_pairs != NULL) {
		index_watch_end(&supervisor->index_watch);
		return;
	}
	index_watch_begin(&supervisor->index_watch, &generation->config);
	/* It may have come before it was watched for. */
	if (search_process_is_wanted(&generation->config))
		deadlines_advance(&supervisor->deadlines, DEADLINE_RENEW,
		    loop_now_ms() + SETTLE_MS);
}

/* All children of the newest generation are ready: it takes over. */
static void
take_over(struct supervisor *supervisor)
{
	struct generation *generation =
	    generations_newest(&supervisor->generations);
	struct generation *old = generations_serving(&supervisor->generations);

	deadlines_set(&supervisor->deadlines, DEADLINE_GIVE_UP, 0);
	generation->state = GENERATION_SERVING;
	watch_for_index(supervisor, generation);
	if (old != NULL)
		generation_drain(old, SIGQUIT);
	generations_hasten(&supervisor->generations);
	count_keeper_use(
	    &supervisor->counts, generation->config.counts, &supervisor->log);
	log_relay_pass(&supervisor->relay);
	if (supervisor->announced)
		certificates_warn(&generation->certificates,
		    &generation->config, &supervisor->log);
	log_message(
	    &supervisor->log, supervisor->announced ? "reloaded" : "ready");
	supervisor->announced = true;
	/* From now on a reader of our standard error that takes nothing must
	 * not stall us either. */
	supervisor->log.fd = supervisor->relay.write_fd;
	notify_send("READY=1");
	/* Later: the children have their first clients to serve now. */
	deadlines_set(&supervisor->deadlines, DEADLINE_TRIM,
	    loop_now_ms() + TRIM_AFTER_MS);
}

void
succession_check_ready(struct supervisor *supervisor)
{
	const struct generation *generation;

	generations_check_ready(&supervisor->generations);
	generation = generations_newest(&supervisor->generations);
	if (generation->state == GENERATION_STARTING &&
	    generation_is_ready(generation))
		take_over(supervisor);
}

/* ---------- and is followed by another ---------- */

void
succession_reload(struct supervisor *supervisor)
{
	struct config config;

	if (supervisor->ending)
		return;
	deadlines_set(&supervisor->deadlines, DEADLINE_RENEW,
	    loop_now_ms() + RENEW_EVERY_MS);
	if (generations_newest(&supervisor->generations)->state ==
	    GENERATION_STARTING) {
		/* One at a time: once it is up, or not, read again. */
		deadlines_set(&supervisor->deadlines, DEADLINE_RENEW,
		    loop_now_ms() + SETTLE_MS);
		return;
	}
	notify_send("RELOADING=1");
	if (supervisor->read_again(supervisor->arg, &config) == 0)
		start(supervisor, &config);
	if (generations_newest(&supervisor->generations)->state !=
	    GENERATION_STARTING) {
		log_message(
		    &supervisor->log, "not reloaded; the old one stays");
		notify_send("READY=1");
	}
}

/* Has the first index of the capsules that are served now come? */
static bool
has_first_index(struct supervisor *supervisor)
{
	const struct generation *serving =
	    generations_serving(&supervisor->generations);

	return serving != NULL &&
	       index_watch_has_one(&supervisor->index_watch, &serving->config);
}

void
succession_check_files(struct supervisor *supervisor)
{
	if (certificate_watch_has_changed(&supervisor->watch) ||
	    has_first_index(supervisor))
		deadlines_advance(&supervisor->deadlines, DEADLINE_RENEW,
		    loop_now_ms() + SETTLE_MS);
}
