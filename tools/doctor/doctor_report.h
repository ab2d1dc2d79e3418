/*
 * What the checks came to, row by row, in the order in which they were made.
 */
#ifndef DOCTOR_DOCTOR_REPORT_H
#define DOCTOR_DOCTOR_REPORT_H

#include <stddef.h>

#include "doctor_check.h"
#include "span.h"

enum doctor_verdict {
	DOCTOR_OK,
	DOCTOR_WARNING,
	DOCTOR_ERROR,
	DOCTOR_SKIPPED,
};
#define DOCTOR_VERDICTS 4

struct doctor_row {
	enum doctor_check_id id;
	enum doctor_verdict verdict;
	char *detail; /* owned: what was seen, safe for a terminal */
};

struct doctor_report {
	struct doctor_row *rows; /* owned */
	size_t count, capacity;
	size_t verdicts[DOCTOR_VERDICTS]; /* how many rows of each */
};

/**
 * doctor_report_add(report, id, verdict, format, ...):
 * Add a row; the text may hold a server's words, which are escaped.
 */
void doctor_report_add(struct doctor_report *report, enum doctor_check_id id,
    enum doctor_verdict verdict, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/** doctor_report_free(report): release the rows. */
void doctor_report_free(struct doctor_report *report);

/** doctor_verdict_name(verdict): "ok", "warning", ...; static. */
const char *doctor_verdict_name(enum doctor_verdict verdict);

#endif
