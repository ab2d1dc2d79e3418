#include "confinement.h"

#include <stddef.h>

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
confine(const struct sandbox_plan *plan, const struct user *user,
    struct sandbox_report *report)
{
	if (user != NULL && user_become(user, &report->failure) != 0)
		return -1;
	return sandbox_enter(plan, report);
}
