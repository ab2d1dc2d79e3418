/*
 * A TCP connection to a host by name, within a time.
 */
#ifndef FETCH_CONNECT_H
#define FETCH_CONNECT_H

#include <stdint.h>

/** connect_now_ms(): a clock that only goes forward, in milliseconds. */
int64_t connect_now_ms(void);

/**
 * connect_wait(fd, events, deadline_ms):
 * Wait until poll(2) reports one of ${events} or an error on ${fd}.  0, or -1
 * and errno, ETIMEDOUT when connect_now_ms passes ${deadline_ms}.
 */
int connect_wait(int fd, short events, int64_t deadline_ms);

/**
 * connect_open(host, port, timeout_ms, why):
 * Try each address of ${host} in turn, all within ${timeout_ms}; no address
 * may use up the time of those after it.  Return a connected, non-blocking
 * socket, or -1 with a reason in ${why} (static, or valid until the next
 * call of strerror).
 */
int connect_open(
    const char *host, const char *port, int timeout_ms, const char **why);

#endif
