#include "index_watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "file_watch.h"
#include "search_path.h"
#include "search_process.h"

static void
watch_capsule(
    const struct index_watch *watch, const struct config_capsule *capsule)
{
	char *path = NULL;

	if (!capsule->search || capsule->root == NULL ||
	    asprintf(&path, "%s/%s", capsule->root, SEARCH_INDEX_NAME) < 0)
		return;
	file_watch_add(watch->fd, path);
	free(path);
}

void
index_watch_begin(struct index_watch *watch, const struct config *config)
{
	index_watch_end(watch);
	watch->fd = file_watch_open();
	for (size_t i = 0; watch->fd >= 0 && i < config->capsule_count; i++)
		watch_capsule(watch, &config->capsules[i]);
}

void
index_watch_end(struct index_watch *watch)
{
	if (watch->fd >= 0)
		close(watch->fd);
	watch->fd = -1;
}

bool
index_watch_has_one(struct index_watch *watch, const struct config *config)
{
	return watch->fd >= 0 && file_watch_drain(watch->fd) &&
	       search_process_is_wanted(config);
}
