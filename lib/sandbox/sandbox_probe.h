/*
 * Trying the sandbox: what a child that was taken over could do.
 *
 * Each attempt is made by a child of its own, confined just as a worker or a
 * keyholder is.
 */
#ifndef SANDBOX_SANDBOX_PROBE_H
#define SANDBOX_SANDBOX_PROBE_H

#include <stdio.h>

#include "sandbox.h"

struct user;

struct sandbox_probe {
	const struct sandbox_plan *plan;
	const struct user *user; /* whom to become; NULL: stay who we are */
	const char *key_path;    /* a private key's file; NULL: none to try */
};

/**
 * sandbox_probe_run(probe, out):
 * Make every attempt and write a line for each to ${out}: "denied" or
 * "ALLOWED", what was tried, and how it was denied.  A worker must be able to
 * read its root: where it is not, the line says so, and it counts as well.
 *
 * How many attempts ended otherwise than they should: 0 when the sandbox
 * holds.  The caller has one thread, and its SIGCHLD is not ignored.
 */
unsigned sandbox_probe_run(const struct sandbox_probe *probe, FILE *out);

#endif
