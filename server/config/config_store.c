/*
 * Filling and releasing a struct config.  See config_store.h.
 */
#include "config_store.h"

#include <stdlib.h>
#include <string.h>

static const struct config defaults = {
    .workers = 1,
    .key_isolation = true,
    .sandbox = CONFIG_SANDBOX_BEST_EFFORT,
    .gopher_width = 67,
    .gopher_ascii = true,
    .handshake_timeout_ms = 10000,
    .request_timeout_ms = 10000,
    .progress_window_ms = 30000,
    .close_timeout_ms = 2000,
    .drain_timeout_ms = 10000,
    .connections = 4096,
    .connections_per_address = 32,
    .handshakes = 256,
    .rate = 0,
    .limit_loopback = false,
    .log = CONFIG_LOG_ERRORS,
    .log_address = CONFIG_ADDRESS_NONE,
    .padding = 16384,
};

void
config_store_defaults(struct config *config)
{
	*config = defaults;
}

int
config_store_text(char **slot, struct span text)
{
	char *copy = strndup(text.len > 0 ? text.ptr : "", text.len);

	if (copy == NULL)
		return -1;
	free(*slot);
	*slot = copy;
	return 0;
}

void *
config_store_grow(void *array, size_t count, size_t size)
{
	char *grown = reallocarray(array, count + 1, size);

	if (grown != NULL)
		memset(grown + count * size, 0, size);
	return grown;
}

int
config_store_add_text(char ***list, size_t *count, struct span text)
{
	char **grown = config_store_grow(*list, *count, sizeof(*grown));

	if (grown == NULL)
		return -1;
	*list = grown;
	if (config_store_text(&grown[*count], text) != 0)
		return -1;
	*count += 1;
	return 0;
}

struct config_listener *
config_store_add_listener(struct config *config, enum config_protocol protocol,
    struct span address, unsigned port)
{
	struct config_listener *grown = config_store_grow(
	    config->listeners, config->listener_count, sizeof(*grown));
	struct config_listener *added;

	if (grown == NULL)
		return NULL;
	config->listeners = grown;
	added = &grown[config->listener_count];
	added->protocol = protocol;
	added->port = port;
	if (address.len > 0 && config_store_text(&added->address, address) != 0)
		return NULL;
	config->listener_count++;
	return added;
}

void
config_store_drop_listeners(
    struct config *config, enum config_protocol protocol)
{
	size_t kept = 0;

	for (size_t i = 0; i < config->listener_count; i++) {
		if (config->listeners[i].protocol == protocol)
			free(config->listeners[i].address);
		else
			config->listeners[kept++] = config->listeners[i];
	}
	config->listener_count = kept;
}

struct config_capsule *
config_store_add_capsule(struct config *config)
{
	struct config_capsule *grown = config_store_grow(
	    config->capsules, config->capsule_count, sizeof(*grown));

	if (grown == NULL)
		return NULL;
	config->capsules = grown;
	grown += config->capsule_count++;
	grown->search = true;
	return grown;
}
