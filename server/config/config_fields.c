/*
 * The single-valued options of lozenged.conf.  See config_fields.h.
 */
#include "config_fields.h"

#include <stdlib.h>
#include <string.h>

#include "language_tag.h"

#include "config.h"
#include "config_content.h"
#include "config_store.h"
#include "config_value.h"

#define HOUR_MS 3600000
#define SHORTEST_MS 100 /* under this no honest client is served */
#define CONNECTIONS_MAX 1000000
#define PADDING_MAX 16384 /* a TLS record.  Source: RFC 8446, 5.1 */

static const char *const off_on[] = {"off", "on", NULL};
static const char *const no_yes[] = {"no", "yes", NULL};
static const char *const protocols[] = {"gemini", "gopher", NULL};
static const char *const charsets[] = {"utf-8", "ascii", NULL};
static const char *const sandboxes[] = {"strict", "best-effort", "off", NULL};
static const char *const logs[] = {"errors", "requests", NULL};
static const char *const log_addresses[] = {"none", "prefix", "full", NULL};
static const char *const log_targets[] = {"stderr", "syslog", NULL};

/* Rows of the tables below. */
#define NUMBER(name, member, min, max)                                         \
	{                                                                      \
		name, CONFIG_KIND_NUMBER, offsetof(SECTION, member), min, max, \
		    NULL                                                       \
	}
#define DURATION(name, member)                                                 \
	{                                                                      \
		name, CONFIG_KIND_DURATION, offsetof(SECTION, member),         \
		    SHORTEST_MS, HOUR_MS, NULL                                 \
	}
#define WORD(name, kind, member, words)                                        \
	{                                                                      \
		name, CONFIG_KIND_##kind, offsetof(SECTION, member), 0, 0,     \
		    words                                                      \
	}
#define TEXT(name, kind, member)                                               \
	{                                                                      \
		name, CONFIG_KIND_##kind, offsetof(SECTION, member), 0, 0,     \
		    NULL                                                       \
	}
#define END                                                                    \
	{                                                                      \
		NULL, CONFIG_KIND_NUMBER, 0, 0, 0, NULL                        \
	}

#define SECTION struct config
const struct config_field config_fields_server[] = {
    TEXT("certs", PATH, certs_dir),
    TEXT("user", USER, user),
    NUMBER("workers", workers, 1, CONFIG_WORKERS_MAX),
    WORD("key-isolation", SWITCH, key_isolation, off_on),
    WORD("sandbox", CHOICE, sandbox, sandboxes),
    TEXT("gopher-host", HOST, gopher_host),
    NUMBER("gemini-port", gemini_port, 0, 65535),
    NUMBER("gopher-port", gopher_port, 0, 65535),
    NUMBER("gopher-width", gopher_width, 40, 200),
    WORD("gopher-charset", SWITCH, gopher_ascii, charsets),
    DURATION("handshake-timeout", handshake_timeout_ms),
    DURATION("request-timeout", request_timeout_ms),
    DURATION("progress-window", progress_window_ms),
    DURATION("close-timeout", close_timeout_ms),
    DURATION("drain-timeout", drain_timeout_ms),
    NUMBER("connections", connections, 1, CONNECTIONS_MAX),
    NUMBER(
	"connections-per-address", connections_per_address, 0, CONNECTIONS_MAX),
    NUMBER("handshakes", handshakes, 1, CONNECTIONS_MAX),
    NUMBER("rate", rate, 0, CONNECTIONS_MAX),
    WORD("limit-loopback", SWITCH, limit_loopback, no_yes),
    WORD("log", CHOICE, log, logs),
    WORD("log-address", CHOICE, log_address, log_addresses),
    WORD("log-to", SWITCH, syslog, log_targets),
    NUMBER("padding", padding, 0, PADDING_MAX),
    TEXT("counts", PATH, counts),
    END,
};
#undef SECTION

#define SECTION struct config_listener
const struct config_field config_fields_listener[] = {
    WORD("protocol", CHOICE, protocol, protocols),
    WORD("proxy", SWITCH, proxy, no_yes),
    END,
};
#undef SECTION

