/*
 * Are the files and directories there that a config names?  See config.h.
 */
#include "config_check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buffer.h"
#include "config.h"
#include "certificate_list.h"
#include "config_access.h"
#include "small_file.h"
#include "span.h"
#include "user.h"

/* Say what is wrong with a path, and where it is asked for; count one. */
static unsigned
complain(const struct config *config, unsigned line, const char *name,
    const char *path, const char *why)
{
	/* What no line of the file asks for is an option's, or its default. */
	if (line != 0)
		fprintf(stderr, "%s:%u: ", config->file, line);
	else
		fprintf(stderr, "lozenged: --");
	fprintf(stderr, "%s \"%s\": %s\n", name, path, why);
	return 1;
}

/* Can the file be opened for reading, with these flags besides? */
static unsigned
check_readable(const struct config *config, unsigned line, const char *name,
    const char *path, int flags)
{
	int fd;

	if (path == NULL)
		return 0;
	fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | flags);
	if (fd < 0)
		return complain(config, line, name, path, strerror(errno));
	close(fd);
	return 0;
}

/* May we make a file of this name? */
static unsigned
check_creatable(const struct config *config, unsigned line, const char *name,
    const char *path)
{
	struct buffer parent = BUFFER_EMPTY;
	unsigned faults = 0;

	if (!config_access_directory(&parent, path))
		errno = ENOMEM;
	if (parent.failed || access(parent.ptr, W_OK | X_OK) != 0)
		faults = complain(config, line, name, path, strerror(errno));
	buffer_free(&parent);
	return faults;
}

/* The file of counts is replaced, which no device would survive. */
static unsigned
check_counts(const struct config *config)
{
	struct stat st;

	if (config->counts == NULL)
		return 0;
	if (stat(config->counts, &st) == 0 && !S_ISREG(st.st_mode))
		return complain(config, config->counts_line, "counts",
		    config->counts, "not a regular file");
	return check_creatable(
	    config, config->counts_line, "counts", config->counts);
}

/* Where our own certificates are kept: a directory, or one to be made. */
static unsigned
check_certs(const struct config *config)
{
	const char *path = config->certs_dir;

	unsigned line = config->certs_line;

	if (access(path, F_OK) != 0 && errno == ENOENT)
		return check_creatable(config, line, "certs", path);
	return check_readable(config, line, "certs", path, O_DIRECTORY);
}

static unsigned
check_user(const struct config *config)
{
	struct user user;
	struct failure failure;

	if (config->user == NULL ||
	    user_find(&user, config->user, &failure) == 0)
		return 0;
	return complain(
	    config, config->user_line, "user", config->user, failure.text);
}

/*
 * A file that says who is let in: can it be read, here and by the workers, who
 * read it again when it changes?
 */
static unsigned
check_admission(const struct config *config, unsigned line, const char *name,
    const char *path, struct small_file *file)
{
	struct failure failure;
	unsigned faults;

	if (small_file_read(file, path, SMALL_FILE_PUBLIC, &failure) != 0)
		return complain(config, line, name, path,
		    errno == EINVAL  ? "not a regular file"
		    : errno == EFBIG ? "too large"
				     : strerror(errno));
	if (config_access_try(config, path) == 0)
		return 0;
	fprintf(stderr, "%s:%u: %s \"%s\": the workers cannot read it: %s\n",
	    config->file, line, name, path, strerror(errno));
	faults = 1;
	small_file_free(file);
	return faults;
}

/* Is it a list of client certificates? */
static unsigned
check_list(const struct config *config, unsigned line, const char *path)
{
	struct small_file file;
	struct certificate_list list;
	struct certificate_list_error error;
	unsigned faults;

	if (path == NULL)
		return 0;
	faults = check_admission(config, line, "certificates", path, &file);
	if (faults > 0)
		return faults;
	if (certificate_list_parse(&list, (struct span){file.bytes, file.size},
		&error) != CERTIFICATE_LIST_OK) {
		fprintf(
		    stderr, "%s:%zu: %s\n", path, error.line, error.message);
		faults = 1;
	}
	certificate_list_free(&list);
	small_file_free(&file);
	return faults;
}

/* Whether it names an authority is for those to say who know certificates. */
static unsigned
check_authority(const struct config *config, unsigned line, const char *path)
{
	struct small_file file;

	if (path == NULL)
		return 0;
	if (check_admission(config, line, "authority", path, &file) > 0)
		return 1;
	small_file_free(&file);
	return 0;
}

/* A root that only its owner may enter: no fault, for it may change. */
static unsigned
check_root(const struct config *config, unsigned line, const char *path)
{
	struct stat st;

	if (check_readable(config, line, "root", path, O_DIRECTORY) > 0)
		return 1;
	if (stat(path, &st) == 0 && (st.st_mode & S_IXOTH) == 0)
		complain(config, line, "root", path,
		    "warning: not everyone may enter it (chmod o+x); its "
		    "pages will be missing");
	return 0;
}

static unsigned
check_capsule(const struct config *config, const struct config_capsule *capsule)
{
	unsigned faults = check_root(config, capsule->root_line, capsule->root);

	faults += check_readable(config, capsule->certificate_line,
	    "certificate", capsule->certificate, 0);
	faults +=
	    check_readable(config, capsule->key_line, "key", capsule->key, 0);
	for (size_t i = 0; i < capsule->private_count; i++) {
		const struct config_private *private = &capsule->privates[i];

		faults +=
		    check_list(config, private->line, private->fingerprints) +
		    check_authority(config, private->line, private->authority);
	}
	return faults;
}

unsigned
config_check(const struct config *config)
{
	unsigned faults =
	    check_certs(config) + check_user(config) + check_counts(config);

	for (size_t i = 0; i < config->capsule_count; i++)
		faults += check_capsule(config, &config->capsules[i]);
	return faults;
}
