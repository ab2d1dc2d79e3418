#include "search_indexes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "docroot.h"
#include "index_reader.h"
#include "log.h"
#include "search_path.h"
#include "site.h"

/* Enough of a file to know it again. */
struct identity {
	dev_t device;
	ino_t inode;
	off_t size;
	struct timespec modified, changed;
};

/* Indexes open at a time; each takes some hundred KiB. */
#define OPEN_MAX 8

struct entry {
	bool is_known;            /* the file has been looked at */
	struct identity identity; /* as it was then */
	struct index *index;      /* NULL: it cannot be used */
	uint64_t asked;           /* when, by the number of the question */
};

struct search_indexes {
	const struct sites *sites;
	struct log *log;
	struct entry *entries; /* one a site */
	uint64_t questions;    /* so far */
};

struct search_indexes *
search_indexes_new(const struct sites *sites, struct log *log)
{
	struct search_indexes *indexes = calloc(1, sizeof *indexes);

	if (indexes == NULL)
		return NULL;
	indexes->sites = sites;
	indexes->log = log;
	indexes->entries = calloc(sites->count, sizeof *indexes->entries);
	if (indexes->entries != NULL)
		return indexes;
	free(indexes);
	return NULL;
}

void
search_indexes_free(struct search_indexes *indexes)
{
	if (indexes == NULL)
		return;
	for (size_t i = 0; i < indexes->sites->count; i++)
		index_close(indexes->entries[i].index);
	free(indexes->entries);
	free(indexes);
}

static struct identity
identity_of(const struct stat *status)
{
	return (struct identity){
	    .device = status->st_dev,
	    .inode = status->st_ino,
	    .size = status->st_size,
	    .modified = status->st_mtim,
	    .changed = status->st_ctim,
	};
}

static bool
is_same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

static bool
is_same(const struct identity *a, const struct identity *b)
{
	return a->device == b->device && a->inode == b->inode &&
	       a->size == b->size && is_same_time(&a->modified, &b->modified) &&
	       is_same_time(&a->changed, &b->changed);
}

static void
complain(const struct search_indexes *indexes, size_t capsule, const char *what)
{
	log_message(indexes->log,
	    "the search index of the capsule %s %s; there is no search until "
	    "\"lozenge build\" or \"lozenge index\" makes it anew",
	    indexes->sites->items[capsule].capsule->root, what);
}

static const char *
describe(enum index_verdict verdict)
{
	switch (verdict) {
	case INDEX_FOREIGN:
		return "is none, or is not whole";
	case INDEX_OTHER:
		return "is of another version";
	case INDEX_DAMAGED:
		return "is damaged";
	case INDEX_UNREADABLE:
	case INDEX_GOOD:
		break;
	}
	return strerror(errno);
}

static void
forget(struct entry *entry)
{
	index_close(entry->index);
	*entry = (struct entry){.is_known = false};
}

/* Make room for one more: close the one that was asked longest ago. */
static void
make_room(struct search_indexes *indexes)
{
	struct entry *oldest = NULL;
	size_t open_count = 0;

	for (size_t i = 0; i < indexes->sites->count; i++) {
		struct entry *entry = &indexes->entries[i];

		if (entry->index == NULL)
			continue;
		open_count++;
		if (oldest == NULL || entry->asked < oldest->asked)
			oldest = entry;
	}
	if (open_count >= OPEN_MAX)
		forget(oldest);
}

/* Open the file that stands there now, whatever it is. */
static void
open_entry(struct search_indexes *indexes, size_t capsule)
{
	struct entry *entry = &indexes->entries[capsule];
	int fd = openat(docroot_fd(indexes->sites->items[capsule].root),
	    SEARCH_INDEX_NAME,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	enum index_verdict verdict = INDEX_UNREADABLE;
	struct stat status;

	if (fd >= 0 && fstat(fd, &status) == 0) {
		entry->is_known = true;
		entry->identity = identity_of(&status);
		verdict = S_ISREG(status.st_mode)
			      ? index_open(&entry->index, fd, status.st_size)
			      : INDEX_FOREIGN;
	}
	if (verdict == INDEX_GOOD)
		return;
	complain(indexes, capsule, describe(verdict));
	if (fd >= 0)
		close(fd);
}

enum search_indexes_verdict
search_indexes_find(
    struct search_indexes *indexes, size_t capsule, struct index **index)
{
	struct entry *entry;
	enum search_indexes_verdict verdict;
	struct identity identity;
	struct stat status;

	if (capsule >= indexes->sites->count ||
	    !indexes->sites->items[capsule].capsule->search)
		return SEARCH_INDEX_NONE;
	entry = &indexes->entries[capsule];
	if (fstatat(docroot_fd(indexes->sites->items[capsule].root),
		SEARCH_INDEX_NAME, &status, AT_SYMLINK_NOFOLLOW) != 0) {
		verdict =
		    errno == ENOENT ? SEARCH_INDEX_NONE : SEARCH_INDEX_BAD;
		forget(entry);
		return verdict;
	}
	identity = identity_of(&status);
	if (!entry->is_known || !is_same(&entry->identity, &identity)) {
		forget(entry);
		make_room(indexes);
		open_entry(indexes, capsule);
	}
	entry->asked = ++indexes->questions;
	*index = entry->index;
	return entry->index != NULL ? SEARCH_INDEX_OPEN : SEARCH_INDEX_BAD;
}

void
search_indexes_check(struct search_indexes *indexes)
{
	struct index *index;

	for (size_t i = 0; i < indexes->sites->count; i++)
		if (search_indexes_find(indexes, i, &index) ==
		    SEARCH_INDEX_OPEN)
			forget(&indexes->entries[i]);
}

void
search_indexes_condemn(struct search_indexes *indexes, size_t capsule)
{
	struct entry *entry = &indexes->entries[capsule];

	complain(indexes, capsule, "is damaged");
	index_close(entry->index);
	entry->index = NULL;
}
