/*
 * A capsule's private areas: who may see what lies beneath a prefix.
 *
 * Decides on the decoded path, dot segments resolved and ASCII case ignored
 * (a file system may not tell it apart), so that no spelling leads round it.
 * Of nested areas the innermost decides alone.  What a symbolic link elsewhere
 * in the capsule leads to is as public as the link.
 *
 * An area may have a list of certificates, an authority that issues them, or
 * both: then either will do.  With neither any certificate will.
 *
 * An area's list of certificates (certificate_list.h) is looked at once a
 * second at most, and read again when it has changed.  One that cannot be read
 * then, or is malformed, lets nobody in.  Because a list may be replaced by
 * renaming, the directory it lies in is opened, and a sandbox that allows
 * reading beneath that directory lets us see the new one: better give lists a
 * directory of their own, outside of all capsules, and let the user whom
 * workers run as read them.
 */
#ifndef SITE_SITE_PRIVATE_H
#define SITE_SITE_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "failure.h"
#include "site_visitor.h"
#include "span.h"

struct config_capsule;
struct config_private;
struct path;

/* All private areas of one capsule; opaque. */
struct log;
struct site_private;

enum site_access {
	SITE_ACCESS_OPEN,     /* the path is not private, or is so for others */
	SITE_ACCESS_NEEDED,   /* private, and no certificate was shown: 60 */
	SITE_ACCESS_REFUSED,  /* not in the list, or no longer: 61 */
	SITE_ACCESS_OUTDATED, /* the certificate is not valid today: 62 */
};

/**
 * site_private_open(capsule, failure):
 * Open the directories of the lists of ${capsule}, which must outlive the
 * result, and read the lists.  NULL with errno and a reason: a list that is
 * not there or malformed, a prefix that can match nothing (dot segments above
 * the root, "//") or stands twice.  Released by site_private_close (NULL is
 * legal).
 */
struct site_private *site_private_open(
    const struct config_capsule *capsule, struct failure *failure);
void site_private_close(struct site_private *private);

/**
 * site_private_area(private, path):
 * The innermost area that the relative, decoded ${path} lies in; NULL if it is
 * public.  The directory "area" itself lies in "area/".
 */
const struct config_private *site_private_area(
    const struct site_private *private, struct span path);

/**
 * site_private_check(private, path, visitor):
 * May ${visitor} see ${path}?  Whether there is such a file does not matter.
 */
enum site_access site_private_check(struct site_private *private,
    const struct path *path, const struct site_visitor *visitor);

/**
 * site_private_report_to(private, log):
 * Say in ${log}, which must live as long, when a list that was replaced cannot
 * be used: its file and line, once until it changes.
 */
void site_private_report_to(struct site_private *private, struct log *log);

/**
 * site_private_rehearse(private, log):
 * Once this process is confined: say in ${log} which lists and authorities it
 * could not read again.
 */
void site_private_rehearse(const struct site_private *private, struct log *log);

/**
 * site_private_fds(private, fds):
 * Write the descriptors of the directories that lists and authorities lie in,
 * two an area at most, to ${fds}; how many there are.
 */
size_t site_private_fds(const struct site_private *private, int *fds);

#endif
