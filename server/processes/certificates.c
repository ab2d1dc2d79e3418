#include "certificates.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "small_file.h"
#include "tls_authority.h"
#include "tls_certificate.h"
#include "tls_names.h"
#include "tls_store.h"

static struct tls_names
names_of(const struct config_capsule *capsule)
{
	return (struct tls_names){
	    .host = capsule->host,
	    .aliases = (const char *const *)capsule->aliases,
	    .alias_count = capsule->alias_count,
	};
}

static void
say_change(const struct config_capsule *capsule, enum tls_store_change change,
    struct log *log)
{
	switch (change) {
	case TLS_STORE_MADE:
		log_message(
		    log, "made a key and a certificate for %s", capsule->host);
		break;
	case TLS_STORE_RENEWED:
		log_message(
		    log, "made a certificate for the key of %s", capsule->host);
		break;
	case TLS_STORE_KEPT:
		break;
	}
}

/* A capsule's certificate and key: files of its own, or in our store. */
struct files {
	const char *chain, *key; /* point into ${store} for ours */
	struct tls_store_paths store;
};

static int
find_files(struct files *files, const struct config *config,
    const struct config_capsule *capsule, struct failure *failure)
{
	files->chain = capsule->certificate;
	files->key = capsule->key;
	if (files->chain != NULL)
		return 0;
	if (tls_store_paths(
		&files->store, config->certs_dir, capsule->host, failure) != 0)
		return -1;
	files->chain = files->store.certificate;
	files->key = files->store.key;
	return 0;
}

/* Can the authorities of private areas be used, those that can be read? */
static int
check_authorities(const struct config_capsule *capsule, struct failure *failure)
{
	for (size_t i = 0; i < capsule->private_count; i++) {
		const char *path = capsule->privates[i].authority;
		struct small_file file;
		bool is_usable;

		if (path == NULL || small_file_read(&file, path,
					SMALL_FILE_PUBLIC, failure) != 0)
			continue;
		is_usable = tls_authority_is_usable(
		    (struct span){file.bytes, file.size});
		small_file_free(&file);
		if (!is_usable)
			return failure_set(failure, EINVAL,
			    "%s: no certificate of an authority, or a broken "
			    "one",
			    path);
	}
	return 0;
}

int
certificates_load(struct certificates *certificates,
    const struct config *config, struct failure *failure)
{
	struct files files;

	certificates->count = 0;
	certificates->items =
	    calloc(config->capsule_count, sizeof(struct tls_certificate *));
	if (certificates->items == NULL)
		return failure_set(failure, ENOMEM, "out of memory");
	for (size_t i = 0; i < config->capsule_count; i++) {
		if (check_authorities(&config->capsules[i], failure) != 0)
			goto free_certificates;
	}
	for (size_t i = 0; i < config->capsule_count; i++) {
		struct tls_certificate *certificate = NULL;

		if (find_files(&files, config, &config->capsules[i], failure) ==
		    0)
			certificate =
			    tls_certificate_load_public(files.chain, failure);
		if (certificate == NULL)
			goto free_certificates;
		certificates->items[certificates->count++] = certificate;
	}
	return 0;

free_certificates:
	certificates_free(certificates);
	return -1;
}

int
certificates_load_keys(const struct certificates *certificates,
    const struct config *config, struct failure *failure)
{
	struct files files;

	for (size_t i = 0; i < certificates->count; i++) {
		if (find_files(&files, config, &config->capsules[i], failure) !=
			0 ||
		    tls_certificate_load_key(certificates->items[i],
			files.chain, files.key, failure) != 0)
			return -1;
	}
	return 0;
}

int
certificates_ensure(
    const struct config *config, struct log *log, struct failure *failure)
{
	for (size_t i = 0; i < config->capsule_count; i++) {
		const struct config_capsule *capsule = &config->capsules[i];
		struct tls_names names = names_of(capsule);
		enum tls_store_change change;

		if (capsule->certificate != NULL)
			continue;
		if (tls_store_ensure(
			config->certs_dir, &names, &change, failure) != 0)
			return -1;
		say_change(capsule, change, log);
	}
	return 0;
}

void
certificates_free(struct certificates *certificates)
{
	for (size_t i = 0; i < certificates->count; i++)
		tls_certificate_free(certificates->items[i]);
	free(certificates->items);
	*certificates = (struct certificates){NULL, 0};
}

int
certificates_renew(
    const struct config *config, struct log *log, struct failure *failure)
{
	for (size_t i = 0; i < config->capsule_count; i++) {
		const struct config_capsule *capsule = &config->capsules[i];
		struct tls_names names = names_of(capsule);
		enum tls_store_change change;

		if (capsule->certificate != NULL) {
			log_message(
			    log, "not ours to renew: %s", capsule->certificate);
			continue;
		}
		if (tls_store_renew(
			config->certs_dir, &names, &change, failure) != 0)
			return -1;
		log_message(log, "renewed the certificate of %s, %s",
		    capsule->host,
		    change == TLS_STORE_MADE ? "with a new key"
					     : "with the same key");
	}
	return 0;
}

static void
warn_of_end(const struct tls_certificate *certificate, const char *host,
    struct log *log)
{
	int64_t left_s =
	    tls_certificate_not_after(certificate) - (int64_t)time(NULL);

