/*
 * A report as text: a table for people, a line a row for programs, or JSON.
 */
#ifndef DOCTOR_DOCTOR_SHOW_H
#define DOCTOR_DOCTOR_SHOW_H

#include <stdio.h>

#include "doctor_report.h"

enum doctor_style {
	DOCTOR_PLAIN,  /* "verdict: check: detail" a row, all on one line */
	DOCTOR_TABLE,  /* in columns, with advice below what is wrong */
	DOCTOR_COLOUR, /* the same in colours */
};

/** doctor_show(report, stream, style): write all rows and the totals. */
void doctor_show(
    const struct doctor_report *report, FILE *stream, enum doctor_style style);

/**
 * doctor_show_json(report, host, stream):
 * Write one JSON object: "host", "errors", "warnings", "skipped", "checks".
 */
void doctor_show_json(
    const struct doctor_report *report, const char *host, FILE *stream);

#endif
