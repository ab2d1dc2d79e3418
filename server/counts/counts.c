#include "counts.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buffer.h"
#include "count_line.h"
#include "count_record.h"
#include "regular_file.h"
#include "small_file.h"

#define MALFORMED_SUFFIX ".malformed"

/* Sorted by day, protocol and path. */
struct entry {
	uint32_t day;
	uint32_t protocol;
	char *path; /* owned */
	unsigned long long count;
};

struct counts {
	char *file;
	struct entry *entries;
	size_t count, capacity;
	bool changed;
};

/* ---------- the table ---------- */

static int
compare(const struct entry *entry, uint32_t day, uint32_t protocol,
    const char *path)
{
	if (entry->day != day)
		return entry->day < day ? -1 : 1;
	if (entry->protocol != protocol)
		return entry->protocol < protocol ? -1 : 1;
	return strcmp(entry->path, path);
}

/* Index of the first entry that is not before this one. */
static size_t
find(const struct counts *counts, uint32_t day, uint32_t protocol,
    const char *path)
{
	size_t low = 0, high = counts->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(&counts->entries[middle], day, protocol, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
grow(struct counts *counts)
{
	size_t capacity = counts->capacity == 0 ? 64 : 2 * counts->capacity;
	struct entry *entries;

	if (counts->count < counts->capacity)
		return true;
	entries = realloc(counts->entries, capacity * sizeof *entries);
	if (entries == NULL)
		return false;
	counts->entries = entries;
	counts->capacity = capacity;
	return true;
}

static bool
insert(struct counts *counts, size_t at, struct entry entry)
{
	entry.path = strdup(entry.path);
	if (entry.path == NULL || !grow(counts)) {
		free(entry.path);
		return false;
	}
	memmove(&counts->entries[at + 1], &counts->entries[at],
	    (counts->count - at) * sizeof *counts->entries);
	counts->entries[at] = entry;
	counts->count++;
	return true;
}

/* Is this what stands at ${at}? */
static bool
is_at(const struct counts *counts, size_t at, const struct entry *entry)
{
	return at < counts->count && compare(&counts->entries[at], entry->day,
					 entry->protocol, entry->path) == 0;
}

/* Add to what is counted already, or begin to count it. */
static bool
add(struct counts *counts, struct entry entry)
{
	size_t at = find(counts, entry.day, entry.protocol, entry.path);
	struct entry *old;

	if (!is_at(counts, at, &entry))
		return insert(counts, at, entry);
	old = &counts->entries[at];
	if (old->count > ULLONG_MAX - entry.count)
		old->count = ULLONG_MAX;
	else
		old->count += entry.count;
	return true;
}

/* Is this path not counted yet, and are there too many others? */
static bool
is_one_too_many(const struct counts *counts, const struct entry *entry)
{
	uint32_t day = entry->day, protocol = entry->protocol;

	if (is_at(counts, find(counts, day, protocol, entry->path), entry))
		return false;
	return find(counts, day, protocol + 1, "") -
		   find(counts, day, protocol, "") >=
	       COUNTS_PATHS_MAX;
}

/* An entry that borrows the record's path. */
static struct entry
entry_of(struct count_record *record, unsigned long long count)
{
	return (struct entry){
	    .day = record->day,
	    .protocol = record->protocol,
	    .path = record->path,
	    .count = count,
	};
}

bool
counts_add(struct counts *counts, const struct count_record *record)
{
	struct count_record counted = *record;
	struct entry entry = entry_of(&counted, 1);

	if (is_one_too_many(counts, &entry))
		memcpy(counted.path, COUNT_OTHER, sizeof COUNT_OTHER);
	if (!add(counts, entry))
		return false;
	counts->changed = true;
	return true;
}

/* ---------- reading ---------- */

/* Lines that are no counts, and where the first of them stands. */
struct malformed {
	struct buffer lines;
	size_t count, first;
};

/* Read it all; false if it could not be read, or there is no memory. */
static bool
read_lines(struct counts *counts, FILE *stream, struct malformed *malformed)
{
	char *line = NULL;
	size_t room = 0, number = 0;
	ssize_t len;
	bool done = true;

	while (done && (len = getline(&line, &room, stream)) > 0) {
		struct span text = {line, (size_t)len};
		struct count_line read;

		number++;
		if (line[len - 1] == '\n')
			text.len--;
		if (count_line_parse(&read, text)) {
			done = add(counts, entry_of(&read.record, read.count));
			continue;
		}
		if (malformed->count++ == 0)
			malformed->first = number;
		buffer_append(&malformed->lines, text);
		buffer_append_byte(&malformed->lines, '\n');
	}
	free(line);
	return done && ferror(stream) == 0 && !malformed->lines.failed;
}

/* Put what we do not understand where it is not in the way. */
static bool
keep_aside(
    struct counts *counts, const struct malformed *malformed, struct log *log)
{
	struct buffer name = BUFFER_EMPTY;
	bool kept = false;
	FILE *stream;

	if (malformed->count == 0)
		return true;
	buffer_printf(&name, "%s" MALFORMED_SUFFIX, counts->file);
	buffer_append_byte(&name, '\0');
	stream = name.failed ? NULL : fopen(name.ptr, "ae");
	if (stream != NULL) {
		kept = fwrite(malformed->lines.ptr, 1, malformed->lines.len,
			   stream) == malformed->lines.len;
		kept = fclose(stream) == 0 && kept;
	}
	buffer_free(&name);
	if (kept)
		log_message(log,
		    "%s:%zu: this and in all %zu lines are no counts; "
		    "they are now in %s" MALFORMED_SUFFIX,
		    counts->file, malformed->first, malformed->count,
		    counts->file);
	counts->changed = kept;
	return kept;
}

static bool
load(struct counts *counts, struct log *log)
{
	struct malformed malformed = {.lines = BUFFER_EMPTY};
	int fd = regular_file_open(AT_FDCWD, counts->file);
	FILE *stream;
	bool loaded;

	if (fd == -1)
		return errno == ENOENT;
	stream = fdopen(fd, "r");
	if (stream == NULL) {
		close(fd);
		return false;
	}
	loaded = read_lines(counts, stream, &malformed) &&
		 keep_aside(counts, &malformed, log);
	buffer_free(&malformed.lines);
	fclose(stream);
	return loaded;
}

struct counts *
counts_open(const char *file, struct log *log)
{
	struct counts *counts = calloc(1, sizeof *counts);

	if (counts != NULL)
		counts->file = strdup(file);
	if (counts == NULL || counts->file == NULL || !load(counts, log)) {
		log_message(log, "%s: %s; nothing is counted", file,
		    errno == EINVAL ? "not a regular file" : strerror(errno));
		counts_free(counts);
		return NULL;
	}
	return counts;
}

const char *
counts_file(const struct counts *counts)
{
	return counts->file;
}

void
counts_free(struct counts *counts)
{
	if (counts == NULL)
		return;
	for (size_t i = 0; i < counts->count; i++)
		free(counts->entries[i].path);
	free(counts->entries);
	free(counts->file);
	free(counts);
}

/* ---------- writing ---------- */

static void
write_lines(struct buffer *out, const struct counts *counts)
{
	for (size_t i = 0; i < counts->count; i++) {
		const struct entry *entry = &counts->entries[i];

		count_line_append(out, entry->day, entry->protocol, entry->path,
		    entry->count);
	}
}

/* The directory of the file, opened, and the file's name in it. */
static int
open_directory(const char *file, const char **name)
{
	const char *slash = strrchr(file, '/');
	char *directory;
	int fd;

	*name = slash == NULL ? file : slash + 1;
	if (slash == NULL)
		return open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	directory = strndup(file, (size_t)(slash - file) + 1);
	if (directory == NULL)
		return -1;
	fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(directory);
	return fd;
}

static int
replace(const struct counts *counts, struct span text, struct failure *failure)
{
	const char *name;
	int dir_fd = open_directory(counts->file, &name);
	int result;

	if (dir_fd < 0)
		return failure_set(failure, errno, "%s", strerror(errno));
	result =
	    small_file_replace(dir_fd, name, 0644, text.ptr, text.len, failure);
	close(dir_fd);
	return result;
}

bool
counts_save(struct counts *counts, struct log *log)
{
	struct buffer text = BUFFER_EMPTY;
	struct failure failure = {.text = "out of memory"};

	if (!counts->changed)
		return true;
	write_lines(&text, counts);
	counts->changed =
	    text.failed || replace(counts, buffer_span(&text), &failure) != 0;
	buffer_free(&text);
	if (counts->changed)
		log_message(log, "%s: %s", counts->file, failure.text);
	return !counts->changed;
}
