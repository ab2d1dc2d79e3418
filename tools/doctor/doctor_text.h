/*
 * Judging what came: header lines, statuses, media types.  Pure text.
 *
 * Source: Gemini specification 0.24.1, "Responses".
 */
#ifndef DOCTOR_DOCTOR_TEXT_H
#define DOCTOR_DOCTOR_TEXT_H

#include <stdbool.h>

#include "gemini_header.h"
#include "span.h"

/**
 * doctor_text_header_fault(answer):
 * What is wrong with the form of the header line that ${answer} begins with;
 * NULL if nothing is.  Static.
 */
const char *doctor_text_header_fault(struct span answer);

/**
 * doctor_text_header_read(header, answer):
 * Read the header of ${answer} as far as it can be read at all: two digits,
 * 10 to 69, are enough.  A fault in its form is told once, by
 * doctor_text_header_fault, and must not hide what else the server does right.
 */
bool doctor_text_header_read(struct gemini_header *header, struct span answer);

/**
 * doctor_text_status_in(status, list):
 * Is ${status} one of those in ${list}, "51 59" or "2x 31", where an x is any
 * digit?
 */
bool doctor_text_status_in(int status, const char *list);

/**
 * doctor_text_parameter(meta, name, value):
 * Find a parameter of a media type, as charset in "text/plain; charset=x";
 * ${value} is without its quotes.  False if it is not there.
 */
bool doctor_text_parameter(
    struct span meta, struct span name, struct span *value);

/** doctor_text_is_type(meta, type): is that the media type, case aside? */
bool doctor_text_is_type(struct span meta, struct span type);

#endif
