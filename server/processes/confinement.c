#include "confinement.h"

#include <stddef.h>

#include "child_terms.h"
#include "user.h"

enum sandbox_mode
confinement_mode(const struct config *config)
{
	switch (config->sandbox) {
	case CONFIG_SANDBOX_STRICT:
		return SANDBOX_STRICT;
	case CONFIG_SANDBOX_BEST_EFFORT:
		return SANDBOX_BEST_EFFORT;
	case CONFIG_SANDBOX_OFF:
		break;
	}
	return SANDBOX_OFF;
}

int
confine(const struct child_terms *terms, enum sandbox_role role,
    const int *roots, size_t root_count, struct failure *failure)
{
	const struct sandbox_plan plan = {
	    .role = role,
	    .mode = confinement_mode(terms->config),
	    .root_fds = roots,
	    .root_count = root_count,
	    .violation_fd = terms->violation_fd,
	};
	struct sandbox_report report = {.in_force = 0};
	int result;

	if (terms->user != NULL && user_become(terms->user, failure) != 0)
		return -1;
	result = sandbox_enter(&plan, &report);
	*failure = report.failure;
	return result;
}
