/*
 * Hosts that were asked for and that no capsule has: a host who forgot an alias
 * is told, once a host and minute.  Nothing is kept of who asked.
 */
#ifndef CONN_UNKNOWN_HOSTS_H
#define CONN_UNKNOWN_HOSTS_H

#include <stdint.h>

#include "log.h"
#include "span.h"

/* More names than these within a minute are an attack, and not told. */
#define UNKNOWN_HOSTS_MAX 16

/* A worker's memory of them.  Begin with {0}. */
struct unknown_hosts {
	struct {
		uint64_t hash;
		uint64_t said_ms; /* 0: free */
	} said[UNKNOWN_HOSTS_MAX];
};

/**
 * unknown_hosts_note(hosts, host, log, now_ms):
 * A client has asked for ${host}: say so in ${log}, unless that was said less
 * than a minute ago.  ${now_ms} is monotonic and not 0.
 */
void unknown_hosts_note(struct unknown_hosts *hosts, struct span host,
    struct log *log, uint64_t now_ms);

#endif
