/*
 * The directory of certificates that we made ourselves: for each host a
 * HOST.crt and a HOST.key.
 *
 * The key comes first and is never replaced: readers' clients remember it.  A
 * certificate can be made anew for the same key.  However often it is killed,
 * and however many processes start at once, a host has one key, and a
 * certificate that belongs to it or none yet.
 *
 * The work is done in a child process (see errand.h): the private key is never
 * in the caller's memory.
 */
#ifndef TLS_TLS_STORE_H
#define TLS_TLS_STORE_H

#include <limits.h>

#include "failure.h"
#include "tls_names.h"

/* Where a host's files are. */
struct tls_store_paths {
	char certificate[PATH_MAX];
	char key[PATH_MAX];
};

enum tls_store_change {
	TLS_STORE_KEPT,    /* both files were there; not looked into */
	TLS_STORE_MADE,    /* a new key and its certificate */
	TLS_STORE_RENEWED, /* a new certificate for the key that was there */
};

/**
 * tls_store_paths(paths, dir, host, failure):
 * Write to ${paths} the names of the files for ${host} in ${dir}.  The host is
 * lower-cased, brackets around an IP literal are dropped, and any byte but a
 * letter, digit, `-`, `_`, `:` or a dot that is not the first becomes %XX, so
 * that no host names a file outside ${dir}.  0, or -1 with ENAMETOOLONG or
 * EINVAL.
 */
int tls_store_paths(struct tls_store_paths *paths, const char *dir,
    const char *host, struct failure *failure);

/**
 * tls_store_ensure(dir, names, change, failure):
 * See to it that there are a key and a certificate for names->host in ${dir},
 * which is made if missing (0700), and tell in ${change} what was done.  A
 * certificate without its key is an error, not a reason to make a new key: no
 * reader would trust that one.  0, or -1 with errno and a reason.
 */
int tls_store_ensure(const char *dir, const struct tls_names *names,
    enum tls_store_change *change, struct failure *failure);

/**
 * tls_store_renew(dir, names, change, failure):
 * The same, but make a new certificate, for the same key, even if there is
 * one: for other aliases, or a later end.
 */
int tls_store_renew(const char *dir, const struct tls_names *names,
    enum tls_store_change *change, struct failure *failure);

#endif
