#include "keyholder.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "certificates.h"
#include "confinement.h"
#include "memory_lock.h"
#include "tls_signer.h"

/* Load all keys, in the order of the capsules. */
static struct tls_signer *
load_keys(const struct keyholder_setup *setup, struct failure *failure)
{
	const struct certificates *certificates = setup->certificates;
	struct tls_signer *signer = tls_signer_new();
	int result;

	if (signer == NULL) {
		failure_set(failure, ENOMEM, "out of memory");
		return NULL;
	}
	result =
	    certificates_load_keys(certificates, setup->terms.config, failure);
	for (size_t i = 0; i < certificates->count && result == 0; i++)
		result =
		    tls_signer_add(signer, certificates->items[i], failure);
	if (result == 0)
		return signer;
	tls_signer_free(signer);
	return NULL;
}

/* Keep the keys out of swap and core files; say so where it cannot be. */
static void
lock_keys(struct log *log)
{
	if (memory_lock() != 0)
		log_message(log,
		    "warning: the private keys may be swapped out, for memory "
		    "cannot be locked (RLIMIT_MEMLOCK): %s",
		    strerror(errno));
}

/*
 * Get the keys, and then give up all that signing does not need.  NULL after
 * saying why not.
 */
static struct tls_signer *
open_signer(struct keyholder_setup *setup)
{
	struct child_terms *terms = &setup->terms;
	struct failure failure = {.text = ""};
	struct tls_signer *signer = NULL;

	if (sandbox_limit() != 0) {
		log_message(&terms->log, "keyholder: cannot be limited: %s",
		    strerror(errno));
		return NULL;
	}
	/* Before there are keys, and again for what they took beyond that. */
	memory_lock();
	signer = load_keys(setup, &failure);
	if (signer != NULL)
		lock_keys(&terms->log);
	if (signer != NULL &&
	    confine(terms, SANDBOX_KEYHOLDER, NULL, 0, &failure) == 0)
		return signer;
	log_message(&terms->log, "keyholder: %s", failure.text);
	tls_signer_free(signer);
	return NULL;
}

int
keyholder_run(struct keyholder_setup *setup)
{
	struct tls_signer *signer;
	int status = 1;

	/* It ends with the supervisor, after the last worker has drained. */
	signal(SIGTERM, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	signer = open_signer(setup);
	if (signer == NULL)
		return 1;
	if (write(setup->terms.ready_fd, "", 1) == 1) {
		close(setup->terms.ready_fd);
		if (signing_service_run(signer, setup->pair_fds,
			setup->pair_count, setup->terms.lifeline_fd) == 0)
			status = 0;
	}
	tls_signer_free(signer);
	certificates_free(setup->certificates);
	return status;
}
