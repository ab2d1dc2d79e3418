/*
 * The options of lozenged.conf that have one value, as tables: name, kind,
 * place in the struct, what is allowed.
 *
 * One table a section of the file serves its reading, its messages and its
 * printing.
 */
#ifndef CONFIG_CONFIG_FIELDS_H
#define CONFIG_CONFIG_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "span.h"

/* What a value is, and what it is in the struct. */
enum config_kind {
	CONFIG_KIND_NUMBER,     /* unsigned, between min and max */
	CONFIG_KIND_DURATION,   /* unsigned milliseconds, between min and max */
	CONFIG_KIND_CHOICE,     /* an enum: the index of one of the words */
	CONFIG_KIND_SWITCH,     /* bool: the index of one of the two words */
	CONFIG_KIND_PATH,       /* char *, relative to the file's directory */
	CONFIG_KIND_USER,       /* char *, all from here on */
	CONFIG_KIND_HOST,       /* lower-case */
	CONFIG_KIND_LANG,       /* a language tag */
	CONFIG_KIND_MEDIA_TYPE, /* type/subtype */
	CONFIG_KIND_TARGET,     /* where a redirect leads */
};

struct config_field {
	const char *name;
	enum config_kind kind;
	size_t offset;            /* in the section's struct */
	unsigned min, max;        /* NUMBER, DURATION */
	const char *const *words; /* CHOICE, SWITCH; NULL-terminated */
};

/* A section's table; ends with a field without a name. */
extern const struct config_field config_fields_server[];   /* struct config */
extern const struct config_field config_fields_listener[]; /* _listener */
extern const struct config_field config_fields_capsule[];  /* _capsule */
extern const struct config_field config_fields_redirect[]; /* _rule */
extern const struct config_field config_fields_media[];    /* _override */
extern const struct config_field config_fields_private[];  /* _private */

/* How the setting of a field went. */
enum config_verdict {
	CONFIG_VALUE_OK,
	CONFIG_VALUE_REFUSED,
	CONFIG_VALUE_NO_MEMORY,
};

/**
 * config_fields_set(field, section, text, directory):
 * Check ${text} and store it in ${section}, the struct that the field's table
 * is for.  A relative path is taken from ${directory} (NULL-terminated, or
 * NULL for the current one).  Unless OK, the struct is as before.
 */
enum config_verdict config_fields_set(const struct config_field *field,
    void *section, struct span text, const char *directory);

/**
 * config_fields_expects(out, field):
 * Append in words what the field accepts: "a number from 1 to 64".
 */
void config_fields_expects(
    struct buffer *out, const struct config_field *field);

/**
 * config_fields_get(out, field, section):
 * Append the field's value as lozenged.conf writes it, without quotes.  False,
 * with nothing appended, when it is a text that is not set.
 */
bool config_fields_get(
    struct buffer *out, const struct config_field *field, const void *section);

/** config_fields_is_text(field): is the value one that is written in quotes? */
bool config_fields_is_text(const struct config_field *field);

#endif
