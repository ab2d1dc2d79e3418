#include "redirect_loops.h"

#include <stdio.h>

#include "buffer.h"
#include "config.h"
#include "path.h"
#include "site_rules.h"
#include "uri.h"

/* What stands for the "*" of a prefix. */
#define SAMPLE_NAME "page.gmi"

/* Room for a rule's path, percent-encoded, and that name. */
#define SAMPLE_BYTES (3 * PATH_BYTES_MAX + 64)

/* Room for a target, as a reply has it. */
#define TARGET_BYTES 1024

/* A path that the rule speaks of. */
static bool
sample_path(struct path *path, const struct config_rule *rule)
{
	char bytes[SAMPLE_BYTES];
	struct buffer text = BUFFER_WITHIN(bytes);
	struct span rule_path = span_from(rule->path);
	bool is_prefix = span_ends_with(rule_path, SPAN("*"));

	rule_path.len -= is_prefix;
	uri_percent_encode(&text, rule_path);
	if (is_prefix)
		buffer_append_text(&text, SAMPLE_NAME);
	return !text.failed &&
	       path_from_uri(path, buffer_span(&text)) == PATH_OK;
}

/* Go where the rule sends whoever asks for ${path}; false: out of here. */
static bool
take_step(struct path *path, const struct config_capsule *capsule,
    const struct config_rule *rule)
{
	char bytes[TARGET_BYTES];
	struct buffer target = BUFFER_WITHIN(bytes);

	return rule->target != NULL && site_rules_target(&target, rule, path) &&
	       site_rules_stays_within(capsule, buffer_span(&target)) &&
	       site_rules_follow(path, buffer_span(&target));
}

bool
redirect_loops_is_circle(
    const struct config_capsule *capsule, const struct config_rule *rule)
{
	struct path path;

	if (!sample_path(&path, rule))
		return false;
	for (size_t step = 0; step <= capsule->rule_count; step++) {
		const struct config_rule *next =
		    site_rules_find(capsule, &path);

		if (next == NULL || !take_step(&path, capsule, next))
			return false;
	}
	return true;
}

unsigned
redirect_loops_check(const struct config *config)
{
	unsigned loops = 0;

	for (size_t i = 0; i < config->capsule_count; i++) {
		const struct config_capsule *capsule = &config->capsules[i];

		for (size_t j = 0; j < capsule->rule_count; j++) {
			const struct config_rule *rule = &capsule->rules[j];

			if (!redirect_loops_is_circle(capsule, rule))
				continue;
			fprintf(stderr,
			    "%s:%u: redirect \"%s\": leads round in a circle\n",
			    config->file, rule->line, rule->path);
			loops++;
		}
	}
	return loops;
}
