#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loop.h"
#include "memory_trim.h"
#include "notify.h"
#include "sandbox.h"
#include "sandbox_seccomp.h"
#include "succession.h"
#include "supervisor_inside.h"
#include "tls_library.h"

/* Workers that have not drained in time, and this much more, are killed. */
#define KILL_GRACE_MS 1000

#define POLLED_MAX 256

/* ---------- ending ---------- */

static void
end(struct supervisor *supervisor)
{
	if (supervisor->ending)
		return;
	supervisor->ending = true;
	deadlines_set(&supervisor->deadlines, DEADLINE_GIVE_UP, 0);
	notify_send("STOPPING=1");
	deadlines_set(&supervisor->deadlines, DEADLINE_KILL,
	    loop_now_ms() + generations_end(&supervisor->generations) +
		KILL_GRACE_MS);
}

/* ---------- children ---------- */

static void
report_death(struct supervisor *supervisor, const struct generation *generation,
    const struct child *child, int status)
{
	char name[32];

	generation_child_name(generation, child, name);
	log_relay_pass(&supervisor->relay);
	if (WIFSIGNALED(status))
		log_message(&supervisor->log, "%s died of signal %d (%s)", name,
		    WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		log_message(&supervisor->log, "%s ended with status %d", name,
		    WEXITSTATUS(status));
}

static void
child_gone(struct supervisor *supervisor, pid_t pid, int status)
{
	struct generation *generation;
	struct child *child =
	    generations_find(&supervisor->generations, pid, &generation);

	if (child == NULL)
		return;
	generation_child_died(generation, child, loop_now_ms());
	switch (generation->state) {
	case GENERATION_STARTING:
		report_death(supervisor, generation, child, status);
		/* Pages are served without a search, too. */
		if (child == &generation->search)
			deadlines_advance(&supervisor->deadlines,
			    DEADLINE_START, child->due_ms);
		else
			succession_give_up(supervisor);
		break;
	case GENERATION_SERVING:
		report_death(supervisor, generation, child, status);
		deadlines_advance(
		    &supervisor->deadlines, DEADLINE_START, child->due_ms);
		break;
	case GENERATION_DRAINING:
		if ((child != &generation->keyholder &&
			child != &generation->search) ||
		    !generation_has_workers(generation))
			child->due_ms = 0;
		deadlines_advance(
		    &supervisor->deadlines, DEADLINE_START, child->due_ms);
		break;
	}
}

/* Wait for the children that have died. */
static void
reap(struct supervisor *supervisor)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		child_gone(supervisor, pid, status);
}

static void
report_violations(struct supervisor *supervisor)
{
	struct sandbox_violation violation;
	struct failure text;

	while (read(supervisor->violation_read_fd, &violation,
		   sizeof violation) == (ssize_t)sizeof violation) {
		sandbox_seccomp_describe(&violation, &text);
		log_message(&supervisor->log, "%s", text.text);
	}
}

/* One line a process; workers add their own. */
static void
report_status(struct supervisor *supervisor)
{
	struct generation *generation;

	log_message(&supervisor->log, "status: supervisor %d", (int)getpid());
	TAILQ_FOREACH(generation, &supervisor->generations, next)
	{
		if (generation->keyholder.pid != 0)
			log_message(&supervisor->log, "status: keyholder %d",
			    (int)generation->keyholder.pid);
		if (generation->search.pid != 0)
			log_message(&supervisor->log, "status: search %d",
			    (int)generation->search.pid);
	}
	generations_signal(&supervisor->generations, SIGUSR1);
}

/* ---------- the loop ---------- */

static void
take_signals(struct supervisor *supervisor)
{
	struct signalfd_siginfo info;

	while (read(supervisor->signal_fd, &info, sizeof info) ==
	       (ssize_t)sizeof info) {
		switch (info.ssi_signo) {
		case SIGCHLD:
			reap(supervisor);
			break;
		case SIGHUP:
			succession_reload(supervisor);
			break;
		case SIGUSR1:
			report_status(supervisor);
			break;
		default:
			end(supervisor);
			break;
		}
	}
}

static void
take_counts(struct supervisor *supervisor)
{
	count_keeper_take(&supervisor->counts, loop_now_ms());
	deadlines_set(
	    &supervisor->deadlines, DEADLINE_COUNTS, supervisor->counts.due_ms);
}

static void
save_counts(struct supervisor *supervisor, uint64_t now_ms)
{
	count_keeper_save(&supervisor->counts, &supervisor->log, now_ms);
	deadlines_set(
	    &supervisor->deadlines, DEADLINE_COUNTS, supervisor->counts.due_ms);
}

