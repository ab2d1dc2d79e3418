#include "tls_store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "errand.h"
#include "small_file.h"
#include "tls_certificate.h"
#include "tls_error.h"
#include "tls_internal.h"
#include "tls_selfsigned.h"

/* How long another process may take to make its pair, in tries of 20 ms. */
#define LOCK_TRIES 250
#define LOCK_PAUSE_NS 20000000L

/* Leaves room for ".key.new" and the like. */
#define STEM_MAX (NAME_MAX - 16)

/* One directory, open and locked, and one host's files in it. */
struct store {
	int dir_fd;
	char certificate[NAME_MAX + 1];
	char key[NAME_MAX + 1];
	struct tls_store_paths paths;
};

static bool
is_letter_or_digit(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

static char
to_lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
}

/* The host as a harmless file name.  0, or -1 if it is empty or too long. */
static int
write_stem(char stem[STEM_MAX + 1], const char *host)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t length = strlen(host);
	size_t used = 0;

	if (length > 2 && host[0] == '[' && host[length - 1] == ']') {
		host++;
		length -= 2;
	}
	for (size_t i = 0; i < length; i++) {
		char byte = to_lower(host[i]);

		if (used + 3 > STEM_MAX)
			return -1;
		if (is_letter_or_digit(byte) || strchr("-_:", byte) != NULL ||
		    (byte == '.' && i > 0)) {
			stem[used++] = byte;
			continue;
		}
		stem[used++] = '%';
		stem[used++] = hex[(unsigned char)byte >> 4];
		stem[used++] = hex[(unsigned char)byte & 15];
	}
	stem[used] = '\0';
	return used > 0 ? 0 : -1;
}

/* "DIR/STEM.SUFFIX".  0, or -1 if it does not fit. */
static int
join(char path[PATH_MAX], const char *dir, const char *stem, const char *suffix)
{
	int length = snprintf(path, PATH_MAX, "%s/%s.%s", dir, stem, suffix);

	return length > 0 && length < PATH_MAX ? 0 : -1;
}

int
tls_store_paths(struct tls_store_paths *paths, const char *dir,
    const char *host, struct failure *failure)
{
	char stem[STEM_MAX + 1];

	if (write_stem(stem, host) == -1)
		return failure_set(failure, EINVAL,
		    "\"%.255s\": no name for a certificate's file", host);
	if (join(paths->certificate, dir, stem, "crt") == -1 ||
	    join(paths->key, dir, stem, "key") == -1)
		return failure_set(
		    failure, ENAMETOOLONG, "%s: name too long", dir);
	return 0;
}

/* Wait until no other process works in the directory. */
static int
lock_directory(int dir_fd)
{
	static const struct timespec pause = {.tv_nsec = LOCK_PAUSE_NS};

	for (int i = 0; i < LOCK_TRIES; i++) {
		if (flock(dir_fd, LOCK_EX | LOCK_NB) == 0)
			return 0;
		if (errno != EWOULDBLOCK && errno != EINTR)
			return -1;
		nanosleep(&pause, NULL);
	}
	errno = EBUSY;
	return -1;
}

/* Make the directory if need be; open and lock it.  0, or -1 and a reason. */
static int
open_directory(struct store *store, const char *dir, struct failure *failure)
{
	int error;

	if (mkdir(dir, S_IRWXU) == -1 && errno != EEXIST)
		return failure_set(
		    failure, errno, "cannot make %s: %s", dir, strerror(errno));
	store->dir_fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (store->dir_fd == -1)
		return failure_set(
		    failure, errno, "%s: %s", dir, strerror(errno));
	if (lock_directory(store->dir_fd) == 0)
		return 0;
	error = errno;
	close(store->dir_fd);
	return failure_set(
	    failure, error, "cannot lock %s: %s", dir, strerror(error));
}

/* What BIO_s_mem holds goes to a file. */
static int
replace_with(const struct store *store, const char *name, mode_t mode, BIO *pem,
    struct failure *failure)
{
	char *bytes = NULL;
	long size = BIO_get_mem_data(pem, &bytes);

	return small_file_replace(
	    store->dir_fd, name, mode, bytes, (size_t)size, failure);
}

static int
write_key(const struct store *store, EVP_PKEY *key, struct failure *failure)
{
	/* Secure memory is wiped when it is freed. */
	BIO *pem = BIO_new(BIO_s_secmem());
	int result;

	if (pem != NULL &&
	    PEM_write_bio_PrivateKey(pem, key, NULL, NULL, 0, NULL, NULL) == 1)
		result = replace_with(store, store->key, 0600, pem, failure);
	else
		result = failure_set(failure, ENOMEM,
		    "cannot write the key: %s", tls_error_take());
	BIO_free(pem);
	return result;
}

