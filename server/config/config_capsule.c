/*
 * A "capsule" section of lozenged.conf.  See config_reader.h.
 */
#include "config_reader.h"

#include <stdlib.h>
#include <string.h>

#include "config_content.h"
#include "config_store.h"
#include "config_value.h"

/* Does the capsule answer to this host? */
static bool
capsule_has(const struct config_capsule *capsule, const char *host)
{
	if (capsule->host != NULL && strcmp(capsule->host, host) == 0)
		return true;
	for (size_t i = 0; i < capsule->alias_count; i++)
		if (strcmp(capsule->aliases[i], host) == 0)
			return true;
	return false;
}

/* Check a host and write it in the form that is compared. */
static bool
read_host(struct config_reader *reader, unsigned line, const char *name,
    const char *text, char host[CONFIG_HOST_MAX + 1])
{
	const struct config *config = reader->config;

	if (!config_value_host(host, span_from(text))) {
		config_reader_refuse(
		    reader, line, name, text, CONFIG_EXPECTS_HOST);
		return false;
	}
	for (size_t i = 0; i < config->capsule_count; i++) {
		if (!capsule_has(&config->capsules[i], host))
			continue;
		config_reader_refuse(reader, line, name, text,
		    "a host that has not been named before");
		return false;
	}
	return true;
}

static void
read_aliases(struct config_reader *reader, struct cfg_t *section,
    struct config_capsule *capsule)
{
	const struct config_text *text;
	char host[CONFIG_HOST_MAX + 1];

	for (size_t i = 0;
	     (text = config_tree_text(section, "aliases", i)) != NULL; i++) {
		if (!read_host(reader, text->line, "aliases", text->text, host))
			continue;
		if (config_store_add_text(&capsule->aliases,
			&capsule->alias_count, span_from(host)) != 0)
			config_reader_no_memory(reader);
	}
}

/* One switch for all directories, or the prefixes of some. */
static void
read_listing(struct config_reader *reader, struct cfg_t *section,
    struct config_capsule *capsule)
{
	const struct config_text *text;

	text = config_tree_text(section, "listing", 0);
	if (text != NULL && config_tree_text(section, "listing", 1) == NULL &&
	    config_content_is_switch(&capsule->listing, span_from(text->text)))
		return;
	for (size_t i = 0;
	     (text = config_tree_text(section, "listing", i)) != NULL; i++) {
		if (!config_content_is_prefix(span_from(text->text)))
			config_reader_refuse(reader, text->line, "listing",
			    text->text, CONFIG_EXPECTS_LISTING);
		else if (config_store_add_text(&capsule->listed,
			     &capsule->listed_count,
			     span_from(text->text)) != 0)
			config_reader_no_memory(reader);
	}
}

/* Add a rule for a path; its target is still to be set. */
static struct config_rule *
add_rule(struct config_reader *reader, struct config_capsule *capsule,
    unsigned line, const char *name, const char *path)
{
	struct config_rule *grown;

	if (!config_content_is_rule(span_from(path))) {
		config_reader_refuse(
		    reader, line, name, path, CONFIG_EXPECTS_RULE);
		return NULL;
	}
	for (size_t i = 0; i < capsule->rule_count; i++) {
		if (strcmp(capsule->rules[i].path, path) != 0)
			continue;
		config_reader_refuse(reader, line, name, path,
		    "a path that no other redirect or gone has");
		return NULL;
	}
	grown = config_store_grow(
	    capsule->rules, capsule->rule_count, sizeof(*grown));
	if (grown != NULL)
		capsule->rules = grown;
	if (grown == NULL || config_store_text(&grown[capsule->rule_count].path,
				 span_from(path)) != 0) {
		config_reader_no_memory(reader);
		return NULL;
	}
	grown[capsule->rule_count].line = line;
	return &grown[capsule->rule_count++];
}

static void
read_redirects(struct config_reader *reader, struct cfg_t *section,
    struct config_capsule *capsule)
{
	struct cfg_t *inner;
	struct config_rule *rule;

	for (size_t i = 0;
	     (inner = config_tree_section(section, "redirect", i)) != NULL;
	     i++) {
		unsigned line = config_tree_line(inner);

		rule = add_rule(reader, capsule, line, "redirect",
		    config_tree_title(inner));
		if (rule == NULL)
			continue;
		config_reader_fields(
		    reader, inner, config_fields_redirect, rule);
		if (config_tree_text(inner, "to", 0) == NULL)
			config_reader_refuse(reader, line, "redirect",
			    rule->path, "to = and where it leads");
	}
}

static void
read_gone(struct config_reader *reader, struct cfg_t *section,
    struct config_capsule *capsule)
{
	const struct config_text *text;

	for (size_t i = 0;
	     (text = config_tree_text(section, "gone", i)) != NULL; i++)
		add_rule(reader, capsule, text->line, "gone", text->text);
}

