#include "sandbox.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "sandbox_landlock.h"
#include "sandbox_seccomp.h"

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#define IS_SANITIZED __has_feature(address_sanitizer)
#else
#define IS_SANITIZED 0
#endif

bool
sandbox_is_built_in(void)
{
#if IS_SANITIZED || defined(LOZENGE_NO_SANDBOX)
	return false;
#else
	return true;
#endif
}

/* No core file, no tracer, no set-user-id program.  0, or -1 with errno. */
int
sandbox_limit(void)
{
	static const struct rlimit none = {0, 0};

	if (setrlimit(RLIMIT_CORE, &none) == -1 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
		return -1;
	return sandbox_is_built_in() ? prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) : 0;
}

/* Say that a part is missing, after what is missing already. */
static void
add_reason(struct sandbox_report *report, const struct failure *failure)
{
	size_t used = strlen(report->failure.text);

	snprintf(report->failure.text + used,
	    sizeof report->failure.text - used, "%s%s", used > 0 ? "; " : "",
	    failure->text);
}

/* Files.  0, or -1 with errno and the reason added to the report. */
static int
restrict_files(const struct sandbox_plan *plan, struct sandbox_report *report)
{
	struct failure failure;
	int version = sandbox_landlock_version();
	size_t count = plan->role == SANDBOX_KEYHOLDER ? 0 : plan->root_count;

	if (sandbox_landlock_restrict(plan->root_fds, count, &failure) == -1) {
		add_reason(report, &failure);
		return -1;
	}
	report->in_force |= SANDBOX_LANDLOCK;
	if (version >= SANDBOX_LANDLOCK_ABI_TCP)
		report->in_force |= SANDBOX_NO_TCP;
	return 0;
}

/* System calls.  Likewise. */
static int
restrict_calls(const struct sandbox_plan *plan, struct sandbox_report *report)
{
	struct failure failure;

	if (sandbox_seccomp_restrict(
		plan->role, plan->violation_fd, &failure) == -1) {
		add_reason(report, &failure);
		return -1;
	}
	report->in_force |= SANDBOX_SECCOMP;
	return 0;
}

int
sandbox_enter(const struct sandbox_plan *plan, struct sandbox_report *report)
{
	int missing = 0, error = 0;

	*report = (struct sandbox_report){0};
	if (sandbox_limit() == -1)
		return failure_set(&report->failure, errno,
		    "cannot limit the process: %s", strerror(errno));
	report->in_force = SANDBOX_LIMITS;
	if (plan->mode == SANDBOX_OFF)
		return 0;
	if (!sandbox_is_built_in()) {
		failure_set(&report->failure, 0,
		    "this is a test build, without a sandbox");
		return 0;
	}

	/* Landlock first: the filter forbids its calls. */
	if (restrict_files(plan, report) == -1) {
		error = errno;
		missing++;
	}
	if (restrict_calls(plan, report) == -1) {
		error = errno;
		missing++;
	}
	if (missing == 0 || plan->mode == SANDBOX_BEST_EFFORT)
		return 0;
	errno = error;
	return -1;
}
