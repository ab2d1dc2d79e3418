/*
 * A lozenged of our own, for a preview: started, listened to, ended.
 */
#ifndef WATCH_PREVIEW_SERVER_H
#define WATCH_PREVIEW_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "buffer.h"
#include "loop.h"

struct preview_server_plan {
	struct loop *loop;
	const char *configuration; /* a file for -c */
	char *const *options;      /* further ones, to the NULL at their end */
	/* It says that it listens: "gemini" or "gopher", and on which port. */
	void (*listens)(void *arg, const char *protocol, unsigned port);
	void (*is_ready)(void *arg);
	/* It has ended without having been asked to. */
	void (*ended)(void *arg);
	void *arg;
};

struct preview_server {
	const struct preview_server_plan *plan;
	pid_t pid; /* 0: it does not run */
	struct loop_watch output;
	struct buffer line; /* what it has said of the present line */
	struct buffer held; /* what it said before it was ready */
	bool is_ready;
};

/**
 * preview_server_start(server, plan):
 * Start the lozenged that stands beside this program, or else the one in PATH.
 * What it says once it is ready is passed on to standard error; what it said
 * before, if it never was.  0, or -1 with errno.  ${plan} must live as long.
 */
int preview_server_start(
    struct preview_server *server, const struct preview_server_plan *plan);

/** preview_server_stop(server): end it, and wait until it has. */
void preview_server_stop(struct preview_server *server);

#endif
