/*
 * robots.txt, as one who looks at every page reads it.  Pure text.
 *
 * Source: the robots.txt companion specification of Gemini: groups for `*` and
 * for `researcher` are ours.
 */
#ifndef DOCTOR_DOCTOR_ROBOTS_H
#define DOCTOR_DOCTOR_ROBOTS_H

#include <stdbool.h>

#include "span.h"

/**
 * doctor_robots_allow(robots, path):
 * May ${path} be visited, by the text ${robots}?  An empty text allows all.
 */
bool doctor_robots_allow(struct span robots, struct span path);

#endif
