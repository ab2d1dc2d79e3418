/*
 * Is the server there, at each of its addresses?
 */
#ifndef DOCTOR_DOCTOR_REACH_H
#define DOCTOR_DOCTOR_REACH_H

#include "doctor_report.h"
#include "doctor_visit.h"

/* An IP address as text, and a NUL. */
#define DOCTOR_ADDRESS_BYTES 64

/**
 * doctor_reach(visit, report, address):
 * Try each address of visit->host, and let all further visits go to the first
 * that answers, kept in ${address}.  False if none does.
 */
bool doctor_reach(struct doctor_visit *visit, struct doctor_report *report,
    char address[DOCTOR_ADDRESS_BYTES]);

/**
 * doctor_reach_gopher(visit, report, address):
 * The same for Gopher at visit->port, which may listen on others of the host's
 * addresses than Gemini.  Says which do not answer, if one does; if none does,
 * visits go where they went.
 */
void doctor_reach_gopher(struct doctor_visit *visit,
    struct doctor_report *report, char address[DOCTOR_ADDRESS_BYTES]);

#endif
