/*
 * The keyholder: the one process that has the private keys.
 *
 * It answers requests for signatures on its socket pairs, one for each worker,
 * until the supervisor is gone.  It reads no file, accepts no connection and
 * decides nothing.
 *
 * The private keys must never have been in the memory of a process that forks
 * workers, not even for a moment: OpenSSL leaves pieces of them behind.  Load
 * them in the keyholder itself, after its fork and before it is confined; the
 * supervisor uses tls_certificate_load_public.
 */
#ifndef TLS_SIGNING_SERVICE_H
#define TLS_SIGNING_SERVICE_H

#include <stddef.h>

struct tls_signer;

/* As many workers as there can be. */
#define SIGNING_PAIRS_MAX 64

/**
 * signing_service_pair(fds):
 * Make a socket pair: fds[0] for the keyholder, fds[1] for a worker; both
 * close on exec.  The supervisor keeps both ends open, so that a request
 * outlives a keyholder and its successor answers it.  A pair is for one worker
 * at a time; a worker's successor may have it, a worker beside it may not.
 * 0, or -1 with errno.
 */
int signing_service_pair(int fds[2]);

/**
 * signing_service_run(signer, fds, count, lifeline_fd):
 * Answer what arrives on the ${count} keyholder's ends ${fds}, until
 * ${lifeline_fd}, the reading end of a pipe, ends.  Then 0; -1 with errno if
 * it cannot go on: EINVAL for more than SIGNING_PAIRS_MAX pairs.
 *
 * A message that is none is passed over; an answer that a worker has no room
 * for is dropped, as the worker asks again.
 */
int signing_service_run(
    struct tls_signer *signer, const int *fds, size_t count, int lifeline_fd);

#endif
