#include "sandbox_test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "confinement.h"
#include "sandbox_probe.h"
#include "tls_store.h"
#include "user.h"

/* A directory a worker may read where no capsule is named. */
#define SOME_DIRECTORY "/usr/share"

/* The file of the first capsule's private key. */
static const char *
find_key(const struct config *config, struct tls_store_paths *paths)
{
	const struct config_capsule *capsule = &config->capsules[0];

	if (capsule->key != NULL)
		return capsule->key;
	if (tls_store_paths(paths, config->certs_dir, capsule->host, NULL) != 0)
		return NULL;
	return paths->key;
}

/* Try one role; how many attempts ended otherwise than they should. */
static unsigned
try_role(const char *name, struct sandbox_probe *probe,
    struct sandbox_plan *plan, enum sandbox_role role)
{
	plan->role = role;
	printf("%s\n", name);
	fflush(stdout);
	return sandbox_probe_run(probe, stdout);
}

int
sandbox_test(const struct config *config)
{
	const char *root = config->capsules[0].root;
	struct tls_store_paths paths;
	struct failure failure;
	struct user user = {0};
	struct sandbox_plan plan = {
	    .mode = confinement_mode(config),
	    .violation_fd = -1,
	};
	struct sandbox_probe probe = {
	    .plan = &plan,
	    .user = geteuid() == 0 ? &user : NULL,
	    .key_path = find_key(config, &paths),
	};
	unsigned wrong = 0;
	int root_fd;

	if (probe.user != NULL &&
	    user_find(&user, config->user, &failure) != 0) {
		fprintf(stderr, "lozenged: %s\n", failure.text);
		return 1;
	}
	if (root == NULL)
		root = SOME_DIRECTORY;
	root_fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root_fd < 0) {
		fprintf(stderr, "lozenged: %s: %s\n", root, strerror(errno));
		return 1;
	}
	plan.root_fds = &root_fd;
	plan.root_count = 1;
	wrong += try_role("a worker:", &probe, &plan, SANDBOX_WORKER);
	wrong += try_role("the search:", &probe, &plan, SANDBOX_SEARCH);
	plan.root_count = 0;
	wrong += try_role("the keyholder:", &probe, &plan, SANDBOX_KEYHOLDER);
	close(root_fd);
	return wrong == 0 ? 0 : 1;
}