static void
do_what_is_due(struct supervisor *supervisor)
{
	struct deadlines *deadlines = &supervisor->deadlines;
	uint64_t now_ms = loop_now_ms();

	if (deadlines_take(deadlines, DEADLINE_KILL, now_ms))
		generations_signal(&supervisor->generations, SIGKILL);
	if (deadlines_take(deadlines, DEADLINE_GIVE_UP, now_ms))
		succession_give_up(supervisor);
	if (deadlines_take(deadlines, DEADLINE_RENEW, now_ms))
		succession_reload(supervisor);
	if (deadlines_take(deadlines, DEADLINE_WATCHDOG, now_ms)) {
		notify_send("WATCHDOG=1");
		deadlines_set(&supervisor->deadlines, DEADLINE_WATCHDOG,
		    now_ms + notify_watchdog_ms());
	}
	if (deadlines_take(deadlines, DEADLINE_COUNTS, now_ms))
		save_counts(supervisor, now_ms);
	if (deadlines_take(deadlines, DEADLINE_START, now_ms))
		deadlines_set(&supervisor->deadlines, DEADLINE_START,
		    generations_start_due(&supervisor->generations, now_ms));
	if (deadlines_take(deadlines, DEADLINE_TRIM, now_ms))
		memory_trim();
}

/* What to wait for: our own descriptors, then the children's. */
static nfds_t
collect(struct supervisor *supervisor, struct pollfd polled[POLLED_MAX])
{
	const int own[] = {supervisor->signal_fd, supervisor->relay.read_fd,
	    supervisor->violation_read_fd, supervisor->watch.fd,
	    supervisor->index_watch.fd, supervisor->counts.read_fd};
	nfds_t count = 0;

	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		polled[count++] =
		    (struct pollfd){.fd = own[i], .events = POLLIN};
	return count + generations_collect_unready(&supervisor->generations,
			   polled + count, POLLED_MAX - count);
}

static void
supervise(struct supervisor *supervisor)
{
	struct pollfd polled[POLLED_MAX];

	while (!TAILQ_EMPTY(&supervisor->generations)) {
		nfds_t count = collect(supervisor, polled);

		if (poll(polled, count,
			deadlines_wait_ms(
			    &supervisor->deadlines, loop_now_ms())) < 0 &&
		    errno != EINTR)
			break;
		log_relay_pass(&supervisor->relay);
		take_counts(supervisor);
		report_violations(supervisor);
		succession_check_ready(supervisor);
		succession_check_files(supervisor);
		take_signals(supervisor);
		generations_bury(&supervisor->generations);
		if (!TAILQ_EMPTY(&supervisor->generations))
			do_what_is_due(supervisor);
	}
}

/* ---------- setting up ---------- */

/* From now on signals are read, not delivered. */
static int
take_over_signals(struct supervisor *supervisor)
{
	static const int numbers[] = {
	    SIGCHLD, SIGHUP, SIGTERM, SIGINT, SIGUSR1};
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
		sigaddset(&set, numbers[i]);
	signal(SIGPIPE, SIG_IGN);
	/* Who started us may have ignored it: then no child is waited for. */
	signal(SIGCHLD, SIG_DFL);
	if (sigprocmask(SIG_BLOCK, &set, NULL) != 0)
		return -1;
	supervisor->signal_fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	return supervisor->signal_fd < 0 ? -1 : 0;
}

static int
open_pipes(struct supervisor *supervisor)
{
	int lifeline[2], violation[2];

	if (log_relay_open(&supervisor->relay) != 0 ||
	    count_keeper_open(&supervisor->counts) != 0 ||
	    pipe2(lifeline, O_CLOEXEC) != 0 ||
	    pipe2(violation, O_CLOEXEC | O_NONBLOCK) != 0)
		return -1;
	supervisor->lifeline_write_fd = lifeline[1];
	supervisor->violation_read_fd = violation[0];
	supervisor->pipes = (struct generation_pipes){
	    .lifeline_fd = lifeline[0],
	    .log_fd = supervisor->relay.write_fd,
	    .counts_fd = supervisor->counts.write_fd,
	    .violation_fd = violation[1],
	};
	return 0;
}

int
supervisor_run(struct config *config,
    int (*read_again)(void *arg, struct config *config), void *arg)
{
	struct supervisor supervisor = {
	    .read_again = read_again,
	    .arg = arg,
	    .log = {.fd = STDERR_FILENO},
	    .watch = {.fd = -1},
	    .index_watch = {.fd = -1},
	};

	TAILQ_INIT(&supervisor.generations);
	if (tls_library_start() != 0 || open_pipes(&supervisor) != 0 ||
	    take_over_signals(&supervisor) != 0) {
		log_message(
		    &supervisor.log, "cannot start: %s", strerror(errno));
		config_free(config);
		return 1;
	}
	if (!succession_begin(&supervisor, config))
		return 1;
	if (notify_watchdog_ms() != 0)
		deadlines_set(&supervisor.deadlines, DEADLINE_WATCHDOG,
		    loop_now_ms() + notify_watchdog_ms());
	supervise(&supervisor);
	count_keeper_close(&supervisor.counts, &supervisor.log);
	log_relay_close(&supervisor.relay);
	return supervisor.status;
}
