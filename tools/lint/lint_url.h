/*
 * A link's target as text: is it a URL that clients and servers take?
 *
 * Source: RFC 3986; the Gemini specification's limits.
 */
#ifndef LINT_LINT_URL_H
#define LINT_LINT_URL_H

#include "lint_finding.h"
#include "span.h"
#include "uri.h"

/* Longest URL a Gemini request can hold, in bytes. */
#define LINT_URL_MAX 1024

enum lint_url_verdict {
	LINT_URL_LOCAL,    /* within the capsule: look whether it exists */
	LINT_URL_EXTERNAL, /* somewhere else; never fetched */
	LINT_URL_BAD,      /* reported */
};

/**
 * lint_url_check(file, uri, url, line, column):
 * Take ${url}, not empty, apart into ${uri}, and report what is wrong with it;
 * it stands at ${line} and ${column}.  ${uri} is undefined on BAD.
 */
enum lint_url_verdict lint_url_check(struct lint_file *file, struct uri *uri,
    struct span url, size_t line, size_t column);

#endif
