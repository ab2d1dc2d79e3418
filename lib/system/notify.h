/*
 * Telling the service manager how we are.
 *
 * Source: sd_notify(3): datagrams to the socket that NOTIFY_SOCKET names.
 */
#ifndef SYSTEM_NOTIFY_H
#define SYSTEM_NOTIFY_H

#include <stdint.h>

/**
 * notify_send(state):
 * Send ${state}, such as "READY=1"; does nothing where nobody listens.
 */
void notify_send(const char *state);

/**
 * notify_watchdog_ms():
 * How often the service manager wants to hear "WATCHDOG=1": half the time it
 * waits for one; 0 when it does not.
 */
uint64_t notify_watchdog_ms(void);

#endif
