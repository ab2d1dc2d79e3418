/*
 * The rules of Gemini's requests, one by one: what is sent, and which answers
 * are right.
 */
#ifndef DOCTOR_DOCTOR_RULES_H
#define DOCTOR_DOCTOR_RULES_H

#include "doctor_report.h"
#include "doctor_visit.h"

/** doctor_rules(visit, report): try each rule. */
void doctor_rules(struct doctor_visit *visit, struct doctor_report *report);

#endif
