#include "search_process.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "config.h"
#include "confinement.h"
#include "index_reader.h"
#include "index_snowball.h"
#include "memory_trim.h"
#include "memory_wipe.h"
#include "search_indexes.h"
#include "search_path.h"
#include "site.h"

/* What SQLite may take for all indexes together. */
#define MEMORY_BYTES_MAX ((size_t)32 << 20)

static bool
has_index(const struct config_capsule *capsule)
{
	char *path = NULL;
	bool has_it;

	if (!capsule->search || capsule->root == NULL ||
	    asprintf(&path, "%s/%s", capsule->root, SEARCH_INDEX_NAME) < 0)
		return false;
	has_it = access(path, F_OK) == 0;
	free(path);
	return has_it;
}

bool
search_process_is_wanted(const struct config *config)
{
	for (size_t i = 0; i < config->capsule_count; i++)
		if (has_index(&config->capsules[i]))
			return true;
	return false;
}

/* Give up all that searching does not need. */
static int
confine_search(const struct child_terms *terms, const struct sites *sites,
    struct failure *failure)
{
	size_t root_count;
	int *roots = sites_readable_fds(sites, &root_count);
	int result;

	if (roots == NULL)
		return failure_set(failure, ENOMEM, "out of memory");
	result = confine(terms, SANDBOX_SEARCH, roots, root_count, failure);
	free(roots);
	return result;
}

/* Say that we are ready, and answer. */
static int
serve(struct search_process_setup *setup, const struct sites *sites)
{
	struct search_indexes *indexes =
	    search_indexes_new(sites, &setup->terms.log);
	int result = -1;

	if (indexes != NULL && write(setup->terms.ready_fd, "", 1) == 1) {
		close(setup->terms.ready_fd);
		search_indexes_check(indexes);
		memory_trim();
		result = search_service_run(sites, indexes, setup->pair_fds,
		    setup->pair_count, setup->terms.lifeline_fd);
	}
	search_indexes_free(indexes);
	return result;
}

int
search_process_run(struct search_process_setup *setup)
{
	struct failure failure = {.text = ""};
	struct sites sites;
	int status = 1;

	/* It ends with the supervisor, after the last worker has drained. */
	signal(SIGTERM, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	memory_wipe_freed();
	if (sites_open(&sites, setup->terms.config, &failure) != 0) {
		log_message(&setup->terms.log, "search: %s", failure.text);
		return 1;
	}
	if (!index_limit_memory(MEMORY_BYTES_MAX))
		log_message(&setup->terms.log, "search: libsqlite3 is missing");
	else if (index_snowball_open() == NULL)
		log_message(&setup->terms.log, "search: libstemmer is missing");
	else if (confine_search(&setup->terms, &sites, &failure) != 0)
		log_message(&setup->terms.log, "search: %s", failure.text);
	else if (serve(setup, &sites) == 0)
		status = 0;
	sites_close(&sites);
	return status;
}
