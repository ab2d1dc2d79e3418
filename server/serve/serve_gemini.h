/*
 * Gemini: from a request to a reply.
 *
 * Decides and opens; writes nothing to anyone.  Source: Gemini specification
 * 0.24.1, "Responses".
 */
#ifndef SERVE_SERVE_GEMINI_H
#define SERVE_SERVE_GEMINI_H

#include <stdbool.h>

#include "gemini_reply.h"
#include "reply.h"
#include "site_visitor.h"
#include "span.h"

struct search_answer;
struct service;
struct uri;

/* What the connection tells of who is asking. */
struct gemini_client {
	unsigned port;          /* the port that was connected to */
	unsigned proxied_port;  /* that of a proxy before us; 0: none */
	bool has_certificate;   /* the client sent one */
	bool certificate_valid; /* by its own dates */
	unsigned char certificate_digest[32]; /* its SHA-256 */
	/* Who issued it; see struct site_visitor. */
	enum site_issued (*issued_by)(void *arg, struct span authority);
	void *issued_arg;
};

/**
 * serve_gemini(service, uri, client):
 * The reply to a valid request for ${uri}.  Its file, if any, is the caller's
 * to close; its head lasts until the next reply of ${service}.
 */
struct reply serve_gemini(struct service *service, const struct uri *uri,
    const struct gemini_client *client);

/**
 * serve_gemini_status(service, status):
 * A reply without a body, for what went wrong before there was a request: a
 * bad or late one (59), too many (44).
 */
struct reply serve_gemini_status(
    struct service *service, enum gemini_status status);

/**
 * serve_gemini_slow_down(service, uri, wait_s):
 * The reply (44) to a client that asks for ${uri} but has ${wait_s} seconds to
 * wait.
 */
struct reply serve_gemini_slow_down(
    struct service *service, const struct uri *uri, unsigned wait_s);

/**
 * serve_gemini_search(service, answer):
 * The reply to a request that asked for a search, made of the ${answer}; where
 * that is NULL, none came in time.
 */
struct reply serve_gemini_search(
    struct service *service, const struct search_answer *answer);

#endif
