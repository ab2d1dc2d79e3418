/*
 * The first menu over Gopher, and the items in it.
 */
#ifndef DOCTOR_DOCTOR_GOPHER_H
#define DOCTOR_DOCTOR_GOPHER_H

#include "doctor_report.h"
#include "doctor_visit.h"

/**
 * doctor_gopher(visit, report, is_expected):
 * Look at Gopher on visit->port.  When nobody answers there, it is an error
 * only if ${is_expected}.  Does somebody?
 */
bool doctor_gopher(
    struct doctor_visit *visit, struct doctor_report *report, bool is_expected);

/**
 * doctor_gopher_ask(visit, selector, type, missing, answer):
 * Ask for an item; doctor_answer_free is due.  What is wrong with what came,
 * or NULL: nothing came at all, or a line of type 3, or one that is
 * ${missing}, unless that is empty.
 */
const char *doctor_gopher_ask(struct doctor_visit *visit, struct span selector,
    char type, struct span missing, struct doctor_answer *answer);

/**
 * doctor_gopher_ask_missing(visit, answer):
 * Ask for an item that no server has; doctor_answer_free is due.  Return how
 * the server begins when something is not there, within ${answer}; empty if
 * it says so by a line of type 3, as it should.
 */
struct span doctor_gopher_ask_missing(
    struct doctor_visit *visit, struct doctor_answer *answer);

#endif
