/*
 * Trust on first use; see trust.h.
 */
#include "trust.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "known_hosts.h"
#include "known_hosts_file.h"

_Static_assert(TLS_KEY_DIGEST_BYTES == KNOWN_HOSTS_KEY_BYTES,
    "a key is pinned by its SHA-256");

/* Are the certificate's dates good enough to meet a server for the first time?
 */
static bool
check_dates(const struct tls_client *tls, const char *name)
{
	char date[TLS_DATE_BYTES];

	switch (tls_client_validity(tls, date)) {
	case TLS_VALID:
		return true;
	case TLS_EXPIRED:
		fprintf(stderr,
		    "lozenge get: %s: its certificate expired on %s, and its "
		    "key is not known; --insecure asks all the same\n",
		    name, date);
		return false;
	case TLS_NOT_YET_VALID:
		fprintf(stderr,
		    "lozenge get: %s: its certificate begins on %s, and its "
		    "key is not known; --insecure asks all the same\n",
		    name, date);
		return false;
	}
	return false;
}

static bool
pin(struct known_hosts_file *file, const char *name, const char *hex)
{
	known_hosts_append(&file->text, span_from(name), span_from(hex));
	errno = ENOMEM;
	if (!file->text.failed && known_hosts_file_replace(file) == 0)
		return true;
	fprintf(stderr,
	    "lozenge get: %s: the server's key cannot be remembered: %s\n",
	    file->path, strerror(errno));
	return false;
}

static void
report_changed(const struct known_hosts_file *file, size_t line,
    const char *name, const char *hex)
{
	fprintf(stderr,
	    "lozenge get: %s: THE SERVER'S KEY HAS CHANGED.  Somebody may be "
	    "listening in, or the server has a new key.\n"
	    "lozenge get: %s:%zu: the key of the last time is pinned here\n"
	    "lozenge get: the key is now spki-sha256 %s\n"
	    "lozenge get: if you know that it is right, delete that line\n",
	    name, file->path, line, hex);
}

/* Compare the key with the file's, and pin a new one. */
static bool
check_key(struct known_hosts_file *file, const struct tls_client *tls,
    const char *name, const char *hex)
{
	size_t line = 0;

	switch (known_hosts_check(
	    buffer_span(&file->text), span_from(name), span_from(hex), &line)) {
	case KNOWN_HOSTS_SAME:
		return true;
	case KNOWN_HOSTS_NEW:
		return check_dates(tls, name) && pin(file, name, hex);
	case KNOWN_HOSTS_CHANGED:
		report_changed(file, line, name, hex);
		return false;
	case KNOWN_HOSTS_MALFORMED:
		fprintf(stderr,
		    "lozenge get: %s:%zu: this line is not \"host:port "
		    "spki-sha256 KEY\"\n",
		    file->path, line);
		return false;
	}
	return false;
}

bool
trust_check(const struct tls_client *tls, const char *name)
{
	unsigned char key[TLS_KEY_DIGEST_BYTES];
	char hex[KNOWN_HOSTS_HEX_BYTES];
	struct known_hosts_file file;
	bool trusted = false;

	if (tls_client_key_digest(tls, key) == -1) {
		fprintf(
		    stderr, "lozenge get: %s: the server has no key\n", name);
		return false;
	}
	known_hosts_hex(hex, key);
	if (known_hosts_file_open(&file) == 0)
		trusted = check_key(&file, tls, name, hex);
	else if (file.path == NULL)
		fputs("lozenge get: no place to remember keys in: set HOME or "
		      "LOZENGE_KNOWN_HOSTS, or use --insecure\n",
		    stderr);
	else
		fprintf(stderr, "lozenge get: %s: %s\n", file.path,
		    errno == EINVAL ? "is no regular file" : strerror(errno));
	known_hosts_file_close(&file);
	return trusted;
}
