/*
 * TLS as the server speaks it, and the certificate that it shows.
 */
#ifndef DOCTOR_DOCTOR_TLS_H
#define DOCTOR_DOCTOR_TLS_H

#include "doctor_report.h"
#include "doctor_visit.h"

/**
 * doctor_tls(visit, report):
 * Try each version, and look at the certificate.  False if no handshake with
 * TLS 1.2 or newer comes to its end: there is nothing further to ask then.
 */
bool doctor_tls(struct doctor_visit *visit, struct doctor_report *report);

#endif
