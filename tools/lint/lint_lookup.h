/*
 * Which file of a capsule does a path lead to, symbolic links considered?
 */
#ifndef LINT_LINT_LOOKUP_H
#define LINT_LINT_LOOKUP_H

#include <stddef.h>

#include "buffer.h"
#include "lint_tree.h"

struct lint_lookup {
	const struct lint_tree *tree; /* borrowed */
	size_t *by_inode;             /* owned: what is no alias, by inode */
	size_t count;                 /* of by_inode */
};

/**
 * lint_lookup_begin(lookup, tree):
 * Get ready to look things up in ${tree}, complete and sorted.  0, or -1
 * without memory; lint_lookup_free is due either way.
 */
int lint_lookup_begin(struct lint_lookup *lookup, const struct lint_tree *tree);

/** lint_lookup_free(lookup): release what it owns. */
void lint_lookup_free(struct lint_lookup *lookup);

/**
 * lint_lookup_real(lookup, entry):
 * What ${entry} stands for if it is an alias; otherwise, or if nobody knows,
 * ${entry} itself.
 */
const struct lint_entry *lint_lookup_real(
    const struct lint_lookup *lookup, const struct lint_entry *entry);

/**
 * lint_lookup_find(lookup, path):
 * The entry at ${path} (not empty; it is given a NUL beyond its end), an alias
 * replaced by what it stands for; NULL if there is no such file.  Only a path
 * that the tree does not hold costs a system call.
 */
const struct lint_entry *lint_lookup_find(
    const struct lint_lookup *lookup, struct buffer *path);

#endif
