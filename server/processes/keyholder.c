#include "keyholder.h"

#include <signal.h>
#include <unistd.h>

#include "certificates.h"
#include "confinement.h"
#include "memory_trim.h"
#include "tls_signer.h"

/* Load all keys, in the order of the capsules. */
static struct tls_signer *
load_keys(const struct config *config, struct failure *failure)
{
	struct tls_signer *signer = tls_signer_new();
	struct certificates certificates;
	int failed = 0;

	if (signer == NULL || certificates_load(&certificates, config,
				  CERTIFICATES_WITH_KEY, failure) != 0) {
		tls_signer_free(signer);
		return NULL;
	}
	for (size_t i = 0; i < certificates.count && failed == 0; i++)
		failed = tls_signer_add(signer, certificates.items[i], failure);
	certificates_free(&certificates);
	if (failed == 0)
		return signer;
	tls_signer_free(signer);
	return NULL;
}

int
keyholder_run(struct keyholder_setup *setup)
{
	const struct sandbox_plan plan = {
	    .role = SANDBOX_KEYHOLDER,
	    .mode = confinement_mode(setup->config),
	    .violation_fd = setup->violation_fd,
	};
	struct sandbox_report report = {.in_force = 0};
	struct failure failure = {.text = ""};
	struct tls_signer *signer = load_keys(setup->config, &failure);
	int status = 1;

	/* It ends with the supervisor, after the last worker has drained. */
	signal(SIGTERM, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	if (signer == NULL) {
		log_message(&setup->log, "keyholder: %s", failure.text);
		return 1;
	}
	if (confine(&plan, setup->user, &report) != 0) {
		log_message(&setup->log, "keyholder: %s", report.failure.text);
		goto free_signer;
	}
	/* What was needed to get here goes back to the system. */
	memory_trim();
	if (write(setup->ready_fd, "", 1) == 1) {
		close(setup->ready_fd);
		if (signing_service_run(signer, setup->pair_fds,
			setup->pair_count, setup->lifeline_fd) == 0)
			status = 0;
	}

free_signer:
	tls_signer_free(signer);
	return status;
}
