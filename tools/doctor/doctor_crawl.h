/*
 * Every link within the server followed, breadth first.
 */
#ifndef DOCTOR_DOCTOR_CRAWL_H
#define DOCTOR_DOCTOR_CRAWL_H

#include "doctor_report.h"
#include "doctor_visit.h"

/**
 * doctor_crawl_gemini(visit, report), doctor_crawl_gopher(visit, report):
 * Begin at the root.  Each link that leads nowhere is an error.
 */
void doctor_crawl_gemini(
    struct doctor_visit *visit, struct doctor_report *report);
void doctor_crawl_gopher(
    struct doctor_visit *visit, struct doctor_report *report);

#endif