#define SECTION struct config_capsule
const struct config_field config_fields_capsule[] = {
    TEXT("root", PATH, root),
    TEXT("lang", LANG, lang),
    TEXT("certificate", PATH, certificate),
    TEXT("key", PATH, key),
    WORD("search", SWITCH, search, off_on),
    END,
};
#undef SECTION

#define SECTION struct config_rule
const struct config_field config_fields_redirect[] = {
    TEXT("to", TARGET, target),
    WORD("permanent", SWITCH, permanent, no_yes),
    END,
};
#undef SECTION

#define SECTION struct config_override
const struct config_field config_fields_media[] = {
    TEXT("type", MEDIA_TYPE, media_type),
    TEXT("lang", LANG, lang),
    END,
};
#undef SECTION

#define SECTION struct config_private
const struct config_field config_fields_private[] = {
    TEXT("certificates", PATH, fingerprints),
    TEXT("authority", PATH, authority),
    END,
};
#undef SECTION

/* The enums of a config are read and written as the unsigned they are. */
_Static_assert(sizeof(enum config_sandbox) == sizeof(unsigned), "enum size");
_Static_assert(sizeof(enum config_log) == sizeof(unsigned), "enum size");

/* What a word of each kind must be, and how to say so. */
static const struct {
	bool (*check)(struct span text);
	const char *expects;
} texts[] = {
    [CONFIG_KIND_PATH] = {config_value_is_plain, "a path"},
    [CONFIG_KIND_USER] = {config_value_is_user, "the name of a user"},
    [CONFIG_KIND_HOST] = {NULL, CONFIG_EXPECTS_HOST},
    [CONFIG_KIND_LANG] = {language_tag_is_valid, CONFIG_EXPECTS_LANG},
    [CONFIG_KIND_MEDIA_TYPE] = {config_content_is_media_type,
	CONFIG_EXPECTS_MEDIA_TYPE},
    [CONFIG_KIND_TARGET] = {config_content_is_target, CONFIG_EXPECTS_TARGET},
};

/* Index of the word that the text is, or -1. */
static int
find_word(const char *const *words, struct span text)
{
	for (int i = 0; words[i] != NULL; i++)
		if (span_equal(span_from(words[i]), text))
			return i;
	return -1;
}

/* A switch also takes the words of all other on-off switches. */
static int
find_switch(const char *const *words, struct span text)
{
	int found = find_word(words, text);

	if (found < 0 && (words == off_on || words == no_yes))
		found = find_word(words == off_on ? no_yes : off_on, text);
	return found;
}

static enum config_verdict
set_host(char **slot, struct span text)
{
	char host[CONFIG_HOST_MAX + 1];

	if (!config_value_host(host, text))
		return CONFIG_VALUE_REFUSED;
	return config_store_text(slot, span_from(host)) == 0
		   ? CONFIG_VALUE_OK
		   : CONFIG_VALUE_NO_MEMORY;
}

static enum config_verdict
set_path(char **slot, struct span text, const char *directory)
{
	struct buffer path = BUFFER_EMPTY;
	enum config_verdict verdict = CONFIG_VALUE_OK;

	if (directory != NULL && text.ptr[0] != '/') {
		buffer_append_text(&path, directory);
		buffer_append_byte(&path, '/');
	}
	buffer_append(&path, text);
	if (path.failed || config_store_text(slot, buffer_span(&path)) != 0)
		verdict = CONFIG_VALUE_NO_MEMORY;
	buffer_free(&path);
	return verdict;
}

static enum config_verdict
set_text(
    enum config_kind kind, char **slot, struct span text, const char *directory)
{
	if (kind == CONFIG_KIND_HOST)
		return set_host(slot, text);
	if (!texts[kind].check(text))
		return CONFIG_VALUE_REFUSED;
	if (kind == CONFIG_KIND_PATH)
		return set_path(slot, text, directory);
	return config_store_text(slot, text) == 0 ? CONFIG_VALUE_OK
						  : CONFIG_VALUE_NO_MEMORY;
}

