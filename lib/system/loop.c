#include "loop.h"

#include <stdlib.h>
#include <time.h>

#include <event2/event.h>
#include <event2/event_struct.h>

_Static_assert(sizeof(struct event) <= LOOP_EVENT_BYTES,
    "LOOP_EVENT_BYTES must hold a struct event");

struct loop {
	struct event_base *base;
};

static struct event *
event_in(unsigned char *room)
{
	return (struct event *)(void *)room;
}

/* The library would write to standard error; failures are returned anyway. */
static void
say_nothing(int severity, const char *message)
{
	(void)severity;
	(void)message;
}

struct loop *
loop_new(void)
{
	struct loop *loop = malloc(sizeof *loop);
	struct event_config *config = event_config_new();

	if (loop == NULL || config == NULL)
		goto free_config;
	event_set_log_callback(say_nothing);
	event_config_set_flag(config, EVENT_BASE_FLAG_NOLOCK);
	event_config_set_flag(config, EVENT_BASE_FLAG_IGNORE_ENV);
	loop->base = event_base_new_with_config(config);
	if (loop->base == NULL)
		goto free_config;
	event_config_free(config);
	return loop;

free_config:
	if (config != NULL)
		event_config_free(config);
	free(loop);
	return NULL;
}

void
loop_free(struct loop *loop)
{
	if (loop == NULL)
		return;
	event_base_free(loop->base);
	free(loop);
}

int
loop_run(struct loop *loop)
{
	return event_base_loop(loop->base, EVLOOP_NO_EXIT_ON_EMPTY) < 0 ? -1
									: 0;
}

void
loop_stop(struct loop *loop)
{
	event_base_loopbreak(loop->base);
}

uint64_t
loop_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void
watch_ready(evutil_socket_t fd, short what, void *arg)
{
	struct loop_watch *watch = arg;
	unsigned events = 0;

	(void)fd;
	if (what & (EV_READ | EV_SIGNAL))
		events |= LOOP_READ;
	if (what & EV_WRITE)
		events |= LOOP_WRITE;
	watch->ready(watch->arg, events);
}

void
loop_watch_init(struct loop_watch *watch, struct loop *loop, int fd,
    void (*ready)(void *arg, unsigned events), void *arg)
{
	watch->loop = loop;
	watch->ready = ready;
	watch->arg = arg;
	watch->fd = fd;
	watch->events = 0;
}

/* Hand the watch's descriptor or signal to the library. */
static int
watch_add(struct loop_watch *watch, unsigned events, short what)
{
	struct event *event = event_in(watch->event);

	if (event_assign(event, watch->loop->base, watch->fd, what, watch_ready,
		watch) != 0 ||
	    event_add(event, NULL) != 0)
		return -1;
	watch->events = events;
	return 0;
}

int
loop_watch_set(struct loop_watch *watch, unsigned events)
{
	short what = EV_PERSIST;

	if (events == watch->events)
		return 0;
	if (watch->events != 0)
		event_del(event_in(watch->event));
	watch->events = 0;
	if (events == 0)
		return 0;
	if (events & LOOP_READ)
		what |= EV_READ;
	if (events & LOOP_WRITE)
		what |= EV_WRITE;
	return watch_add(watch, events, what);
}

int
loop_watch_signal(struct loop_watch *watch, struct loop *loop, int signal,
    void (*ready)(void *arg, unsigned events), void *arg)
{
	loop_watch_init(watch, loop, signal, ready, arg);
	return watch_add(watch, LOOP_READ, EV_SIGNAL | EV_PERSIST);
}

static void
timer_expired(evutil_socket_t fd, short what, void *arg)
{
	struct loop_timer *timer = arg;

	(void)fd;
	(void)what;
	timer->expired(timer->arg);
}

void
loop_timer_init(struct loop_timer *timer, struct loop *loop,
    void (*expired)(void *arg), void *arg)
{
	timer->expired = expired;
	timer->arg = arg;
	event_assign(
	    event_in(timer->event), loop->base, -1, 0, timer_expired, timer);
}

int
loop_timer_set(struct loop_timer *timer, uint64_t delay_ms)
{
	struct timeval delay = {
	    .tv_sec = (time_t)(delay_ms / 1000),
	    .tv_usec = (suseconds_t)(delay_ms % 1000) * 1000,
	};

	return event_add(event_in(timer->event), &delay);
}

bool
loop_timer_is_set(const struct loop_timer *timer)
{
	const struct event *event = (const void *)timer->event;

	return event_pending(event, EV_TIMEOUT, NULL) != 0;
}

void
loop_timer_clear(struct loop_timer *timer)
{
	event_del(event_in(timer->event));
}
