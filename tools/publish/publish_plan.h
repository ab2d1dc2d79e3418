/*
 * What publishing has to do, found out without changing anything.
 */
#ifndef PUBLISH_PUBLISH_PLAN_H
#define PUBLISH_PUBLISH_PLAN_H

#include <sys/stat.h>

#include "capsule.h"
#include "diagnostic.h"
#include "manifest.h"
#include "publish_compare.h"
#include "publish_request.h"

/* The list of a build that has begun; see publish.h. */
#define PUBLISH_PENDING MANIFEST_NAME "-pending"

/* A manifest that has not its name yet. */
#define PUBLISH_UNNAMED MANIFEST_NAME "-new"

/* A folder that files of the capsule are in. */
struct publish_folder {
	char *path;      /* owned */
	bool is_ours;    /* an earlier build made it, or this one will */
	bool is_new;     /* not there yet */
	bool is_blocked; /* something else is there, which has been told */
};

struct publish_plan {
	const struct capsule *capsule;
	const struct publish_request *request;
	struct diagnostics *list;
	struct beneath root;            /* fd -1: not there yet */
	struct manifest owned;          /* what earlier builds made */
	enum publish_action *actions;   /* for each file of the capsule */
	struct publish_folder *folders; /* each before those in it */
	size_t folder_count;
	struct buffer scratch; /* room for any temporary name: writing, which
				  must not end half-way, needs no memory */
	bool was_interrupted;  /* an earlier build was killed */
	struct stat *sources;  /* the documents */
};

/**
 * publish_plan_make(plan):
 * With capsule, request, list and root set: fill the rest.  Told: clashes, and
 * what cannot be looked at.  False if publishing must not go on.
 */
bool publish_plan_make(struct publish_plan *plan);

/**
 * publish_plan_manifest(plan, out):
 * Append what the manifest says once the capsule is published.
 */
void publish_plan_manifest(const struct publish_plan *plan, struct buffer *out);

/** publish_plan_is_source(plan, status): is the file one of the documents? */
bool publish_plan_is_source(
    const struct publish_plan *plan, const struct stat *status);

/** publish_plan_free(plan): release what it holds, its root aside. */
void publish_plan_free(struct publish_plan *plan);

/**
 * publish_plan_tell(plan, name, code, what),
 * publish_plan_tell_errno(plan, name, code, what):
 * Tell that ${name} in the capsule's directory is in the way, ${what} being
 * the message, or the message before errno's.  An empty name is the directory
 * itself.  False, for the caller to return.
 */
bool publish_plan_tell(const struct publish_plan *plan, const char *name,
    const char *code, const char *what);
bool publish_plan_tell_errno(const struct publish_plan *plan, const char *name,
    const char *code, const char *what);

#endif