/* Exact paths first, then prefixes, the longest first, each by its bytes. */
static int
compare_rules(const void *left, const void *right)
{
	const struct config_rule *a = left;
	const struct config_rule *b = right;
	size_t a_len = strlen(a->path);
	size_t b_len = strlen(b->path);
	bool a_prefix = a->path[a_len - 1] == '*';
	bool b_prefix = b->path[b_len - 1] == '*';

	if (a_prefix != b_prefix)
		return a_prefix ? 1 : -1;
	if (a_len != b_len)
		return a_len > b_len ? -1 : 1;
	return strcmp(a->path, b->path);
}

static void
read_rules(struct config_reader *reader, struct cfg_t *section,
    struct config_capsule *capsule)
{
	read_redirects(reader, section, capsule);
	read_gone(reader, section, capsule);
	if (capsule->rule_count > 0)
		qsort(capsule->rules, capsule->rule_count,
		    sizeof(*capsule->rules), compare_rules);
}

static void
read_media(struct config_reader *reader, struct cfg_t *section,
    struct config_capsule *capsule)
{
	struct config_override *grown = config_store_grow(
	    capsule->overrides, capsule->override_count, sizeof(*grown));
	const char *pattern = config_tree_title(section);
	unsigned line = config_tree_line(section);

	if (grown == NULL) {
		config_reader_no_memory(reader);
		return;
	}
	capsule->overrides = grown;
	grown += capsule->override_count++;
	if (!config_value_is_plain(span_from(pattern)))
		config_reader_refuse(
		    reader, line, "media", pattern, "a pattern, as *.foo");
	if (config_store_text(&grown->pattern, span_from(pattern)) != 0)
		config_reader_no_memory(reader);
	config_reader_fields(reader, section, config_fields_media, grown);
	if (config_tree_text(section, "type", 0) == NULL &&
	    config_tree_text(section, "lang", 0) == NULL)
		config_reader_refuse(
		    reader, line, "media", pattern, "type = or lang =");
}

static void
read_private(struct config_reader *reader, struct cfg_t *section,
    struct config_capsule *capsule)
{
	struct config_private *grown = config_store_grow(
	    capsule->privates, capsule->private_count, sizeof(*grown));
	const char *prefix = config_tree_title(section);

	if (grown == NULL) {
		config_reader_no_memory(reader);
		return;
	}
	capsule->privates = grown;
	grown += capsule->private_count++;
	grown->line = config_tree_line(section);
	if (!config_content_is_prefix(span_from(prefix)))
		config_reader_refuse(reader, grown->line, "private", prefix,
		    CONFIG_EXPECTS_PREFIX);
	if (config_store_text(&grown->prefix, span_from(prefix)) != 0)
		config_reader_no_memory(reader);
	config_reader_fields(reader, section, config_fields_private, grown);
}

/* A certificate and its key come together; a capsule has a directory. */
static void
check_whole(struct config_reader *reader, struct cfg_t *section,
    const struct config_capsule *capsule)
{
	const struct config_text *certificate =
	    config_tree_text(section, "certificate", 0);
	const struct config_text *key = config_tree_text(section, "key", 0);

	if (certificate != NULL && key == NULL)
		config_reader_refuse(reader, certificate->line, "certificate",
		    certificate->text, "key = beside it");
	if (key != NULL && certificate == NULL)
		config_reader_refuse(reader, key->line, "key", key->text,
		    "certificate = beside it");
	if (config_tree_text(section, "root", 0) == NULL)
		config_reader_refuse(reader, capsule->line, "capsule",
		    config_tree_title(section),
		    "root = and the directory to serve");
}

void
config_reader_capsule(struct config_reader *reader, struct cfg_t *section)
{
	char host[CONFIG_HOST_MAX + 1] = "";
	struct config_capsule *capsule;
	struct cfg_t *inner;
	bool good = read_host(reader, config_tree_line(section), "capsule",
	    config_tree_title(section), host);

	capsule = config_store_add_capsule(reader->config);
	if (capsule == NULL || config_store_text(&capsule->host,
				   span_from(good ? host : "")) != 0) {
		config_reader_no_memory(reader);
		return;
	}
	capsule->line = config_tree_line(section);
	config_reader_fields(reader, section, config_fields_capsule, capsule);
	capsule->root_line = config_reader_line(section, "root");
	capsule->certificate_line = config_reader_line(section, "certificate");
	capsule->key_line = config_reader_line(section, "key");
	read_aliases(reader, section, capsule);
	read_listing(reader, section, capsule);
	read_rules(reader, section, capsule);
	for (size_t i = 0;
	     (inner = config_tree_section(section, "media", i)) != NULL; i++)
		read_media(reader, inner, capsule);
	for (size_t i = 0;
	     (inner = config_tree_section(section, "private", i)) != NULL; i++)
		read_private(reader, inner, capsule);
	check_whole(reader, section, capsule);
}
