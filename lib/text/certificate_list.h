/*
 * The list of client certificates that may see a private area.
 *
 * A text file, one certificate a line:
 *
 *	# comment
 *	SHA256HEX NAME [YYYY-MM-DD]
 *
 * SHA256HEX is the SHA-256 digest of the certificate (DER), 64 hex digits of
 * either case, with or without a colon between each two; NAME is one word; the
 * date is the last day (UTC) on which the certificate is let in.  Pure text:
 * the file and the clock are the caller's.
 */
#ifndef TEXT_CERTIFICATE_LIST_H
#define TEXT_CERTIFICATE_LIST_H

#include <stddef.h>
#include <stdint.h>

#include "span.h"

#define CERTIFICATE_DIGEST_BYTES 32

/* The expiry of a certificate that is let in for good. */
#define CERTIFICATE_NEVER INT64_MAX

struct certificate {
	unsigned char digest[CERTIFICATE_DIGEST_BYTES];
	struct span name; /* UTF-8 without spaces; lives as long as the list */
	int64_t expires;  /* seconds since 1970 (UTC) from when it is refused */
	size_t line;      /* where it stands, from 1 */
};

/* Sorted by digest; owned by certificate_list_parse's caller. */
struct certificate_list {
	struct certificate *certificates;
	size_t count;
	char *names; /* the text, which the names point into */
};

enum certificate_list_verdict {
	CERTIFICATE_LIST_OK,
	CERTIFICATE_LIST_BAD,       /* ${error} says what, and in which line */
	CERTIFICATE_LIST_NO_MEMORY, /* ${error} says so, too, with line 0 */
};

struct certificate_list_error {
	size_t line;         /* from 1 */
	const char *message; /* what is wrong; static */
};

/**
 * certificate_list_parse(list, text, error):
 * Read ${text} into ${list}; free it with certificate_list_free.  Otherwise
 * ${list} is empty and ${error} says why: a malformed digest, name or date, a
 * digest that stands twice, something after the date.
 */
enum certificate_list_verdict certificate_list_parse(
    struct certificate_list *list, struct span text,
    struct certificate_list_error *error);

/**
 * certificate_list_find(list, digest):
 * The certificate with this digest, expired or not, or NULL.  It lives as long
 * as the list.
 */
const struct certificate *certificate_list_find(
    const struct certificate_list *list,
    const unsigned char digest[CERTIFICATE_DIGEST_BYTES]);

/** certificate_list_free(list): release it; it is then empty. */
void certificate_list_free(struct certificate_list *list);

#endif
