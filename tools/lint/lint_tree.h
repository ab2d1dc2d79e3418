/*
 * All files beneath a capsule's root: a sorted list, and how to open them.
 * lint_walk fills it.
 */
#ifndef LINT_LINT_TREE_H
#define LINT_LINT_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "beneath.h"
#include "span.h"

struct buffer;

enum lint_kind {
	LINT_PAGE, /* gemtext, by its name */
	LINT_TEXT, /* other text */
	LINT_FILE, /* anything else, and what is no regular file */
	LINT_DIRECTORY,
};

struct lint_entry {
	char *path; /* owned; relative to the root, without a leading slash */
	enum lint_kind kind;
	bool served;   /* would a server hand it out? */
	bool is_alias; /* a symbolic link within the capsule */
	dev_t device;  /* of the file itself, or what the alias leads to */
	ino_t inode;
};

/* Entries are sorted by path, byte for byte. */
struct lint_tree {
	struct beneath root;
	const char *name; /* borrowed: the root, as findings name it */
	struct lint_entry *entries;
	size_t count, capacity;
};

/**
 * lint_tree_begin(tree, name):
 * Open the directory ${name}; the list is empty.  0, or -1 and errno.
 * lint_tree_free is due either way.
 */
int lint_tree_begin(struct lint_tree *tree, const char *name);

/**
 * lint_tree_add(tree, path):
 * Add an entry with a copy of ${path} and return it to be filled, valid until
 * the next one is added; NULL without memory.
 */
struct lint_entry *lint_tree_add(struct lint_tree *tree, const char *path);

/** lint_tree_sort(tree): when all are added, before any is looked for. */
void lint_tree_sort(struct lint_tree *tree);

/** lint_tree_free(tree): release all it owns. */
void lint_tree_free(struct lint_tree *tree);

/** lint_tree_find(tree, path): the entry at ${path}, or NULL. */
struct lint_entry *lint_tree_find(
    const struct lint_tree *tree, struct span path);

/**
 * lint_tree_open(tree, path, flags):
 * Open ${path}, NUL-terminated and relative to the root, never outside it and
 * without waiting (a FIFO opens at once).  -1 and errno on failure: EXDEV or
 * ELOOP when a symbolic link leads out.
 */
int lint_tree_open(const struct lint_tree *tree, const char *path, int flags);

/**
 * lint_tree_read(tree, path, text, most):
 * Append what the file at ${path}, opened as by lint_tree_open, holds to
 * ${text}.  0, or -1 with errno: EFBIG beyond ${most} bytes.
 */
int lint_tree_read(const struct lint_tree *tree, const char *path,
    struct buffer *text, size_t most);

/**
 * lint_tree_full_name(tree, path): "ROOT/path" as findings name it, to be
 * freed; NULL without memory.
 */
char *lint_tree_full_name(const struct lint_tree *tree, const char *path);

#endif
