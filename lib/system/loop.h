/*
 * The event loop: readiness of descriptors, timers, signals.
 *
 * One loop a process.  Callbacks run on the loop, one at a time; they may
 * change or clear any watch or timer, their own too.
 */
#ifndef SYSTEM_LOOP_H
#define SYSTEM_LOOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct loop;

/* What a watch waits for, and what it is told has come; may be combined. */
#define LOOP_READ 1u
#define LOOP_WRITE 2u

/* Room for one event of the library beneath; checked when loop.c compiles. */
#define LOOP_EVENT_BYTES 128

/*
 * A descriptor that is watched.  The caller places it, anywhere that stays
 * where it is; it does not own the descriptor.
 */
struct loop_watch {
	_Alignas(max_align_t) unsigned char event[LOOP_EVENT_BYTES];
	struct loop *loop;
	void (*ready)(void *arg, unsigned events);
	void *arg;
	int fd;
	unsigned events; /* what is watched for now */
};

/* A single-shot timer, placed by the caller likewise. */
struct loop_timer {
	_Alignas(max_align_t) unsigned char event[LOOP_EVENT_BYTES];
	void (*expired)(void *arg);
	void *arg;
};

/** loop_new(): a new loop, or NULL without memory or descriptors. */
struct loop *loop_new(void);

/** loop_free(loop): release it; all watches must be cleared before. */
void loop_free(struct loop *loop);

/**
 * loop_run(loop):
 * Wait and call back until loop_stop.  0, or -1 with errno if waiting failed.
 */
int loop_run(struct loop *loop);

/** loop_stop(loop): make loop_run return after the running callback. */
void loop_stop(struct loop *loop);

/** loop_now_ms(): milliseconds on the monotonic clock. */
uint64_t loop_now_ms(void);

/**
 * loop_watch_init(watch, loop, fd, ready, arg):
 * Prepare ${watch} for ${fd}; nothing is watched yet.
 */
void loop_watch_init(struct loop_watch *watch, struct loop *loop, int fd,
    void (*ready)(void *arg, unsigned events), void *arg);

/**
 * loop_watch_set(watch, events):
 * Watch for ${events} from now on, until changed; 0 stops.  It must be stopped
 * before its descriptor is closed.  0, or -1 with errno.
 */
int loop_watch_set(struct loop_watch *watch, unsigned events);

/**
 * loop_watch_signal(watch, loop, signal, ready, arg):
 * Call ${ready} on the loop for each ${signal}; stopped by loop_watch_set 0.
 */
int loop_watch_signal(struct loop_watch *watch, struct loop *loop, int signal,
    void (*ready)(void *arg, unsigned events), void *arg);

/** loop_timer_init(timer, loop, expired, arg): prepare; nothing runs yet. */
void loop_timer_init(struct loop_timer *timer, struct loop *loop,
    void (*expired)(void *arg), void *arg);

/** loop_timer_set(timer, delay_ms): expire once, so many ms from now. */
int loop_timer_set(struct loop_timer *timer, uint64_t delay_ms);

/** loop_timer_is_set(timer): does it run? */
bool loop_timer_is_set(const struct loop_timer *timer);

/** loop_timer_clear(timer): never mind; legal when it does not run. */
void loop_timer_clear(struct loop_timer *timer);

#endif
