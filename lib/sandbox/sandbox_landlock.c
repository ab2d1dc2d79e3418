#include "sandbox_landlock.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Headers may be older than the kernel: these are the same on all machines. */
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

#define CREATE_RULESET_VERSION 1U
#define RULE_PATH_BENEATH 1

/* Access to files. */
#define READ_FILE (1ULL << 2)
#define READ_DIR (1ULL << 3)

/* What each version can deny, when it is more than the one before it could. */
static const struct {
	int version;
	uint64_t fs, net, scoped;
} denied[] = {
    {1, (1ULL << 13) - 1, 0, 0}, /* execute, write, read, remove, make */
    {2, 1ULL << 13, 0, 0},       /* rename and link across directories */
    {3, 1ULL << 14, 0, 0},       /* truncate */
    {4, 0, 3, 0},                /* TCP bind, connect */
    {5, 1ULL << 15, 0, 0},       /* ioctl of devices */
    {6, 0, 0, 3},                /* abstract Unix sockets, signals */
};

/* struct landlock_ruleset_attr; older versions know only its first fields. */
struct ruleset {
	uint64_t fs, net, scoped;
};

/* struct landlock_path_beneath_attr. */
struct path_rule {
	uint64_t allowed;
	int32_t parent_fd;
} __attribute__((packed));

int
sandbox_landlock_version(void)
{
	long version = syscall(
	    SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);

	return version > 0 ? (int)version : 0;
}

/* A set that denies all this version can.  Its descriptor, or -1. */
static int
create_ruleset(int version)
{
	struct ruleset ruleset = {0, 0, 0};
	size_t size = sizeof ruleset.fs;

	for (size_t i = 0; i < sizeof denied / sizeof *denied; i++) {
		if (denied[i].version > version)
			break;
		ruleset.fs |= denied[i].fs;
		ruleset.net |= denied[i].net;
		ruleset.scoped |= denied[i].scoped;
	}
	if (ruleset.net != 0)
		size = offsetof(struct ruleset, scoped);
	if (ruleset.scoped != 0)
		size = sizeof ruleset;
	return (int)syscall(SYS_landlock_create_ruleset, &ruleset, size, 0);
}

static int
allow_reading(int ruleset_fd, int root_fd)
{
	struct path_rule rule = {READ_FILE | READ_DIR, root_fd};

	return (int)syscall(
	    SYS_landlock_add_rule, ruleset_fd, RULE_PATH_BENEATH, &rule, 0);
}

int
sandbox_landlock_restrict(
    const int *root_fds, size_t root_count, struct failure *failure)
{
	int version = sandbox_landlock_version();
	int ruleset_fd, error;
	int result = 0;

	if (version == 0)
		return failure_set(
		    failure, errno, "no Landlock: %s", strerror(errno));
	ruleset_fd = create_ruleset(version);
	if (ruleset_fd == -1)
		return failure_set(
		    failure, errno, "Landlock: no rules: %s", strerror(errno));

	for (size_t i = 0; i < root_count && result == 0; i++)
		result = allow_reading(ruleset_fd, root_fds[i]);
	if (result == 0)
		result =
		    (int)syscall(SYS_landlock_restrict_self, ruleset_fd, 0);
	error = errno;
	close(ruleset_fd);
	if (result == 0)
		return 0;
	return failure_set(
	    failure, error, "Landlock: not in force: %s", strerror(error));
}
