/*
 * Visits to the server under examination: one connection each, at a polite
 * pace, and none for longer than it may take.
 */
#ifndef DOCTOR_DOCTOR_VISIT_H
#define DOCTOR_DOCTOR_VISIT_H

#include <stdbool.h>
#include <stdint.h>

#include "buffer.h"
#include "gemini_header.h"
#include "span.h"
#include "stream.h"

/* Time to connect, and for handshake and answer, in milliseconds. */
#define DOCTOR_CONNECT_MS 5000
#define DOCTOR_ANSWER_MS 10000

/* Between the beginnings of two visits: ten a second at most. */
#define DOCTOR_PACE_MS 100

/* The server, and the run. */
struct doctor_visit {
	const char *host;    /* as named by the user, no brackets */
	const char *address; /* which to connect to; an IP address */
	const char *port;
	bool is_address;       /* host is an IP address */
	struct span authority; /* as in a URL: "[::1]:1966", "example.org" */
	int64_t next_ms;       /* no visit before, of connect_now_ms */
	int64_t deadline_ms;   /* the end of the run */
};

enum doctor_end {
	DOCTOR_END_CLOSED,    /* properly */
	DOCTOR_END_TRUNCATED, /* without close_notify */
	DOCTOR_END_TIMEOUT,   /* nothing came any more */
	DOCTOR_END_ENOUGH,    /* we had read as much as we wanted */
	DOCTOR_END_FAILED,    /* fault says why */
};

/* How to ask. */
struct doctor_request {
	struct span bytes;
	bool in_clear;     /* without TLS */
	bool byte_by_byte; /* slowly */
	int wait_ms;       /* for the answer; 0: DOCTOR_ANSWER_MS */
	size_t most;       /* bytes to read; 0: DOCTOR_ANSWER_MAX */
};
#define DOCTOR_ANSWER_MAX ((size_t)1 << 20)

struct doctor_answer {
	enum doctor_end end;
	char fault[128];     /* "" unless it failed */
	struct buffer bytes; /* owned: all that came */
	bool is_gemini;      /* it begins with a status */
	struct gemini_header header;
};

/**
 * doctor_visit_open(visit, stream, fault):
 * Wait for our turn and connect.  0, or -1 with a reason in ${fault}.
 */
int doctor_visit_open(
    struct doctor_visit *visit, struct stream *stream, const char **fault);

/**
 * doctor_visit_ask(visit, request, answer):
 * One exchange; doctor_answer_free is due.  Status 44 is obeyed once, within
 * reason.  Did a byte or a proper end come?
 */
bool doctor_visit_ask(struct doctor_visit *visit,
    const struct doctor_request *request, struct doctor_answer *answer);

/** doctor_visit_is_over(visit): has the run taken its time? */
bool doctor_visit_is_over(const struct doctor_visit *visit);

/** doctor_answer_free(answer): release its bytes. */
void doctor_answer_free(struct doctor_answer *answer);

/** doctor_answer_status(answer): its Gemini status, or 0. */
int doctor_answer_status(const struct doctor_answer *answer);

/** doctor_answer_line(answer): the first line of what came, or empty. */
struct span doctor_answer_line(const struct doctor_answer *answer);

/**
 * doctor_answer_say(answer, text):
 * What came, in short, for a row: the header's line, or why there is none.
 */
void doctor_answer_say(const struct doctor_answer *answer, struct buffer *text);

#endif
