/*
 * What options and lozenged.conf say about pages: media types, paths, redirect
 * targets.
 *
 * Pure syntax: no file is looked at.  The constants say in words, for the
 * messages, what each check accepts.
 */
#ifndef CONFIG_CONFIG_CONTENT_H
#define CONFIG_CONFIG_CONTENT_H

#include <stdbool.h>

#include "span.h"

#define CONFIG_EXPECTS_LANG "a BCP 47 language tag, as en or pt-BR"
#define CONFIG_EXPECTS_MEDIA_TYPE "a media type, as text/plain"
#define CONFIG_EXPECTS_RULE "a path, as /old.gmi, or a prefix, as /old/*"
#define CONFIG_EXPECTS_PREFIX "a path prefix that begins and ends with /"
#define CONFIG_EXPECTS_LISTING                                                 \
	"yes, no or path prefixes that begin and end with /"
#define CONFIG_EXPECTS_TARGET                                                  \
	"a URI or a path, without a fragment and not beginning with //"

/**
 * config_content_is_media_type(text):
 * Is ${text} "type/subtype", perhaps with "; name=value" behind it, and fit
 * for a response header?  Source: RFC 2045, 5.1.
 */
bool config_content_is_media_type(struct span text);

/**
 * config_content_is_rule(text):
 * Is ${text} a decoded path, or with "*" at its end, and there only, a prefix?
 */
bool config_content_is_rule(struct span text);

/**
 * config_content_is_switch(is_on, text):
 * Is ${text} the word of a switch, and which one?  ${is_on} is set if so.
 */
bool config_content_is_switch(bool *is_on, struct span text);

/**
 * config_content_is_prefix(text):
 * Is ${text} a decoded path that ends with "/"?
 */
bool config_content_is_prefix(struct span text);

/**
 * config_content_is_target(text):
 * May a redirect lead to ${text}?  A URI reference of at most 1024 bytes; what
 * begins with "//" is refused, for it leaves the host without looking so.
 */
bool config_content_is_target(struct span text);

#endif
