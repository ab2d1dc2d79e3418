#include "site_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "certificate_list.h"
#include "config.h"
#include "log.h"
#include "path.h"
#include "site_authority.h"
#include "watched_file.h"

/* A list of certificates, and the file it was read from. */
struct readers {
	struct watched_file file;
	struct certificate_list list; /* empty while the file is unfit */
};

struct area {
	const struct config_private *config;
	char *prefix; /* normalised: "a/b", "" for the whole capsule */
	struct readers readers;
	struct site_authority authority;
};

/* Sorted: the longest prefix first. */
struct site_private {
	struct area *areas;
	size_t count;
	struct log *log; /* NULL: nobody is told */
};

/* ---------- lists ---------- */

static int
parse_list(struct readers *readers, const struct small_file *file,
    struct failure *failure)
{
	struct span text = {file->bytes, file->size};
	struct certificate_list_error error;

	switch (certificate_list_parse(&readers->list, text, &error)) {
	case CERTIFICATE_LIST_OK:
		return 0;
	case CERTIFICATE_LIST_BAD:
		return failure_set(failure, EINVAL, "%s:%zu: %s",
		    readers->file.path, error.line, error.message);
	case CERTIFICATE_LIST_NO_MEMORY:
		break;
	}
	return failure_set(
	    failure, ENOMEM, "%s: %s", readers->file.path, error.message);
}

/* Read the list, which is empty now. */
static int
read_list(struct readers *readers, struct failure *failure)
{
	struct small_file file;
	int result;

	if (watched_file_read(&readers->file, &file, failure) != 0)
		return -1;
	result = parse_list(readers, &file, failure);
	small_file_free(&file);
	return result;
}

/*
 * Read the list again if its file is another than it was.  The file is looked
 * at before it is read: should it change in between, the next look tells.
 */
static int
refresh_list(struct readers *readers, struct failure *failure)
{
	if (!watched_file_has_changed(&readers->file))
		return 0;
	certificate_list_free(&readers->list);
	if (read_list(readers, failure) == 0)
		return 0;
	/* What is malformed stays so until it changes; all else may pass. */
	if (errno != EINVAL)
		watched_file_forget(&readers->file);
	return -1;
}

static int
readers_open(struct readers *readers, const char *path, struct failure *failure)
{
	if (watched_file_open(&readers->file, path, failure) != 0)
		return -1;
	return path == NULL ? 0 : refresh_list(readers, failure);
}

static void
readers_close(struct readers *readers)
{
	certificate_list_free(&readers->list);
	watched_file_close(&readers->file);
}

/* Read the list again if need be, and say it if nobody is let in any more. */
static void
recheck_list(struct readers *readers, struct log *log)
{
	struct failure failure = {.text = ""};

	if (refresh_list(readers, &failure) != 0)
		watched_file_report(&readers->file, log, &failure, errno);
	else if (readers->list.count > 0)
		readers->file.reported = 0;
}

/* Is this certificate in the list today? */
static bool
readers_have(struct readers *readers, struct log *log,
    const unsigned char digest[CERTIFICATE_DIGEST_BYTES])
{
	const struct certificate *certificate;

	if (readers->file.dir_fd < 0)
		return false;
	if (watched_file_is_due(&readers->file))
		recheck_list(readers, log);
	certificate = certificate_list_find(&readers->list, digest);
	return certificate != NULL &&
	       (int64_t)time(NULL) < certificate->expires;
}

/* ---------- areas ---------- */

static int
area_open(struct area *area, const struct config_private *config,
    struct failure *failure)
{
	struct path path;

	area->config = config;
	area->readers.file.dir_fd = -1;
	area->authority.file.dir_fd = -1;
	if (path_from_selector(&path, span_from(config->prefix)) != PATH_OK)
		return failure_set(failure, EINVAL,
		    "private \"%s\": no path is ever written like this",
		    config->prefix);
	area->prefix = strdup(path.bytes);
	if (area->prefix == NULL)
		return failure_set(failure, ENOMEM, "out of memory");
	if (readers_open(&area->readers, config->fingerprints, failure) != 0)
		return -1;
	return site_authority_open(
	    &area->authority, config->authority, failure);
}

static int
compare_areas(const void *left, const void *right)
{
	const struct area *a = left, *b = right;
	size_t a_len = strlen(a->prefix), b_len = strlen(b->prefix);

	if (a_len != b_len)
		return a_len > b_len ? -1 : 1;
	return strcasecmp(a->prefix, b->prefix);
}

