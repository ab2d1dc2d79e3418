/*
 * The user that lozenged's children become when it was started as root.
 */
#ifndef SYSTEM_USER_H
#define SYSTEM_USER_H

#include <sys/types.h>

#include "failure.h"

struct user {
	uid_t uid;
	gid_t gid;
};

/**
 * user_find(user, name, failure):
 * Look ${name} up; NULL means "lozenge", or "nobody" where there is none.
 * 0, or -1 with errno and a reason: ENOENT if there is no such user, EINVAL if
 * it is root, which would confine nobody.
 */
int user_find(struct user *user, const char *name, struct failure *failure);

/**
 * user_become(user, failure):
 * Become ${user} for good, without other groups and without capabilities, and
 * make sure that there is no way back.  0, or -1 with errno and a reason: the
 * process must then end, as it may be neither the one nor the other.
 */
int user_become(const struct user *user, struct failure *failure);

#endif
