/*
 * What publishing has to do, found out without changing anything.
 */
#ifndef PUBLISH_PUBLISH_PLAN_H
#define PUBLISH_PUBLISH_PLAN_H

#include "manifest.h"
#include "publish.h"

enum publish_action {
	PUBLISH_WRITE, /* new, or different */
	PUBLISH_KEEP,  /* there already, byte for byte */
	PUBLISH_SELF,  /* the document's own file, in the document's folder */
};

struct publish_plan {
	const struct capsule *capsule;
	const struct publish_request *request;
	struct diagnostics *list;
	int directory;                /* -1: not there yet */
	struct manifest owned;        /* what earlier builds made */
	enum publish_action *actions; /* for each file of the capsule */
	bool was_interrupted;         /* an earlier build was killed */
	struct stat document;
};

/**
 * publish_plan_make(plan):
 * With capsule, request, list and directory set: fill the rest.  Clashes are
 * told.  False if publishing must not go on.
 */
bool publish_plan_make(struct publish_plan *plan);

/**
 * publish_plan_compare(plan, file):
 * Is what stands at the name of ${file} the file already?
 */
enum publish_action publish_plan_compare(
    const struct publish_plan *plan, const struct capsule_file *file);

/** publish_plan_free(plan): release what it holds, its directory aside. */
void publish_plan_free(struct publish_plan *plan);

/**
 * publish_plan_tell(plan, name, code, what):
 * Tell that ${name} in the capsule's directory is in the way, ${what} being
 * the message.  An empty name is the directory itself.
 */
void publish_plan_tell(const struct publish_plan *plan, const char *name,
    const char *code, const char *what);

/** The list of a build that has begun; see publish.h. */
#define PUBLISH_PENDING ".lozenge-pending"

#endif
