/*
 * What the readers of lozenged.conf's sections share: where they read, and
 * how they say what is wrong.
 */
#ifndef CONFIG_CONFIG_READER_H
#define CONFIG_CONFIG_READER_H

#include <stdbool.h>

#include "config.h"
#include "config_fields.h"
#include "config_tree.h"

/* The reading of one file. */
struct config_reader {
	struct config *config;
	const char *file;      /* as in the messages */
	const char *directory; /* of relative paths; NULL: the current one */
	bool failed;           /* something was wrong, and has been said */
};

/**
 * config_reader_refuse(reader, line, name, text, expects):
 * Say "FILE:LINE: NAME "TEXT": expected EXPECTS"; a NULL ${text} is left out.
 */
void config_reader_refuse(struct config_reader *reader, unsigned line,
    const char *name, const char *text, const char *expects);

/** config_reader_no_memory(reader): say that memory ran out. */
void config_reader_no_memory(struct config_reader *reader);

/**
 * config_reader_fields(reader, section, fields, values):
 * Read the options of ${fields} that ${section} has into the struct ${values}.
 */
void config_reader_fields(struct config_reader *reader, struct cfg_t *section,
    const struct config_field *fields, void *values);

/**
 * config_reader_line(section, name):
 * The line of an option's value in ${section}; 0 if it is not given.
 */
unsigned config_reader_line(struct cfg_t *section, const char *name);

/**
 * config_reader_capsule(reader, section):
 * Add the capsule that a section "capsule" describes.
 */
void config_reader_capsule(struct config_reader *reader, struct cfg_t *section);

#endif