static bool
set_choice(unsigned *slot, int found)
{
	if (found >= 0)
		*slot = (unsigned)found;
	return found >= 0;
}

static bool
set_switch(bool *slot, int found)
{
	if (found >= 0)
		*slot = found == 1;
	return found >= 0;
}

enum config_verdict
config_fields_set(const struct config_field *field, void *section,
    struct span text, const char *directory)
{
	void *slot = (char *)section + field->offset;
	bool taken = false;

	switch (field->kind) {
	case CONFIG_KIND_NUMBER:
		taken = config_value_number(slot, text, field->min, field->max);
		break;
	case CONFIG_KIND_DURATION:
		taken =
		    config_value_duration(slot, text, field->min, field->max);
		break;
	case CONFIG_KIND_CHOICE:
		taken = set_choice(slot, find_word(field->words, text));
		break;
	case CONFIG_KIND_SWITCH:
		taken = set_switch(slot, find_switch(field->words, text));
		break;
	case CONFIG_KIND_PATH:
	case CONFIG_KIND_USER:
	case CONFIG_KIND_HOST:
	case CONFIG_KIND_LANG:
	case CONFIG_KIND_MEDIA_TYPE:
	case CONFIG_KIND_TARGET:
		return set_text(field->kind, slot, text, directory);
	}
	return taken ? CONFIG_VALUE_OK : CONFIG_VALUE_REFUSED;
}

/* "one, two or three" */
static void
append_words(struct buffer *out, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++) {
		if (i > 0)
			buffer_append_text(
			    out, words[i + 1] != NULL ? ", " : " or ");
		buffer_append_text(out, words[i]);
	}
}

/* The shortest way to write a time exactly. */
static void
append_duration(struct buffer *out, unsigned ms)
{
	if (ms % 1000 == 0)
		buffer_printf(out, "%us", ms / 1000);
	else
		buffer_printf(out, "%ums", ms);
}

void
config_fields_expects(struct buffer *out, const struct config_field *field)
{
	switch (field->kind) {
	case CONFIG_KIND_NUMBER:
		buffer_printf(
		    out, "a number from %u to %u", field->min, field->max);
		break;
	case CONFIG_KIND_DURATION:
		buffer_append_text(
		    out, "a time from 100ms to 1h, as 10s or 500ms");
		break;
	case CONFIG_KIND_CHOICE:
	case CONFIG_KIND_SWITCH:
		append_words(out, field->words);
		break;
	case CONFIG_KIND_PATH:
	case CONFIG_KIND_USER:
	case CONFIG_KIND_HOST:
	case CONFIG_KIND_LANG:
	case CONFIG_KIND_MEDIA_TYPE:
	case CONFIG_KIND_TARGET:
		buffer_append_text(out, texts[field->kind].expects);
		break;
	}
}

bool
config_fields_is_text(const struct config_field *field)
{
	return field->kind >= CONFIG_KIND_PATH;
}

bool
config_fields_get(
    struct buffer *out, const struct config_field *field, const void *section)
{
	const void *slot = (const char *)section + field->offset;

	switch (field->kind) {
	case CONFIG_KIND_NUMBER:
		buffer_printf(out, "%u", *(const unsigned *)slot);
		return true;
	case CONFIG_KIND_DURATION:
		append_duration(out, *(const unsigned *)slot);
		return true;
	case CONFIG_KIND_CHOICE:
		buffer_append_text(out, field->words[*(const unsigned *)slot]);
		return true;
	case CONFIG_KIND_SWITCH:
		buffer_append_text(out, field->words[*(const bool *)slot]);
		return true;
	case CONFIG_KIND_PATH:
	case CONFIG_KIND_USER:
	case CONFIG_KIND_HOST:
	case CONFIG_KIND_LANG:
	case CONFIG_KIND_MEDIA_TYPE:
	case CONFIG_KIND_TARGET:
		if (*(char *const *)slot == NULL)
			return false;
		buffer_append_text(out, *(char *const *)slot);
		return true;
	}
	return false;
}
