#include "watched_files.h"

#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What a file was when it was looked at; all 0: not there. */
struct state {
	uint64_t device, inode, size;
	int64_t modified_s, changed_s;
	int64_t modified_ns, changed_ns;
	uint64_t names; /* of a folder */
};

struct watched_file {
	char *path;
	struct state state;
};

/* Files that an editor makes for itself come and go. */
static bool
is_of_an_editor(const char *name)
{
	size_t len = strlen(name);

	return name[0] == '.' || name[0] == '#' || name[len - 1] == '~' ||
	       strcmp(name, "4913") == 0; /* Vim tries whether it may write */
}

/* FNV-1a. */
static uint64_t
hash_name(const char *name)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (; *name != '\0'; name++)
		hash = (hash ^ (unsigned char)*name) * 0x100000001b3;
	return hash;
}

/* A sum over the names in a folder, in whatever order they come. */
static uint64_t
names_in(const char *path)
{
	DIR *dir = opendir(path);
	uint64_t sum = 1;
	const struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (!is_of_an_editor(entry->d_name))
			sum += hash_name(entry->d_name);
	}
	if (dir != NULL)
		closedir(dir);
	return sum;
}

static struct state
look_at(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return (struct state){0};
	/* A folder's times change with every file that an editor makes. */
	if (S_ISDIR(st.st_mode))
		return (struct state){.names = names_in(path)};
	return (struct state){
	    .device = (uint64_t)st.st_dev,
	    .inode = (uint64_t)st.st_ino,
	    .size = (uint64_t)st.st_size,
	    .modified_s = (int64_t)st.st_mtim.tv_sec,
	    .modified_ns = (int64_t)st.st_mtim.tv_nsec,
	    .changed_s = (int64_t)st.st_ctim.tv_sec,
	    .changed_ns = (int64_t)st.st_ctim.tv_nsec,
	};
}

bool
watched_files_add(struct watched_files *files, const char *path)
{
	for (size_t i = 0; i < files->count; i++) {
		if (strcmp(files->items[i].path, path) == 0)
			return false;
	}
	files->items =
	    realloc(files->items, (files->count + 1) * sizeof *files->items);
	files->items[files->count++] =
	    (struct watched_file){strdup(path), look_at(path)};
	return true;
}

bool
watched_files_have_changed(struct watched_files *files)
{
	bool changed = false;

	for (size_t i = 0; i < files->count; i++) {
		struct watched_file *file = &files->items[i];
		struct state now = look_at(file->path);

		if (memcmp(&now, &file->state, sizeof now) != 0)
			changed = true;
		file->state = now;
	}
	return changed;
}

const char *
watched_files_path(const struct watched_files *files, size_t index)
{
	return files->items[index].path;
}

void
watched_files_settle_folders(struct watched_files *files)
{
	for (size_t i = 0; i < files->count; i++) {
		struct watched_file *file = &files->items[i];

		if (file->state.names != 0)
			file->state = look_at(file->path);
	}
}

void
watched_files_free(struct watched_files *files)
{
	for (size_t i = 0; i < files->count; i++)
		free(files->items[i].path);
	free(files->items);
	*files = (struct watched_files){0};
}
