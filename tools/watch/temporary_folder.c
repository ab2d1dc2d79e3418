#include "temporary_folder.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders held open at a time while it is removed. */
#define OPEN_MAX_FOLDERS 16

/* The path of a name in a folder; the caller frees. */
static char *
join(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 2;
	char *path = malloc(size);

	snprintf(path, size, "%s/%s", folder, name);
	return path;
}

int
temporary_folder_make(struct temporary_folder *folder)
{
	const char *parent = getenv("TMPDIR");

	if (parent == NULL || *parent == '\0')
		parent = "/tmp";
	folder->path = join(parent, "lozenge-preview-XXXXXX");
	if (mkdtemp(folder->path) != NULL && chmod(folder->path, 0711) == 0)
		return 0;
	free(folder->path);
	folder->path = NULL;
	return -1;
}

char *
temporary_folder_file(const struct temporary_folder *folder, const char *name)
{
	return join(folder->path, name);
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st;
	(void)type;
	(void)where;
	return remove(path);
}

int
temporary_folder_remove(struct temporary_folder *folder)
{
	int result;

	if (folder->path == NULL)
		return 0;
	result = nftw(folder->path, remove_one, OPEN_MAX_FOLDERS,
	    FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
	free(folder->path);
	folder->path = NULL;
	return result;
}
