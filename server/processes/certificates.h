/*
 * The certificates of all capsules: found, made where they are missing, loaded.
 */
#ifndef PROCESSES_CERTIFICATES_H
#define PROCESSES_CERTIFICATES_H

#include <stddef.h>

#include "config.h"
#include "log.h"
#include "failure.h"
#include "tls_context.h"

/* One certificate a capsule, in the configuration's order. */
struct certificates {
	struct tls_certificate **items;
	size_t count;
};

/**
 * certificates_ensure(config, log, failure):
 * Make the keys and certificates that Lozenge keeps itself and that are
 * missing, and say so in ${log}.  No private key gets into the memory of this
 * process.  0, or -1 with a reason that names the file.
 */
int certificates_ensure(
    const struct config *config, struct log *log, struct failure *failure);

/**
 * certificates_check(config, log):
 * See whether all certificates and keys that are there can be used, and say in
 * ${log} what is wrong or ends soon.  Makes none.  How many are unusable, but
 * for files that cannot be read: config_check complains of those.
 */
unsigned certificates_check(const struct config *config, struct log *log);

/**
 * certificates_load(certificates, config, failure):
 * Load the certificate of every capsule, without its key.  0, or -1 with a
 * reason that names the file.  Released by certificates_free.
 */
int certificates_load(struct certificates *certificates,
    const struct config *config, struct failure *failure);
void certificates_free(struct certificates *certificates);

/**
 * certificates_load_keys(certificates, config, failure):
 * Load the private key of each of them.  0, or -1 with a reason that names the
 * file; then some may have theirs.
 */
int certificates_load_keys(const struct certificates *certificates,
    const struct config *config, struct failure *failure);

/**
 * certificates_renew(config, log, failure):
 * Make every certificate that Lozenge keeps itself anew, for the same key.
 * 0, or -1 with a reason.
 */
int certificates_renew(
    const struct config *config, struct log *log, struct failure *failure);

/**
 * certificates_warn(certificates, config, log):
 * Warn of certificates that do not name their capsule, or end soon.
 */
void certificates_warn(const struct certificates *certificates,
    const struct config *config, struct log *log);

/**
 * certificates_announce(certificates, config, log):
 * Say each certificate's fingerprint, and warn as certificates_warn does.
 */
void certificates_announce(const struct certificates *certificates,
    const struct config *config, struct log *log);

/**
 * certificates_context(certificates, config, failure):
 * TLS terms for all capsules, in their order; see tls_context_new.
 */
struct tls_context *certificates_context(
    const struct certificates *certificates, const struct config *config,
    struct failure *failure);

#endif
