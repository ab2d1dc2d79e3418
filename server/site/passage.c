#include "passage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "absence.h"
#include "beneath.h"
#include "loop.h"
#include "path.h"

/* Folders remembered; a power of two. */
#define REMEMBERED 64

/* Those with longer paths are looked at each time. */
#define FOLDER_BYTES 112

struct known_folder {
	uint64_t checked_ms; /* 0: never */
	enum passage_verdict verdict;
	size_t len;
	char path[FOLDER_BYTES];
};

struct passage {
	const struct beneath *root;
	struct known_folder known[REMEMBERED];
};

struct passage *
passage_new(const struct beneath *root)
{
	struct passage *passage = calloc(1, sizeof *passage);

	if (passage != NULL)
		passage->root = root;
	return passage;
}

void
passage_free(struct passage *passage)
{
	free(passage);
}

/* Look at one folder, not at those above it. */
static enum passage_verdict
look_at(const struct beneath *root, const char *folder)
{
	enum passage_verdict verdict = PASSAGE_UNKNOWN;
	struct stat st;
	int fd = beneath_open(root, folder, O_PATH | O_DIRECTORY | O_CLOEXEC, 0,
	    BENEATH_NO_LINKS);

	if (fd < 0)
		return absence_is(errno) ? PASSAGE_CLOSED : PASSAGE_UNKNOWN;
	if (fstat(fd, &st) == 0)
		verdict =
		    (st.st_mode & S_IXOTH) != 0 ? PASSAGE_OPEN : PASSAGE_CLOSED;
	close(fd);
	return verdict;
}

/* Look at the root and at each folder down to this one. */
static enum passage_verdict
look_along(const struct beneath *root, struct span folder)
{
	char path[PATH_BYTES_MAX + 1];
	enum passage_verdict verdict = look_at(root, "");
	size_t len = 0;

	if (folder.len > PATH_BYTES_MAX)
		return PASSAGE_CLOSED;
	while (verdict == PASSAGE_OPEN && len < folder.len) {
		len += span_find(span_skip(folder, len), '/');
		memcpy(path, folder.ptr, len);
		path[len] = '\0';
		verdict = look_at(root, path);
		len++;
	}
	return verdict;
}

/* FNV-1a. */
static uint32_t
hash_of(struct span folder)
{
	uint32_t hash = 2166136261U;

	for (size_t i = 0; i < folder.len; i++)
		hash = (hash ^ (unsigned char)folder.ptr[i]) * 16777619U;
	return hash;
}

enum passage_verdict
passage_check(struct passage *passage, struct span folder)
{
	struct known_folder *known =
	    &passage->known[hash_of(folder) % REMEMBERED];
	uint64_t now_ms = loop_now_ms();
	enum passage_verdict verdict;

	if (known->checked_ms != 0 &&
	    now_ms - known->checked_ms < PASSAGE_RECHECK_MS &&
	    span_equal((struct span){known->path, known->len}, folder))
		return known->verdict;
	verdict = look_along(passage->root, folder);
	if (verdict == PASSAGE_UNKNOWN || folder.len > sizeof known->path)
		return verdict;
	known->checked_ms = now_ms;
	known->verdict = verdict;
	known->len = folder.len;
	memcpy(known->path, folder.ptr, folder.len);
	return verdict;
}
