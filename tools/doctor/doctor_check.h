/*
 * What `lozenge doctor` looks at: each check's name, what is done, where it is
 * written that it must be so, and how to mend it.
 */
#ifndef DOCTOR_DOCTOR_CHECK_H
#define DOCTOR_DOCTOR_CHECK_H

#include <stddef.h>

enum doctor_check_id {
	/* Getting there. */
	DOCTOR_IPV4,
	DOCTOR_IPV6,
	/* TLS. */
	DOCTOR_TLS_1_3,
	DOCTOR_TLS_1_2,
	DOCTOR_TLS_OLD,
	DOCTOR_TLS_NO_SNI,
	DOCTOR_CERT_NAME,
	DOCTOR_CERT_DATES,
	DOCTOR_CERT_KEY,
	DOCTOR_CERT_PIN,
	/* One visit to the first page. */
	DOCTOR_HEADER,
	DOCTOR_CLOSE_NOTIFY,
	DOCTOR_REDIRECTS,
	DOCTOR_CHARSET,
	DOCTOR_LANG,
	/* Requests, each with its answer. */
	DOCTOR_ROOT,
	DOCTOR_EMPTY_PATH,
	DOCTOR_MISSING,
	DOCTOR_FOREIGN_HOST,
	DOCTOR_FOREIGN_SCHEME,
	DOCTOR_URL_1024,
	DOCTOR_URL_1025,
	DOCTOR_USERINFO,
	DOCTOR_FRAGMENT,
	DOCTOR_RELATIVE,
	DOCTOR_CONTROL,
	DOCTOR_LINE_END,
	DOCTOR_ABOVE_ROOT,
	DOCTOR_SLOW,
	DOCTOR_SILENT,
	/* Gopher. */
	DOCTOR_GOPHER_ADDRESS,
	DOCTOR_GOPHER,
	DOCTOR_GOPHER_FIELDS,
	DOCTOR_GOPHER_TYPES,
	DOCTOR_GOPHER_WIDTH,
	DOCTOR_GOPHER_LINES,
	DOCTOR_GOPHER_END,
	DOCTOR_GOPHER_HOST,
	DOCTOR_GOPHER_ITEMS,
	DOCTOR_GOPHER_MISSING,
	/* Every page. */
	DOCTOR_CRAWL_GEMINI,
	DOCTOR_CRAWL_GOPHER,
	DOCTOR_CHECKS, /* how many there are */
};

struct doctor_check {
	const char *name;      /* "close-notify" */
	const char *what;      /* "the connection ends with close_notify" */
	const char *reference; /* where it is written */
	const char *mend;      /* what to do about it, a sentence */
};

/** doctor_check(id): the check of that id; static. */
const struct doctor_check *doctor_check(enum doctor_check_id id);

#endif
