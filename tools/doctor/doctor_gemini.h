/*
 * The first page over Gemini, and how visits to it begin and end.
 */
#ifndef DOCTOR_DOCTOR_GEMINI_H
#define DOCTOR_DOCTOR_GEMINI_H

#include "doctor_report.h"
#include "doctor_visit.h"

/**
 * doctor_gemini(visit, report):
 * Look at headers, ends, redirects, charset and language; then try the rules
 * of requests, and at last a client that says nothing.
 */
void doctor_gemini(struct doctor_visit *visit, struct doctor_report *report);

#endif
