#include "site_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "certificate_list.h"
#include "config.h"
#include "docroot.h"
#include "log.h"
#include "loop.h"
#include "path.h"
#include "small_file.h"

/* How often a list is looked at. */
#define RECHECK_MS 1000

/* A list of certificates, and the file it was read from. */
struct readers {
	int dir_fd;       /* -1: any certificate will do */
	const char *name; /* in that directory; the config's */
	struct docroot_identity identity;
	uint64_t checked_ms;
	int reported; /* the errno of what was said to be wrong; 0: none */
	struct certificate_list list; /* empty while the file is unfit */
};

struct area {
	const struct config_private *config;
	char *prefix; /* normalised: "a/b", "" for the whole capsule */
	struct readers readers;
};

/* Sorted: the longest prefix first. */
struct site_private {
	struct area *areas;
	size_t count;
	struct log *log; /* NULL: nobody is told */
};

/* ---------- lists ---------- */

static struct docroot_identity
identity_of(const struct stat *st)
{
	return (struct docroot_identity){
	    .device = (uint64_t)st->st_dev,
	    .inode = (uint64_t)st->st_ino,
	    .size = (int64_t)st->st_size,
	    .changed_ns =
		(int64_t)st->st_ctim.tv_sec * 1000000000 + st->st_ctim.tv_nsec,
	};
}

static int
parse_list(struct readers *readers, const struct small_file *file,
    const char *path, struct failure *failure)
{
	struct span text = {file->bytes, file->size};
	struct certificate_list_error error;

	switch (certificate_list_parse(&readers->list, text, &error)) {
	case CERTIFICATE_LIST_OK:
		return 0;
	case CERTIFICATE_LIST_BAD:
		return failure_set(failure, EINVAL, "%s:%zu: %s", path,
		    error.line, error.message);
	case CERTIFICATE_LIST_NO_MEMORY:
		break;
	}
	return failure_set(failure, ENOMEM, "%s: %s", path, error.message);
}

/* Read the list, which is empty now. */
static int
read_list(struct readers *readers, const char *path, struct failure *failure)
{
	struct small_file file;
	int result;

	if (small_file_read_at(&file, readers->dir_fd, readers->name,
		SMALL_FILE_PUBLIC, failure) != 0)
		return failure_set(failure, errno, "cannot read %s: %s", path,
		    errno == EINVAL ? "not a regular file" : strerror(errno));
	result = parse_list(readers, &file, path, failure);
	small_file_free(&file);
	return result;
}

/*
 * Read the list again if its file is another than it was.  The file is looked
 * at before it is read: should it change in between, the next look tells.
 */
static int
refresh_list(struct readers *readers, const char *path, struct failure *failure)
{
	struct docroot_identity identity = {0};
	struct stat st;

	if (fstatat(readers->dir_fd, readers->name, &st, 0) == 0)
		identity = identity_of(&st);
	if (identity.inode != 0 &&
	    docroot_identity_equal(&identity, &readers->identity))
		return 0;
	certificate_list_free(&readers->list);
	readers->identity = identity;
	if (read_list(readers, path, failure) == 0)
		return 0;
	/* What is malformed stays so until it changes; all else may pass. */
	if (errno != EINVAL)
		readers->identity = (struct docroot_identity){0};
	return -1;
}

static int
readers_open(struct readers *readers, const char *path, struct failure *failure)
{
	size_t len = strlen(path);
	size_t slash = span_find_last(span_from(path), '/');
	char *directory;

	if (slash == len)
		directory = strdup(".");
	else
		directory = strndup(path, slash == 0 ? 1 : slash);
	if (directory == NULL)
		return failure_set(failure, ENOMEM, "out of memory");
	readers->name = slash == len ? path : path + slash + 1;
	readers->dir_fd = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (readers->dir_fd < 0)
		failure_set(failure, errno, "cannot open %s: %s", directory,
		    strerror(errno));
	free(directory);
	return readers->dir_fd < 0 ? -1 : refresh_list(readers, path, failure);
}

static void
readers_close(struct readers *readers)
{
	certificate_list_free(&readers->list);
	if (readers->dir_fd >= 0)
		close(readers->dir_fd);
}

/* Read the list again if need be, and say it if nobody is let in any more. */
static void
recheck_list(struct readers *readers, const char *path, struct log *log)
{
	struct failure failure = {.text = ""};
	int error;

	if (refresh_list(readers, path, &failure) == 0) {
		if (readers->list.count > 0)
			readers->reported = 0;
		return;
	}
	/* A malformed list is read once, a missing one is looked for again. */
	error = errno;
	if (log != NULL && (error == EINVAL || error != readers->reported))
		log_message(log,
		    "%s; until that is mended no certificate of this list is "
		    "let in",
		    failure.text);
	readers->reported = error;
}

/* Is this certificate in the list today? */
static bool
readers_have(struct readers *readers, const char *path, struct log *log,
    const unsigned char digest[CERTIFICATE_DIGEST_BYTES])
{
	uint64_t now_ms = loop_now_ms();
	const struct certificate *certificate;

	if (readers->dir_fd < 0)
		return true;
	if (readers->checked_ms == 0 ||
	    now_ms - readers->checked_ms >= RECHECK_MS) {
		readers->checked_ms = now_ms;
		recheck_list(readers, path, log);
	}
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
	area->readers.dir_fd = -1;
	if (path_from_selector(&path, span_from(config->prefix)) != PATH_OK)
		return failure_set(failure, EINVAL,
		    "private \"%s\": no path is ever written like this",
		    config->prefix);
	area->prefix = strdup(path.bytes);
	if (area->prefix == NULL)
		return failure_set(failure, ENOMEM, "out of memory");
	if (config->fingerprints == NULL)
		return 0;
	return readers_open(&area->readers, config->fingerprints, failure);
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
	if (!readers_have(&area->readers, area->config->fingerprints,
		private->log, visitor->digest))
		return SITE_ACCESS_REFUSED;
	return SITE_ACCESS_OPEN;
}

void
site_private_report_to(struct site_private *private, struct log *log)
{
	private->log = log;
}

size_t
site_private_fds(const struct site_private *private, int *fds)
{
	size_t count = 0;

	for (size_t i = 0; i < private->count; i++) {
		int fd = private->areas[i].readers.dir_fd;

		if (fd >= 0)
			fds[count++] = fd;
	}
	return count;
}
