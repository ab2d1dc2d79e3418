/*
 * The known name that a misspelt one was meant to be.
 */
#ifndef CONFIG_CONFIG_NEAREST_H
#define CONFIG_CONFIG_NEAREST_H

#include <stddef.h>

#include "span.h"

/* A search in progress. */
struct config_nearest {
	struct span name; /* what was written */
	const char *best; /* so far; NULL: nothing is near enough */
	size_t distance;  /* one more than what would still be taken */
};

/**
 * config_nearest_begin(name):
 * Begin to look for ${name}.  A name may differ in a third of its letters.
 */
struct config_nearest config_nearest_begin(struct span name);

/**
 * config_nearest_offer(nearest, known):
 * Take ${known} if it is nearer than what was offered before.
 */
void config_nearest_offer(struct config_nearest *nearest, const char *known);

#endif
