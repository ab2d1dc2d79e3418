/*
 * A struct config as it is filled: defaults, lists that grow, release.
 *
 * Whoever fills it checks the values first; strings are copied in.
 */
#ifndef CONFIG_CONFIG_STORE_H
#define CONFIG_CONFIG_STORE_H

#include "config.h"
#include "span.h"

/* How many workers may be asked for. */
#define CONFIG_WORKERS_MAX 64

/**
 * config_store_defaults(config):
 * Every number and switch as it is when nobody asks for something else, with
 * one worker; no listener, no capsule, no string.  Owns no memory yet.
 */
void config_store_defaults(struct config *config);

/**
 * config_store_text(slot, text):
 * Put a copy of ${text} in ${slot} and release what was there.  -1 without
 * memory, the slot as before.
 */
int config_store_text(char **slot, struct span text);

/**
 * config_store_grow(array, count, size):
 * Make room for one more zeroed element of ${size} bytes behind the ${count}
 * in ${array} (NULL when 0) and return the array, which may have moved; the
 * caller stores it and counts.  NULL without memory, ${array} as before.
 */
void *config_store_grow(void *array, size_t count, size_t size);

/**
 * config_store_add_text(list, count, text):
 * Add a copy of ${text} to a list of strings.  -1 without memory.
 */
int config_store_add_text(char ***list, size_t *count, struct span text);

/**
 * config_store_add_listener(config, protocol, address, port):
 * Add a socket; an empty ${address} means every address.  Returns it, valid
 * until the next is added, or NULL without memory.
 */
struct config_listener *config_store_add_listener(struct config *config,
    enum config_protocol protocol, struct span address, unsigned port);

/**
 * config_store_drop_listeners(config, protocol):
 * Forget all sockets of one protocol.
 */
void config_store_drop_listeners(
    struct config *config, enum config_protocol protocol);

/**
 * config_store_add_capsule(config):
 * Add an empty capsule.  Returns it, valid until the next is added, or NULL
 * without memory.
 */
struct config_capsule *config_store_add_capsule(struct config *config);

#endif
