/*
 * Are the files and directories there that a config names?  See config.h.
 */
#include "config_check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "buffer.h"
#include "certificate_list.h"
#include "small_file.h"
#include "span.h"
#include "user.h"

/* Say what is wrong with a path, and where it is asked for; count one. */
static unsigned
complain(const struct config *config, unsigned line, const char *name,
    const char *path, const char *why)
{
	if (config->file != NULL && line != 0)
		fprintf(stderr, "%s:%u: ", config->file, line);
	else if (config->file != NULL)
		fprintf(stderr, "%s: ", config->file);
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

/* The directory a path is in: "." if it has none. */
static bool
parent_directory(struct buffer *out, const char *path)
{
	struct span text = span_from(path);
	size_t slash;

	while (text.len > 1 && text.ptr[text.len - 1] == '/')
		text.len--;
	slash = span_find_last(text, '/');
	if (slash == text.len)
		buffer_append_text(out, ".");
	else
		buffer_append(
		    out, (struct span){text.ptr, slash > 0 ? slash : 1});
	buffer_append_byte(out, '\0');
	return !out->failed;
}

/* May we make a file of this name? */
static unsigned
check_creatable(const struct config *config, const char *name, const char *path)
{
	struct buffer parent = BUFFER_EMPTY;
	unsigned faults = 0;

	if (!parent_directory(&parent, path))
		errno = ENOMEM;
	if (parent.failed || access(parent.ptr, W_OK | X_OK) != 0)
		faults = complain(config, 0, name, path, strerror(errno));
	buffer_free(&parent);
	return faults;
}

/* Where our own certificates are kept: a directory, or one to be made. */
static unsigned
check_certs(const struct config *config)
{
	const char *path = config->certs_dir;

	if (access(path, F_OK) != 0 && errno == ENOENT)
		return check_creatable(config, "certs", path);
	return check_readable(config, 0, "certs", path, O_DIRECTORY);
}

static unsigned
check_user(const struct config *config)
{
	struct user user;
	struct failure failure;

	if (config->user == NULL ||
	    user_find(&user, config->user, &failure) == 0)
		return 0;
	return complain(config, 0, "user", config->user, failure.text);
}

/* Can a list of client certificates be read, and is it one? */
static unsigned
check_list(const struct config *config, unsigned line, const char *path)
{
	struct small_file file;
	struct failure failure;
	struct certificate_list list;
	struct certificate_list_error error;
	unsigned faults = 0;

	if (path == NULL)
		return 0;
	if (small_file_read(&file, path, SMALL_FILE_PUBLIC, &failure) != 0)
		return complain(
		    config, line, "certificates", path, strerror(errno));
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

static unsigned
check_capsule(const struct config *config, const struct config_capsule *capsule)
{
	unsigned line = capsule->line;
	unsigned faults =
	    check_readable(config, line, "root", capsule->root, O_DIRECTORY);

	faults += check_readable(
	    config, line, "certificate", capsule->certificate, 0);
	faults += check_readable(config, line, "key", capsule->key, 0);
	for (size_t i = 0; i < capsule->private_count; i++)
		faults += check_list(
			      config, line, capsule->privates[i].fingerprints) +
			  check_readable(config, line, "authority",
			      capsule->privates[i].authority, 0);
	return faults;
}

unsigned
config_check(const struct config *config)
{
	unsigned faults = check_certs(config) + check_user(config);

	if (config->counts != NULL)
		faults += check_creatable(config, "counts", config->counts);
	for (size_t i = 0; i < config->capsule_count; i++)
		faults += check_capsule(config, &config->capsules[i]);
	return faults;
}
