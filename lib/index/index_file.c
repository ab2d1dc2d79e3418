#include "index_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "index_sqlite.h"

#define NAME "lozenge-descriptor"

/* Longest name that is used, and then some. */
#define PATH_BYTES_MAX 128

struct descriptor {
	sqlite3_file base; /* first: SQLite knows only this */
	int fd;
	int64_t size;
};

/* ---------- the file ---------- */

static int
file_close(sqlite3_file *file)
{
	(void)file;
	return SQLITE_OK;
}

static int
file_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset)
{
	const struct descriptor *descriptor = (struct descriptor *)file;
	char *room = bytes;
	int64_t available = descriptor->size - offset;
	int want = 0;

	if (available > 0)
		want = available < count ? (int)available : count;
	while (want > 0) {
		ssize_t got =
		    pread(descriptor->fd, room, (size_t)want, (off_t)offset);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return SQLITE_IOERR_READ;
		if (got == 0)
			break;
		room += got;
		offset += got;
		want -= (int)got;
	}

	size_t missing = (size_t)((char *)bytes + count - room);
	if (missing == 0)
		return SQLITE_OK;
	memset(room, 0, missing);
	return SQLITE_IOERR_SHORT_READ;
}

static int
file_write(
    sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
	(void)file;
	(void)bytes;
	(void)count;
	(void)offset;
	return SQLITE_READONLY;
}

static int
file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	(void)file;
	(void)size;
	return SQLITE_READONLY;
}

static int
file_flag(sqlite3_file *file, int flag)
{
	(void)file;
	(void)flag;
	return SQLITE_OK;
}

static int
file_size(sqlite3_file *file, sqlite3_int64 *size)
{
	*size = ((struct descriptor *)file)->size;
	return SQLITE_OK;
}

static int
file_is_reserved(sqlite3_file *file, int *is_reserved)
{
	(void)file;
	*is_reserved = 0;
	return SQLITE_OK;
}

static int
file_control(sqlite3_file *file, int operation, void *arg)
{
	(void)file;
	(void)operation;
	(void)arg;
	return SQLITE_NOTFOUND;
}

static int
file_sector_size(sqlite3_file *file)
{
	(void)file;
	return 4096;
}

static int
file_characteristics(sqlite3_file *file)
{
	(void)file;
	return SQLITE_IOCAP_IMMUTABLE;
}

static const sqlite3_io_methods file_methods = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_flag,
    .xFileSize = file_size,
    .xLock = file_flag,
    .xUnlock = file_flag,
    .xCheckReservedLock = file_is_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
};

/* ---------- the file system ---------- */

static int
system_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file,
    int flags, int *out_flags)
{
	struct descriptor *descriptor = (struct descriptor *)file;

	(void)vfs;
	file->pMethods = NULL;
	if (name == NULL || (flags & SQLITE_OPEN_MAIN_DB) == 0)
		return SQLITE_CANTOPEN;
	descriptor->fd = (int)sqlite3_uri_int64(name, "fd", -1);
	descriptor->size = sqlite3_uri_int64(name, "size", 0);
	if (descriptor->fd < 0)
		return SQLITE_CANTOPEN;
	file->pMethods = &file_methods;
	if (out_flags != NULL)
		*out_flags = flags;
	return SQLITE_OK;
}

static int
system_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	(void)vfs;
	(void)name;
	(void)sync;
	return SQLITE_READONLY;
}

/* There is no other file: no journal that would have to be played back. */
static int
system_access(sqlite3_vfs *vfs, const char *name, int flags, int *has_it)
{
	(void)vfs;
	(void)name;
	(void)flags;
	*has_it = 0;
	return SQLITE_OK;
}

static int
system_full_path(sqlite3_vfs *vfs, const char *name, int room, char *path)
{
	int len = snprintf(path, (size_t)room, "%s", name);

	(void)vfs;
	return len < 0 || len >= room ? SQLITE_CANTOPEN : SQLITE_OK;
}

static int
system_randomness(sqlite3_vfs *vfs, int count, char *bytes)
{
	ssize_t got = getrandom(bytes, (size_t)count, 0);

	(void)vfs;
	return got < 0 ? 0 : (int)got;
}

static int
system_sleep(sqlite3_vfs *vfs, int microseconds)
{
	(void)vfs;
	return microseconds;
}

static int
system_time(sqlite3_vfs *vfs, double *julian_day)
{
	(void)vfs;
	*julian_day = 0.0;
	return SQLITE_OK;
}

/* SQLite links it into a list of its own, so it cannot be const. */
static sqlite3_vfs file_system = {
    .iVersion = 1,
    .szOsFile = sizeof(struct descriptor),
    .mxPathname = PATH_BYTES_MAX,
    .zName = NAME,
    .xOpen = system_open,
    .xDelete = system_delete,
    .xAccess = system_access,
    .xFullPathname = system_full_path,
    .xRandomness = system_randomness,
    .xSleep = system_sleep,
    .xCurrentTime = system_time,
};

int
index_file_open(sqlite3 **database, int fd, int64_t size)
{
	char uri[PATH_BYTES_MAX];
	int result = sqlite3_vfs_register(&file_system, 0);

	*database = NULL;
	if (result != SQLITE_OK)
		return result;
	snprintf(uri, sizeof uri, "file:index?fd=%d&size=%lld&immutable=1", fd,
	    (long long)size);
	return sqlite3_open_v2(uri, database,
	    SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NAME);
}
