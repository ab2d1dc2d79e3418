/*
 * The values that options and lozenged.conf have in common: text in, checked
 * values out.
 *
 * Pure text; nothing is opened, looked up or remembered.  What a value must
 * look like is said in words by the constants below, for the messages.
 */
#ifndef CONFIG_CONFIG_VALUE_H
#define CONFIG_CONFIG_VALUE_H

#include <stdbool.h>

#include "span.h"

/* Longest host name, in bytes.  Source: RFC 1035, 2.3.4 (as text). */
#define CONFIG_HOST_MAX 253

/* What the checks below accept. */
#define CONFIG_EXPECTS_SOCKET                                                  \
	"[ADDR]:PORT, as 127.0.0.1:1965, [::1]:1965 or :1965"
#define CONFIG_EXPECTS_HOST                                                    \
	"a host name or an IP address (an international name in its ASCII "    \
	"form, xn--...)"

/**
 * config_value_number(value, text, min, max):
 * Read ${text}, which must be decimal digits and nothing else, between ${min}
 * and ${max}.  On false ${value} is untouched.
 */
bool config_value_number(
    unsigned *value, struct span text, unsigned min, unsigned max);

/**
 * config_value_socket(address, port, text):
 * Take "[ADDR]:PORT" apart.  ${address} points into ${text}: an IP literal
 * without brackets, or empty when none is given, which means every address.
 * ${port} is 0 to 65535.  False when ${text} is anything else.
 */
bool config_value_socket(
    struct span *address, unsigned *port, struct span text);

/**
 * config_value_host(host, text):
 * Write the host ${text} as it is compared: lower-case, without a dot at its
 * end or brackets around it.  False when it is neither a host name (labels of
 * letters, digits and hyphens) nor an IP literal.
 */
bool config_value_host(char host[CONFIG_HOST_MAX + 1], struct span text);

/**
 * config_value_duration(ms, text, min_ms, max_ms):
 * Read a time: digits and a unit, ms, s, m or h; seconds without one.  The
 * milliseconds must lie between ${min_ms} and ${max_ms}.
 */
bool config_value_duration(
    unsigned *ms, struct span text, unsigned min_ms, unsigned max_ms);

/**
 * config_value_is_plain(text):
 * Is there text, and no control character in it?
 */
bool config_value_is_plain(struct span text);

/**
 * config_value_is_user(text):
 * Is ${text} a name that a user may have?  Whether there is one is not asked.
 */
bool config_value_is_user(struct span text);

#endif