static int
write_certificate(
    const struct store *store, X509 *x509, struct failure *failure)
{
	BIO *pem = BIO_new(BIO_s_mem());
	int result;

	if (pem != NULL && PEM_write_bio_X509(pem, x509) == 1)
		result =
		    replace_with(store, store->certificate, 0644, pem, failure);
	else
		result = failure_set(failure, ENOMEM,
		    "cannot write the certificate: %s", tls_error_take());
	BIO_free(pem);
	return result;
}

static bool
exists(const struct store *store, const char *name)
{
	return faccessat(store->dir_fd, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/* The host's key: the one on disk, or a new one.  NULL and a reason. */
static EVP_PKEY *
take_key(const struct store *store, enum tls_store_change *change,
    struct failure *failure)
{
	EVP_PKEY *key;

	if (exists(store, store->key)) {
		*change = TLS_STORE_RENEWED;
		return tls_certificate_read_key(
		    store->paths.key, NULL, failure);
	}
	if (exists(store, store->certificate)) {
		failure_set(failure, ENOENT,
		    "%s has no key: put %s back, or remove the certificate "
		    "if readers shall learn to trust a new one",
		    store->paths.certificate, store->paths.key);
		return NULL;
	}
	*change = TLS_STORE_MADE;
	key = tls_selfsigned_key();
	if (key == NULL)
		failure_set(
		    failure, EIO, "cannot make a key: %s", tls_error_take());
	return key;
}

/* Under the lock: whatever is missing, or asked for, is made. */
static int
complete(const struct store *store, const struct tls_names *names, bool renew,
    enum tls_store_change *change, struct failure *failure)
{
	EVP_PKEY *key;
	X509 *x509;
	int result = -1;

	*change = TLS_STORE_KEPT;
	if (!renew && exists(store, store->key) &&
	    exists(store, store->certificate))
		return 0;

	key = take_key(store, change, failure);
	if (key == NULL)
		return -1;
	/* In memory first: names that are refused must not leave a key. */
	x509 = tls_selfsigned_make(names, key, failure);
	if (x509 == NULL)
		goto free_key;
	if (*change == TLS_STORE_MADE && write_key(store, key, failure) == -1)
		goto free_x509;
	result = write_certificate(store, x509, failure);

free_x509:
	X509_free(x509);
free_key:
	EVP_PKEY_free(key);
	return result;
}

/* The names of the files within the directory. */
static int
name_files(struct store *store, const char *dir, const char *host,
    struct failure *failure)
{
	if (tls_store_paths(&store->paths, dir, host, failure) == -1)
		return -1;
	snprintf(store->certificate, sizeof store->certificate, "%s",
	    strrchr(store->paths.certificate, '/') + 1);
	snprintf(store->key, sizeof store->key, "%s",
	    strrchr(store->paths.key, '/') + 1);
	return 0;
}

/* An errand: what is to be done, and what was. */
struct work {
	const char *dir;
	const struct tls_names *names;
	bool renew;
	enum tls_store_change change;
};

static int
do_work(void *arg, struct failure *failure)
{
	struct work *work = arg;
	struct store store;
	int result, error;

	if (name_files(&store, work->dir, work->names->host, failure) == -1 ||
	    open_directory(&store, work->dir, failure) == -1)
		return -1;
	result =
	    complete(&store, work->names, work->renew, &work->change, failure);
	error = errno;
	close(store.dir_fd);
	errno = error;
	return result;
}

static int
change_pair(const char *dir, const struct tls_names *names, bool renew,
    enum tls_store_change *change, struct failure *failure)
{
	struct work work = {.dir = dir, .names = names, .renew = renew};
	int result = errand_run(do_work, &work, sizeof work, failure);

	*change = work.change;
	return result;
}

int
tls_store_renew(const char *dir, const struct tls_names *names,
    enum tls_store_change *change, struct failure *failure)
{
	return change_pair(dir, names, true, change, failure);
}

int
tls_store_ensure(const char *dir, const struct tls_names *names,
    enum tls_store_change *change, struct failure *failure)
{
	struct tls_store_paths paths;

	/* A complete pair needs no lock and may lie on a read-only disk. */
	if (tls_store_paths(&paths, dir, names->host, failure) == -1)
		return -1;
	if (access(paths.key, F_OK) == 0 &&
	    access(paths.certificate, F_OK) == 0) {
		*change = TLS_STORE_KEPT;
		return 0;
	}
	return change_pair(dir, names, false, change, failure);
}
