/*
 * The event loop: descriptors, timers, signals, and changes from within.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "loop.h"

/* One thing after another, as letters. */
/* What must happen does, at the latest after this. */
#define PATIENCE_MS 20000

struct story {
	struct loop *loop;
	char said[32];
	size_t len;
	size_t wanted; /* stop when so much has been said; 0: never */
	int fds[2];
	struct loop_watch watch, other;
	struct loop_timer timers[3];
};

static void
say(struct story *story, char letter)
{
	assert_true(story->len < sizeof story->said - 1);
	story->said[story->len++] = letter;
	story->said[story->len] = '\0';
	if (story->len == story->wanted)
		loop_stop(story->loop);
}

static int
begin(void **state)
{
	static struct story story;

	memset(&story, 0, sizeof story);
	story.loop = loop_new();
	*state = &story;
	return story.loop == NULL
		   ? -1
		   : socketpair(
			 AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, story.fds);
}

static int
end(void **state)
{
	struct story *story = *state;

	loop_watch_set(&story->watch, 0);
	loop_watch_set(&story->other, 0);
	loop_free(story->loop);
	close(story->fds[0]);
	close(story->fds[1]);
	return 0;
}

static void
stop(void *arg)
{
	struct story *story = arg;

	say(story, '.');
	loop_stop(story->loop);
}

static void
run_for(struct story *story, uint64_t ms)
{
	loop_timer_init(&story->timers[0], story->loop, stop, story);
	assert_int_equal(loop_timer_set(&story->timers[0], ms), 0);
	assert_int_equal(loop_run(story->loop), 0);
}

/* Run until that is said, however slow the machine, and then a little on. */
static void
run_until(struct story *story, const char *text)
{
	loop_timer_init(&story->timers[0], story->loop, stop, story);
	assert_int_equal(loop_timer_set(&story->timers[0], PATIENCE_MS), 0);
	story->wanted = strlen(text);
	assert_int_equal(loop_run(story->loop), 0);
	assert_string_equal(story->said, text);
	story->wanted = 0;
	loop_timer_clear(&story->timers[0]);
	run_for(story, 10);
}

static void
read_one(void *arg, unsigned events)
{
	struct story *story = arg;
	char byte;

	assert_int_equal(events, LOOP_READ);
	assert_int_equal(read(story->fds[0], &byte, 1), 1);
	say(story, byte);
}

static void
turn_to_writing(void *arg, unsigned events)
{
	struct story *story = arg;

	say(story, (events & LOOP_READ) ? 'r' : 'w');
	if (events & LOOP_READ)
		loop_watch_set(&story->watch, LOOP_WRITE);
	else
		loop_watch_set(&story->watch, 0);
}

static void
test_reads_until_changed(void **state)
{
	struct story *story = *state;

	loop_watch_init(
	    &story->watch, story->loop, story->fds[0], read_one, story);
	assert_int_equal(write(story->fds[1], "ab", 2), 2);
	assert_int_equal(loop_watch_set(&story->watch, LOOP_READ), 0);
	assert_int_equal(loop_watch_set(&story->watch, LOOP_READ), 0);
	run_until(story, "ab");
	assert_string_equal(story->said, "ab.");

	/* not watched: nothing is told, and nothing is lost */
	assert_int_equal(loop_watch_set(&story->watch, 0), 0);
	assert_int_equal(write(story->fds[1], "c", 1), 1);
	run_for(story, 10);
	assert_string_equal(story->said, "ab..");
	assert_int_equal(loop_watch_set(&story->watch, LOOP_READ), 0);
	run_until(story, "ab..c");
	assert_string_equal(story->said, "ab..c.");
}

static void
test_changes_from_within(void **state)
{
	struct story *story = *state;

	loop_watch_init(
	    &story->watch, story->loop, story->fds[0], turn_to_writing, story);
	assert_int_equal(write(story->fds[1], "x", 1), 1);
	assert_int_equal(loop_watch_set(&story->watch, LOOP_READ), 0);
	run_until(story, "rw");
	assert_string_equal(story->said, "rw.");
}

