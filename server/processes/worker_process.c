#include "worker_process.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "config.h"
#include "confinement.h"
#include "tls_context.h"
#include "tls_rehearsal.h"
#include "tls_remote_key.h"
#include "worker.h"

/* The sockets as a worker sees them.  The caller frees; NULL without memory. */
static struct door_socket *
list_sockets(const struct endpoints *endpoints)
{
	struct door_socket *sockets = calloc(endpoints->count, sizeof *sockets);

	for (size_t i = 0; sockets != NULL && i < endpoints->count; i++) {
		const struct endpoint *endpoint = &endpoints->items[i];

		sockets[i] = (struct door_socket){
		    .fd = endpoint->socket.fd,
		    .protocol = endpoint->protocol,
		    .port = endpoint->socket.port,
		    .proxy = endpoint->proxy,
		};
	}
	return sockets;
}

/* Have all keys in the keyholder; ${remote} is the line to it. */
static int
attach_keys(const struct worker_process_setup *setup,
    struct tls_remote **remote, struct failure *failure)
{
	const struct certificates *certificates = setup->certificates;

	*remote = tls_remote_open(setup->key_fd, failure);
	if (*remote == NULL)
		return -1;
	for (size_t i = 0; i < certificates->count; i++) {
		if (tls_remote_attach(*remote, certificates->items[i],
			(uint32_t)i, failure) != 0)
			return -1;
	}
	return 0;
}

/*
 * Give the certificates what signs for them: the line to the keyholder, or,
 * without one, the private keys.
 */
static int
open_keys(const struct worker_process_setup *setup, struct tls_remote **remote,
    struct failure *failure)
{
	const struct certificates *certificates = setup->certificates;
	int result = setup->key_fd >= 0 ? attach_keys(setup, remote, failure)
					: certificates_load_keys(certificates,
					      setup->terms.config, failure);

	for (size_t i = 0; i < certificates->count && result == 0; i++)
		result = tls_context_use_key(
		    setup->tls, i, certificates->items[i], failure);
	return result;
}

/* Give up all that serving does not need. */
static int
confine_worker(struct worker_process_setup *setup, const struct worker *worker,
    struct failure *failure)
{
	struct failure lack = {.text = ""};
	size_t root_count;
	int *roots = worker_readable_fds(worker, &root_count);
	int result;

	if (roots == NULL)
		return failure_set(failure, ENOMEM, "out of memory");
	result =
	    confine(&setup->terms, SANDBOX_WORKER, roots, root_count, &lack);
	free(roots);
	if (result != 0)
		*failure = lack;
	else if (setup->speaks && lack.text[0] != '\0')
		log_message(&setup->terms.log, "sandbox: %s", lack.text);
	return result;
}

/* Open, be confined, say that we are ready, and serve.  0 if all went well. */
static int
serve(struct worker_process_setup *setup, const struct worker_setup *parts,
    struct failure *failure)
{
	struct worker *worker = worker_new(parts, failure);
	int result = -1;

	if (worker == NULL)
		return -1;
	if (confine_worker(setup, worker, failure) != 0 ||
	    tls_rehearse(parts->tls, failure) != 0 ||
	    worker_serve(worker, failure) != 0)
		goto free_worker;
	if (write(setup->terms.ready_fd, "", 1) == 1) {
		close(setup->terms.ready_fd);
		result = worker_run(worker);
	}

free_worker:
	worker_free(worker);
	return result;
}

int
worker_process_run(struct worker_process_setup *setup)
{
	struct failure failure = {.text = ""};
	struct tls_remote *remote = NULL;
	struct door_socket *sockets = list_sockets(setup->endpoints);
	struct worker_setup parts = {
	    .config = setup->terms.config,
	    .sockets = sockets,
	    .socket_count = setup->endpoints->count,
	    .tls = setup->tls,
	    .quota = setup->quota,
	    .index = setup->index,
	    .log = setup->terms.log,
	    .speaks = setup->speaks,
	    .lifeline_fd = setup->terms.lifeline_fd,
	    .counts_fd = setup->counts_fd,
	    .search_fd = setup->search_fd,
	};
	int result = -1;

	signal(SIGPIPE, SIG_IGN);
	if (sockets == NULL)
		failure_set(&failure, ENOMEM, "out of memory");
	else if (open_keys(setup, &remote, &failure) == 0)
		result = serve(setup, &parts, &failure);
	if (failure.text[0] != '\0')
		log_message(&setup->terms.log, "worker: %s", failure.text);
	tls_context_free(setup->tls);
	certificates_free(setup->certificates);
	tls_remote_close(remote);
	free(sockets);
	return result == 0 ? 0 : 1;
}