static int
open_areas(struct site_private *private, const struct config_capsule *capsule,
    struct failure *failure)
{
	for (size_t i = 0; i < capsule->private_count; i++) {
		private->count++;
		if (area_open(&private->areas[i], &capsule->privates[i],
			failure) != 0)
			return -1;
	}
	qsort(private->areas, private->count, sizeof *private->areas,
	    compare_areas);
	for (size_t i = 1; i < private->count; i++) {
		if (compare_areas(&private->areas[i - 1], &private->areas[i]) ==
		    0)
			return failure_set(failure, EINVAL,
			    "private \"%s\" stands twice",
			    private->areas[i].config->prefix);
	}
	return 0;
}

struct site_private *
site_private_open(const struct config_capsule *capsule, struct failure *failure)
{
	struct site_private *private = calloc(1, sizeof *private);
	struct area *areas = calloc(capsule->private_count + 1, sizeof *areas);

	if (private == NULL || areas == NULL) {
		free(areas);
		free(private);
		failure_set(failure, ENOMEM, "out of memory");
		return NULL;
	}
	*private = (struct site_private){.areas = areas};
	if (open_areas(private, capsule, failure) != 0) {
		int error = errno;

		site_private_close(private);
		errno = error;
		return NULL;
	}
	return private;
}

void
site_private_close(struct site_private *private)
{
	if (private == NULL)
		return;
	for (size_t i = 0; i < private->count; i++) {
		readers_close(&private->areas[i].readers);
		site_authority_close(&private->areas[i].authority);
		free(private->areas[i].prefix);
	}
	free(private->areas);
	free(private);
}

/* Is the path the area's directory, or beneath it? */
static bool
area_has(const struct area *area, struct span path)
{
	struct span prefix = span_from(area->prefix);
	struct span start = {path.ptr, prefix.len};

	if (prefix.len == 0)
		return true;
	return path.len >= prefix.len && span_equal_nocase(start, prefix) &&
	       (path.len == prefix.len || path.ptr[prefix.len] == '/');
}

static struct area *
find_area(const struct site_private *private, struct span path)
{
	for (size_t i = 0; i < private->count; i++) {
		if (area_has(&private->areas[i], path))
			return &private->areas[i];
	}
	return NULL;
}

const struct config_private *
site_private_area(const struct site_private *private, struct span path)
{
	const struct area *area = find_area(private, path);

	return area == NULL ? NULL : area->config;
}

/* Is a valid certificate one of those that the area is for? */
static bool
area_admits(
    struct area *area, const struct site_visitor *visitor, struct log *log)
{
	if (area->config->fingerprints == NULL &&
	    area->config->authority == NULL)
		return true;
	return readers_have(&area->readers, log, visitor->digest) ||
	       site_authority_issued(&area->authority, visitor, log);
}

enum site_access
site_private_check(struct site_private *private, const struct path *path,
    const struct site_visitor *visitor)
{
	struct area *area = find_area(private, path_span(path));

	if (area == NULL)
		return SITE_ACCESS_OPEN;
	if (!visitor->has_certificate)
		return SITE_ACCESS_NEEDED;
	if (!visitor->certificate_valid)
		return SITE_ACCESS_OUTDATED;
	if (!area_admits(area, visitor, private->log))
		return SITE_ACCESS_REFUSED;
	return SITE_ACCESS_OPEN;
}

void
site_private_report_to(struct site_private *private, struct log *log)
{
	private->log = log;
}

/* Say of a file that it was read before, and will not be again. */
static void
warn_of_unreadable(const struct watched_file *file, struct log *log)
{
	struct failure failure;

	if (watched_file_try(file, &failure) != 0)
		log_message(log,
		    "warning: the workers %s; once it changes, nobody is let "
		    "in by it",
		    failure.text);
}

void
site_private_rehearse(const struct site_private *private, struct log *log)
{
	for (size_t i = 0; i < private->count; i++) {
		warn_of_unreadable(&private->areas[i].readers.file, log);
		warn_of_unreadable(&private->areas[i].authority.file, log);
	}
}

size_t
site_private_fds(const struct site_private *private, int *fds)
{
	size_t count = 0;

	for (size_t i = 0; i < private->count; i++) {
		const struct area *area = &private->areas[i];

		if (area->readers.file.dir_fd >= 0)
			fds[count++] = area->readers.file.dir_fd;
		if (area->authority.file.dir_fd >= 0)
			fds[count++] = area->authority.file.dir_fd;
	}
	return count;
}
