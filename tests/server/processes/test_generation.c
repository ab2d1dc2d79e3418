/*
 * A generation: its children come up, are known, replaced and drained.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "config_store.h"
#include "failing_call.h"
#include "generation.h"
#include "generation_start.h"
#include "generations.h"
#include "loop.h"
#include "scratch.h"

#define WORKERS 2
#define PROMPT_MS 20000

FAILING_CALL(int, mlock2, (const void *start, size_t size, unsigned flags),
    (start, size, flags), -1)
FAILING_CALL_64(int, setrlimit,
    (__rlimit_resource_t what, const struct rlimit *limit), (what, limit), -1)

static struct scratch scratch;
static struct log quiet;
static struct generation_pipes pipes;
static int lifeline_write_fd;

static int
set_up(void **state)
{
	int lifeline[2];

	(void)state;
	signal(SIGCHLD, SIG_DFL);
	quiet.fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (quiet.fd < 0 || scratch_make(&scratch) != 0 ||
	    chmod(scratch.dir, 0755) != 0 || pipe2(lifeline, O_CLOEXEC) != 0)
		return -1;
	lifeline_write_fd = lifeline[1];
	pipes = (struct generation_pipes){.lifeline_fd = lifeline[0],
	    .log_fd = quiet.fd,
	    .counts_fd = -1,
	    .violation_fd = quiet.fd};
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	close(lifeline_write_fd);
	close(pipes.lifeline_fd);
	close(quiet.fd);
	scratch_remove(&scratch);
	return 0;
}

/* A configuration of one capsule on a free port. */
static struct config
make_config(const char *root)
{
	struct config config = {0};
	struct config_capsule *capsule;

	config_store_defaults(&config);
	config.workers = WORKERS;
	config.sandbox = CONFIG_SANDBOX_OFF;
	capsule = config_store_add_capsule(&config);
	assert_non_null(capsule);
	assert_int_equal(
	    config_store_text(&capsule->host, span_from("localhost")), 0);
	assert_int_equal(config_store_text(&capsule->root, span_from(root)), 0);
	assert_int_equal(
	    config_store_text(&config.certs_dir, span_from(scratch.dir)), 0);
	assert_non_null(config_store_add_listener(
	    &config, CONFIG_GEMINI, span_from("127.0.0.1"), 0));
	return config;
}

static struct generation *
open_generation(const char *root)
{
	struct config config = make_config(root);
	struct generation *generation =
	    generation_open(&config, NULL, &pipes, &quiet);

	assert_non_null(generation);
	return generation;
}

/* Start what is due, and wait for it; false if a child ended instead. */
static bool
come_up(struct generation *generation)
{
	uint64_t end_ms = loop_now_ms() + PROMPT_MS;
	struct pollfd polled[WORKERS + 1];

	generation_start_due(generation, loop_now_ms());
	while (!generation_is_ready(generation) && loop_now_ms() < end_ms) {
		nfds_t count =
		    generation_collect_unready(generation, polled, WORKERS + 1);

		if (count == 0)
			return false;
		assert_true(poll(polled, count, PROMPT_MS) > 0);
		generation_check_ready(generation);
	}
	return generation_is_ready(generation);
}

static void
wait_for(struct generation *generation, struct child *child)
{
	int status;

	assert_int_equal(waitpid(child->pid, &status, 0), child->pid);
	generation_child_died(generation, child, loop_now_ms());
}

/* End all its children, and release it. */
static void
end_generation(struct generation *generation)
{
	generation_drain(generation, SIGKILL);
	for (unsigned i = 0; i < WORKERS; i++) {
		if (generation->workers[i].pid != 0)
			wait_for(generation, &generation->workers[i]);
	}
	assert_false(generation_has_workers(generation));
	if (generation->keyholder.pid != 0) {
		kill(generation->keyholder.pid, SIGKILL);
		wait_for(generation, &generation->keyholder);
	}
	generation_free(generation);
}

static void
test_children_are_known(void **state)
{
	struct generation *generation = open_generation(scratch.dir);
	struct child *worker = &generation->workers[1];
	char name[32];

	(void)state;
	assert_false(generation_has_workers(generation));
	assert_true(come_up(generation));
	assert_true(generation_has_workers(generation));
	assert_ptr_equal(generation_find(generation, worker->pid), worker);
	assert_ptr_equal(generation_find(generation, generation->keyholder.pid),
	    &generation->keyholder);
	assert_null(generation_find(generation, getpid()));
	assert_string_equal(
	    generation_child_name(generation, worker, name), "worker 1");
	assert_string_equal(
	    generation_child_name(generation, &generation->keyholder, name),
	    "keyholder");
	end_generation(generation);
}

static void
test_a_dead_worker_is_replaced(void **state)
{
	struct generation *generation = open_generation(scratch.dir);
	struct child *worker = &generation->workers[0];
	pid_t first;

	(void)state;
	assert_true(come_up(generation));
	first = worker->pid;
	kill(first, SIGKILL);
	wait_for(generation, worker);
	assert_false(generation_is_ready(generation));
	assert_int_not_equal(worker->due_ms, 0);
	/* One that died early is due later: it need not be waited for here. */
	worker->due_ms = loop_now_ms();
	assert_true(come_up(generation));
	assert_int_not_equal(worker->pid, first);
	end_generation(generation);
}

