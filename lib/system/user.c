#include "user.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "errand.h"

/* The users that are looked for when none is named, the best one first. */
static const char *const usual_users[] = {"lozenge", "nobody"};

/* Longer names are no user's (useradd(8) allows 32 bytes). */
#define NAME_BYTES 256

#define USUAL_USERS (sizeof usual_users / sizeof *usual_users)

/* Where most users stand; asked first, for it takes no library to read. */
#define PASSWORD_FILE "/etc/passwd"

static bool
find_in_file(struct user *user, const char *name)
{
	FILE *file = fopen(PASSWORD_FILE, "re");
	const struct passwd *entry = NULL;

	if (file == NULL)
		return false;
	do
		entry = fgetpwent(file);
	while (entry != NULL && strcmp(entry->pw_name, name) != 0);
	if (entry != NULL)
		*user = (struct user){entry->pw_uid, entry->pw_gid};
	fclose(file);
	return entry != NULL;
}

/* What is asked of the user database; it goes to a child and back. */
struct query {
	char name[NAME_BYTES];
	struct user user;
};

/*
 * Ask the user database, on an errand: it may load libraries and open sockets
 * that should not stay with us.
 */
static int
ask_database(void *work, struct failure *failure)
{
	struct query *query = work;
	const struct passwd *entry = getpwnam(query->name);

	if (entry == NULL)
		return failure_set(
		    failure, ENOENT, "there is no user \"%s\"", query->name);
	query->user = (struct user){entry->pw_uid, entry->pw_gid};
	return 0;
}

static int
find_in_database(struct user *user, const char *name, struct failure *failure)
{
	struct query query;
	size_t len = strlen(name);

	if (len >= sizeof query.name)
		return failure_set(
		    failure, ENOENT, "there is no user \"%s\"", name);
	memcpy(query.name, name, len + 1);
	if (errand_run(ask_database, &query, sizeof query, failure) != 0)
		return -1;
	*user = query.user;
	return 0;
}

/* The usual users, in the file and then in the database. */
static int
find_usual(struct user *user, struct failure *failure)
{
	for (size_t i = 0; i < USUAL_USERS; i++) {
		if (find_in_file(user, usual_users[i]))
			return 0;
	}
	for (size_t i = 0; i < USUAL_USERS; i++) {
		if (find_in_database(user, usual_users[i], failure) == 0)
			return 0;
	}
	return failure_set(failure, ENOENT,
	    "there is neither a user \"%s\" nor \"%s\"", usual_users[0],
	    usual_users[1]);
}

int
user_find(struct user *user, const char *name, struct failure *failure)
{
	if (name == NULL)
		return find_usual(user, failure);
	if (!find_in_file(user, name) &&
	    find_in_database(user, name, failure) != 0)
		return -1;
	if (user->uid == 0)
		return failure_set(failure, EINVAL,
		    "\"%s\" is root: name a user without rights", name);
	return 0;
}

/* Is the process this user and nothing else? */
static bool
has_become(const struct user *user)
{
	uid_t real_uid, effective_uid, saved_uid;
	gid_t real_gid, effective_gid, saved_gid;

	if (getresuid(&real_uid, &effective_uid, &saved_uid) == -1 ||
	    getresgid(&real_gid, &effective_gid, &saved_gid) == -1)
		return false;
	if (real_uid != user->uid || effective_uid != user->uid ||
	    saved_uid != user->uid || real_gid != user->gid ||
	    effective_gid != user->gid || saved_gid != user->gid ||
	    getgroups(0, NULL) != 0)
		return false;
	return setuid(0) == -1 && setgid(0) == -1;
}

int
user_become(const struct user *user, struct failure *failure)
{
	/* Groups first: afterwards there is no right to change them. */
	if (setgroups(0, NULL) == -1 ||
	    setresgid(user->gid, user->gid, user->gid) == -1 ||
	    setresuid(user->uid, user->uid, user->uid) == -1)
		return failure_set(failure, errno, "cannot become user %ju: %s",
		    (uintmax_t)user->uid, strerror(errno));
	if (!has_become(user))
		return failure_set(failure, EPERM,
		    "user %ju could be left again", (uintmax_t)user->uid);
	return 0;
}