static void
test_tells_the_end(void **state)
{
	struct story *story = *state;

	loop_watch_init(
	    &story->watch, story->loop, story->fds[0], turn_to_writing, story);
	shutdown(story->fds[1], SHUT_WR);
	assert_int_equal(loop_watch_set(&story->watch, LOOP_READ), 0);
	run_until(story, "rw");
	assert_string_equal(story->said, "rw.");
}

static void
test_refuses_a_closed_descriptor(void **state)
{
	struct story *story = *state;
	int closed = dup(story->fds[0]);

	close(closed);
	loop_watch_init(
	    &story->watch, story->loop, closed, turn_to_writing, story);
	assert_int_equal(loop_watch_set(&story->watch, LOOP_READ), -1);
	assert_int_equal(errno, EBADF);
	assert_int_equal(story->watch.events, 0);
}

/* Both are ready at once; the first to run stops the other. */
static void
stop_other(void *arg, unsigned events)
{
	struct story *story = arg;

	(void)events;
	say(story, 'x');
	loop_watch_set(&story->watch, 0);
	loop_watch_set(&story->other, 0);
}

static void
test_a_stopped_watch_is_silent(void **state)
{
	struct story *story = *state;

	assert_int_equal(write(story->fds[0], "x", 1), 1);
	assert_int_equal(write(story->fds[1], "x", 1), 1);
	loop_watch_init(
	    &story->watch, story->loop, story->fds[0], stop_other, story);
	loop_watch_init(
	    &story->other, story->loop, story->fds[1], stop_other, story);
	assert_int_equal(loop_watch_set(&story->watch, LOOP_READ), 0);
	assert_int_equal(loop_watch_set(&story->other, LOOP_READ), 0);
	run_until(story, "x");
	assert_string_equal(story->said, "x.");
}

static void
say_a(void *arg)
{
	say(arg, 'a');
}

static void
say_b(void *arg)
{
	say(arg, 'b');
}

static void
test_timers(void **state)
{
	struct story *story = *state;
	struct loop_timer *a = &story->timers[1], *b = &story->timers[2];
	uint64_t begun_ms = loop_now_ms();

	loop_timer_init(a, story->loop, say_a, story);
	loop_timer_init(b, story->loop, say_b, story);
	assert_false(loop_timer_is_set(a));
	loop_timer_clear(a); /* legal */

	loop_timer_set(a, 30);
	loop_timer_set(b, 10);
	assert_true(loop_timer_is_set(a));
	run_until(story, "ba");
	assert_string_equal(story->said, "ba."); /* once each */
	assert_false(loop_timer_is_set(a));
	assert_true(loop_now_ms() - begun_ms >= 35);

	/* set again: the last word counts; cleared: never */
	loop_timer_set(a, 5);
	loop_timer_set(a, 100000);
	loop_timer_set(b, 5);
	loop_timer_clear(b);
	run_for(story, 30);
	assert_string_equal(story->said, "ba..");
	loop_timer_set(a, 0);
	run_until(story, "ba..a");
	assert_string_equal(story->said, "ba..a.");
}

static void
take_signal(void *arg, unsigned events)
{
	assert_int_equal(events, LOOP_READ);
	say(arg, 's');
}

static void
test_signals(void **state)
{
	struct story *story = *state;

	assert_int_equal(loop_watch_signal(&story->watch, story->loop, SIGUSR1,
			     take_signal, story),
	    0);
	raise(SIGUSR1); /* before the loop runs */
	run_until(story, "s");
	raise(SIGUSR1);
	run_until(story, "s.s");
	assert_string_equal(story->said, "s.s.");
	loop_watch_set(&story->watch, 0);
}

static void
test_nothing_to_free(void **state)
{
	(void)state;
	loop_free(NULL);
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(test_reads_until_changed),
	    STORY(test_changes_from_within),
	    STORY(test_tells_the_end),
	    STORY(test_refuses_a_closed_descriptor),
	    STORY(test_a_stopped_watch_is_silent),
	    STORY(test_timers),
	    STORY(test_signals),
	    cmocka_unit_test(test_nothing_to_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
