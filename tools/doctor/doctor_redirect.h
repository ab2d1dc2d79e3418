/*
 * A page over Gemini, its redirects followed as a client follows them.
 */
#ifndef DOCTOR_DOCTOR_REDIRECT_H
#define DOCTOR_DOCTOR_REDIRECT_H

#include "doctor_visit.h"
#include "uri.h"

/* Redirects that clients follow. */
#define DOCTOR_REDIRECTS_MAX 5

enum doctor_redirect_end {
	DOCTOR_REDIRECT_PAGE, /* an answer that is no redirect, or none */
	DOCTOR_REDIRECT_AWAY, /* to another server, which is not visited */
	DOCTOR_REDIRECT_BAD,  /* round in a circle, or to what is no URL */
};

/**
 * doctor_redirect_is_here(visit, uri):
 * Does that gemini URL lead to the server under examination?
 */
bool doctor_redirect_is_here(
    const struct doctor_visit *visit, const struct uri *uri);

/**
 * doctor_redirect_follow(visit, url, most, answer, why):
 * Ask for ${url} and follow; it is then the URL of the last ${answer}, of
 * which ${most} bytes are read (0: the usual limit) and which is to be freed
 * in any case.  ${why} receives in words what came of it, without a NUL.
 */
enum doctor_redirect_end doctor_redirect_follow(struct doctor_visit *visit,
    struct buffer *url, size_t most, struct doctor_answer *answer,
    struct buffer *why);

#endif
