/*
 * A capsule's `redirect` and `gone` rules: what they say of a path.
 *
 * Pure text.  A path is compared decoded, as "/a.gmi" or, asked for as a
 * directory, "/dir/": no spelling of it gets round a rule.
 */
#ifndef SITE_SITE_RULES_H
#define SITE_SITE_RULES_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

struct config_capsule;
struct config_rule;
struct path;

/**
 * site_rules_find(capsule, path):
 * The rule that is nearest to ${path}, borrowed; NULL if none speaks of it.
 */
const struct config_rule *site_rules_find(
    const struct config_capsule *capsule, const struct path *path);

/**
 * site_rules_target(out, rule, path):
 * Append where ${rule}, a redirect that fits ${path}, leads: a URI reference
 * without a fragment.
 *
 * What a prefix rule's "*" stands for goes, percent-encoded, in the place of a
 * "*" at the end of the target's path, or without one behind that path, with
 * one slash between.  The query of a request is not kept: it is what a reader
 * typed, and meant for the page that asked.
 *
 * False, with ${out} undefined, when that would lead to another scheme or host
 * than the target names, or is longer than ${out} may be.
 */
bool site_rules_target(struct buffer *out, const struct config_rule *rule,
    const struct path *path);

/**
 * site_rules_stays_within(capsule, target):
 * Does the URI reference ${target} lead into ${capsule} itself: has it no
 * host, or one of the capsule's in a gemini URL?
 */
bool site_rules_stays_within(
    const struct config_capsule *capsule, struct span target);

/**
 * site_rules_follow(path, target):
 * Make ${path} the one that the URI reference ${target} leads to from it; the
 * host is not looked at.  False, with ${path} undefined, if that is none.
 */
bool site_rules_follow(struct path *path, struct span target);

#endif
