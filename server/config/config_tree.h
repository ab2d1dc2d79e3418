/*
 * lozenged.conf as a tree of texts, each with the line it stands on.
 *
 * The only module that includes libconfuse.  It knows which names there are
 * and where; what the texts mean is for config_file.
 */
#ifndef CONFIG_CONFIG_TREE_H
#define CONFIG_CONFIG_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "config_fields.h"
#include "span.h"

/* A section, the file itself being the outermost. */
struct cfg_t;

/* What may stand in a section: its fields, lists of texts, and sections. */
struct config_schema {
	const char *name; /* NULL: the file itself */
	const struct config_field *fields;
	const char *const *lists;                    /* NULL-terminated */
	const struct config_schema *const *sections; /* NULL-terminated */
};

/* A text of the file. */
struct config_text {
	unsigned line; /* from 1 */
	char text[];   /* NUL-terminated */
};

/**
 * config_tree_read(file, text, schema):
 * Read ${text}, the bytes of ${file}.  NULL when it breaks the form or has a
 * name that ${schema} has not; that is said on standard error as
 * "FILE:LINE: ...".  The caller releases the tree with config_tree_free.
 */
struct cfg_t *config_tree_read(
    const char *file, struct span text, const struct config_schema *schema);

/** config_tree_free(tree): release it; NULL is legal. */
void config_tree_free(struct cfg_t *tree);

/**
 * config_tree_text(section, name, index):
 * The ${index}th text of an option, or NULL when there are not so many.  It
 * lives as long as the tree.
 */
const struct config_text *config_tree_text(
    struct cfg_t *section, const char *name, size_t index);

/** config_tree_given(section, name): does the file set this option at all? */
bool config_tree_given(struct cfg_t *section, const char *name);

/**
 * config_tree_section(section, name, index):
 * The ${index}th section of this name within ${section}; NULL at their end.
 */
struct cfg_t *config_tree_section(
    struct cfg_t *section, const char *name, size_t index);

/** config_tree_title(section), config_tree_line(section): its title and where
 * its brace opens. */
const char *config_tree_title(struct cfg_t *section);
unsigned config_tree_line(struct cfg_t *section);

#endif