	if (left_s <= 0)
		log_message(log,
		    "warning: the certificate of %s has expired; clients "
		    "refuse it",
		    host);
	else if (left_s < TLS_EXPIRY_WARNING_S)
		log_message(log,
		    "warning: the certificate of %s expires in %lld days", host,
		    (long long)(left_s / (24 * 60 * 60)));
}

/* Is this a certificate of our own that has not been made yet? */
static bool
is_yet_to_be_made(
    const struct config *config, const struct config_capsule *capsule)
{
	struct tls_store_paths paths;

	return capsule->certificate == NULL &&
	       tls_store_paths(
		   &paths, config->certs_dir, capsule->host, NULL) == 0 &&
	       access(paths.key, F_OK) != 0 &&
	       access(paths.certificate, F_OK) != 0;
}

/* Are there files of the host's own that config_check has complained of? */
static bool
is_unreadable(const struct config_capsule *capsule)
{
	return capsule->certificate != NULL &&
	       (faccessat(AT_FDCWD, capsule->certificate, R_OK, AT_EACCESS) !=
		       0 ||
		   faccessat(AT_FDCWD, capsule->key, R_OK, AT_EACCESS) != 0);
}

unsigned
certificates_check(const struct config *config, struct log *log)
{
	unsigned unusable = 0;

	for (size_t i = 0; i < config->capsule_count; i++) {
		const struct config_capsule *capsule = &config->capsules[i];
		struct tls_certificate *certificate = NULL;
		struct failure failure;
		struct files files;

		if (check_authorities(capsule, &failure) != 0) {
			log_message(log, "%s", failure.text);
			unusable++;
		}
		if (is_yet_to_be_made(config, capsule) ||
		    is_unreadable(capsule))
			continue;
		if (find_files(&files, config, capsule, &failure) == 0)
			certificate = tls_certificate_load(
			    files.chain, files.key, &failure);
		if (certificate == NULL) {
			log_message(log, "%s", failure.text);
			unusable++;
			continue;
		}
		warn_of_end(certificate, capsule->host, log);
		tls_certificate_free(certificate);
	}
	return unusable;
}

/* Readers' programs compare the name they asked for with the certificate's. */
static void
warn_of_name(const struct tls_certificate *certificate, const char *name,
    bool is_ours, struct log *log)
{
	if (!tls_certificate_names(certificate, name))
		log_message(log,
		    "warning: the certificate is not made out to %s%s", name,
		    is_ours ? "; lozenged --renew makes one that is, for the "
			      "same key"
			    : "");
}

void
certificates_warn(const struct certificates *certificates,
    const struct config *config, struct log *log)
{
	for (size_t i = 0; i < certificates->count; i++) {
		const struct tls_certificate *certificate =
		    certificates->items[i];
		const struct config_capsule *capsule = &config->capsules[i];
		bool is_ours = capsule->certificate == NULL;

		warn_of_name(certificate, capsule->host, is_ours, log);
		for (size_t j = 0; j < capsule->alias_count; j++)
			warn_of_name(
			    certificate, capsule->aliases[j], is_ours, log);
		warn_of_end(certificate, capsule->host, log);
	}
}

void
certificates_announce(const struct certificates *certificates,
    const struct config *config, struct log *log)
{
	for (size_t i = 0; i < certificates->count; i++) {
		const char *host = config->capsules[i].host;
		char hex[TLS_FINGERPRINT_BYTES];

		tls_certificate_fingerprint(certificates->items[i], hex);
		log_message(log, "certificate of %s: SHA-256 %s", host, hex);
		tls_certificate_key_fingerprint(certificates->items[i], hex);
		log_message(log, "its public key: SHA-256 %s", hex);
	}
	certificates_warn(certificates, config, log);
}

/* All names of a capsule, its host first; the caller frees the list. */
static const char **
list_names(const struct config_capsule *capsule)
{
	const char **names = calloc(capsule->alias_count + 1, sizeof *names);

	if (names == NULL)
		return NULL;
	names[0] = capsule->host;
	for (size_t i = 0; i < capsule->alias_count; i++)
		names[i + 1] = capsule->aliases[i];
	return names;
}

static bool
describe_host(struct tls_host *host, const struct config_capsule *capsule,
    const struct tls_certificate *certificate)
{
	host->names = list_names(capsule);
	host->name_count = capsule->alias_count + 1;
	host->certificate = certificate;
	host->asks_certificate = capsule->private_count > 0;
	return host->names != NULL;
}

struct tls_context *
certificates_context(const struct certificates *certificates,
    const struct config *config, struct failure *failure)
{
	struct tls_context *context = NULL;
	struct tls_host *hosts = calloc(certificates->count, sizeof *hosts);
	bool described = hosts != NULL;

	for (size_t i = 0; described && i < certificates->count; i++)
		described = describe_host(
		    &hosts[i], &config->capsules[i], certificates->items[i]);
	if (described)
		context = tls_context_new(hosts, certificates->count, failure);
	else
		failure_set(failure, ENOMEM, "out of memory");
	for (size_t i = 0; hosts != NULL && i < certificates->count; i++)
		free(hosts[i].names);
	free(hosts);
	return context;
}
