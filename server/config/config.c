#include "config.h"

#include <stdlib.h>

#include "uri.h"

bool
config_capsule_has_host(const struct config_capsule *capsule, struct span host)
{
	if (uri_host_equal(span_from(capsule->host), host))
		return true;
	for (size_t i = 0; i < capsule->alias_count; i++) {
		if (uri_host_equal(span_from(capsule->aliases[i]), host))
			return true;
	}
	return false;
}

static void
free_texts(char **list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(list[i]);
	free(list);
}

static void
free_rules(struct config_capsule *capsule)
{
	for (size_t i = 0; i < capsule->rule_count; i++) {
		free(capsule->rules[i].path);
		free(capsule->rules[i].target);
	}
	free(capsule->rules);
}

static void
free_overrides(struct config_capsule *capsule)
{
	for (size_t i = 0; i < capsule->override_count; i++) {
		free(capsule->overrides[i].pattern);
		free(capsule->overrides[i].media_type);
		free(capsule->overrides[i].lang);
	}
	free(capsule->overrides);
}

static void
free_privates(struct config_capsule *capsule)
{
	for (size_t i = 0; i < capsule->private_count; i++) {
		free(capsule->privates[i].prefix);
		free(capsule->privates[i].fingerprints);
		free(capsule->privates[i].authority);
	}
	free(capsule->privates);
}

static void
free_capsule(struct config_capsule *capsule)
{
	free(capsule->host);
	free_texts(capsule->aliases, capsule->alias_count);
	free_texts(capsule->listed, capsule->listed_count);
	free(capsule->root);
	free(capsule->lang);
	free(capsule->certificate);
	free(capsule->key);
	free_rules(capsule);
	free_overrides(capsule);
	free_privates(capsule);
}

void
config_free(struct config *config)
{
	if (config == NULL)
		return;
	for (size_t i = 0; i < config->listener_count; i++)
		free(config->listeners[i].address);
	free(config->listeners);
	for (size_t i = 0; i < config->capsule_count; i++)
		free_capsule(&config->capsules[i]);
	free(config->capsules);
	free(config->file);
	free(config->certs_dir);
	free(config->user);
	free(config->gopher_host);
	free_texts(config->proxy_sources, config->proxy_source_count);
	free(config->counts);
	*config = (struct config){0};
}