static void
test_a_drained_worker_is_not(void **state)
{
	struct generation *generation = open_generation(scratch.dir);

	(void)state;
	assert_true(come_up(generation));
	generation_drain(generation, SIGQUIT);
	assert_int_equal(generation->state, GENERATION_DRAINING);
	for (unsigned i = 0; i < WORKERS; i++) {
		wait_for(generation, &generation->workers[i]);
		generation->workers[i].due_ms = 0;
	}
	assert_int_equal(
	    generation_start_due(generation, loop_now_ms() + PROMPT_MS), 0);
	assert_false(generation_has_workers(generation));
	end_generation(generation);
}

static void
test_a_root_that_is_not_there(void **state)
{
	struct generation *generation =
	    open_generation("/nonexistent/lozenge-test");

	(void)state;
	assert_false(come_up(generation));
	end_generation(generation);
}

/* The supervisor is gone without a word: nobody stays behind. */
static void
test_children_end_with_the_supervisor(void **state)
{
	const int kept_fd = pipes.lifeline_fd;
	struct generation *generation;
	struct child *children[WORKERS + 2];
	int lifeline[2], status;

	(void)state;
	assert_int_equal(pipe2(lifeline, O_CLOEXEC), 0);
	pipes.lifeline_fd = lifeline[0];
	scratch_write(&scratch, ".lozenge-search", 0644, "no index", 8);
	generation = open_generation(scratch.dir);
	assert_true(come_up(generation));
	assert_int_not_equal(generation->search.pid, 0);
	for (unsigned i = 0; i < WORKERS; i++)
		children[i] = &generation->workers[i];
	children[WORKERS] = &generation->keyholder;
	children[WORKERS + 1] = &generation->search;

	close(lifeline[1]);
	for (size_t i = 0; i < WORKERS + 2; i++) {
		assert_int_equal(
		    waitpid(children[i]->pid, &status, 0), children[i]->pid);
		assert_int_equal(status, 0);
		generation_child_died(generation, children[i], loop_now_ms());
	}
	generation_free(generation);
	close(lifeline[0]);
	pipes.lifeline_fd = kept_fd;
	assert_int_equal(unlink(scratch_path(&scratch, ".lozenge-search")), 0);
}

/* What a host reads when the children lack something. */
static void
test_children_say_what_they_lack(void **state)
{
	static const struct {
		const char *call;
		bool comes_up;
		const char *said;
	} rows[] = {
	    {"mlock2", true, "warning: the private keys may be swapped out"},
	    {"setrlimit", false, "keyholder: cannot be limited: Operation not"},
	    {"setrlimit", false, "worker: cannot limit the process: Operation"},
	};
	const int kept_fd = pipes.log_fd;
	char text[4096];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct generation *generation = open_generation(scratch.dir);
		FILE *said = tmpfile();
		size_t len;

		assert_non_null(said);
		pipes.log_fd = fileno(said);
		failing_call_begin(rows[i].call, 0, UINT32_MAX, EPERM);
		assert_int_equal(come_up(generation), rows[i].comes_up);
		failing_call_end();
		end_generation(generation);
		pipes.log_fd = kept_fd;
		rewind(said);
		len = fread(text, 1, sizeof text - 1, said);
		text[len] = '\0';
		fclose(said);
		assert_non_null(strstr(text, rows[i].said));
	}
}

/* All that serve, drain: nothing is left but to wait for them. */
static void
test_generations_end(void **state)
{
	struct generations generations;
	struct generation *found = NULL;
	struct generation *generation = open_generation(scratch.dir);
	struct child *child;

	(void)state;
	TAILQ_INIT(&generations);
	generations_add(&generations, generation);
	assert_ptr_equal(generations_newest(&generations), generation);
	assert_null(generations_serving(&generations));
	assert_true(come_up(generation));
	generation->state = GENERATION_SERVING;
	assert_ptr_equal(generations_serving(&generations), generation);
	child =
	    generations_find(&generations, generation->workers[0].pid, &found);
	assert_ptr_equal(child, &generation->workers[0]);
	assert_ptr_equal(found, generation);
	assert_true(generations_end(&generations) > 0);
	assert_null(generations_serving(&generations));
	for (unsigned i = 0; i < WORKERS; i++) {
		wait_for(generation, &generation->workers[i]);
		generation->workers[i].due_ms = 0;
	}
	generations_bury(&generations);
	if (!TAILQ_EMPTY(&generations)) {
		kill(generation->keyholder.pid, SIGKILL);
		wait_for(generation, &generation->keyholder);
		generation->keyholder.due_ms = 0;
		generations_bury(&generations);
	}
	assert_true(TAILQ_EMPTY(&generations));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_children_are_known),
	    cmocka_unit_test(test_a_dead_worker_is_replaced),
	    cmocka_unit_test(test_a_drained_worker_is_not),
	    cmocka_unit_test(test_a_root_that_is_not_there),
	    cmocka_unit_test(test_children_end_with_the_supervisor),
	    cmocka_unit_test(test_children_say_what_they_lack),
	    cmocka_unit_test(test_generations_end),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
