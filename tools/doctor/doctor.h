/*
 * A server looked at from outside, as its readers do.
 */
#ifndef DOCTOR_DOCTOR_H
#define DOCTOR_DOCTOR_H

#include <stdbool.h>

#include "doctor_report.h"

#define DOCTOR_HOST_BYTES 256
#define DOCTOR_PORT_BYTES 6

struct doctor_target {
	char host[DOCTOR_HOST_BYTES]; /* lower-case, no brackets */
	char port[DOCTOR_PORT_BYTES];
	bool is_address;
	bool crawl;
	bool with_gopher;
	bool gopher_is_expected; /* a port was named: one must answer */
	char gopher_port[DOCTOR_PORT_BYTES];
};

/**
 * doctor_target_read(target, text):
 * Read HOST[:PORT] into ${target}'s host, port and is_address, 1965 without a
 * port; an IPv6 address stands in brackets if a port follows.  False if it is
 * none.
 */
bool doctor_target_read(struct doctor_target *target, struct span text);

/** doctor_port_read(port, text): read a port, 1 to 65535; false if none. */
bool doctor_port_read(char port[DOCTOR_PORT_BYTES], struct span text);

/** doctor_examine(target, report): make all checks. */
void doctor_examine(
    const struct doctor_target *target, struct doctor_report *report);

#endif
