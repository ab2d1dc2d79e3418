/*
 * Redirects that lead round in a circle, found before any client does.
 */
#ifndef SITE_REDIRECT_LOOPS_H
#define SITE_REDIRECT_LOOPS_H

#include <stdbool.h>

struct config;
struct config_capsule;
struct config_rule;

/**
 * redirect_loops_is_circle(capsule, rule):
 * Does ${rule}, a redirect of ${capsule}'s, lead on and on within its hosts?
 * What a prefix is followed by is taken to be one name.
 */
bool redirect_loops_is_circle(
    const struct config_capsule *capsule, const struct config_rule *rule);

/**
 * redirect_loops_check(config):
 * Say on standard error, "FILE:LINE: ...", which redirects of ${config} lead
 * round in a circle.  How many do.
 */
unsigned redirect_loops_check(const struct config *config);

#endif
