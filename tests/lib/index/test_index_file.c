/*
 * What SQLite may do with an index: read the bytes it was opened with, and
 * nothing else on this machine.
 */
#include "index_file.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "failing_call.h"
#include "index_sqlite.h"
#include "scratch.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

FAILING_CALL_64(ssize_t, pread,
    (int fd, void *bytes, size_t size, off_t offset), (fd, bytes, size, offset),
    -1)

static struct scratch scratch;
static sqlite3 *database;
static sqlite3_file *file;
static sqlite3_vfs *vfs;
static int fd;
static struct stat status;

static int
set_up(void **state)
{
	sqlite3 *made;

	(void)state;
	if (!index_sqlite_open() || scratch_make(&scratch) < 0 ||
	    sqlite3_open(scratch_path(&scratch, "index"), &made) != SQLITE_OK ||
	    sqlite3_exec(made,
		"CREATE TABLE words(word); INSERT INTO words VALUES('kept')",
		NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_close(made) != SQLITE_OK)
		return -1;
	fd = open(scratch_path(&scratch, "index"), O_RDWR | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &status) < 0 ||
	    index_file_open(&database, fd, status.st_size) != SQLITE_OK ||
	    sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER,
		&file) != SQLITE_OK ||
	    sqlite3_file_control(
		database, "main", SQLITE_FCNTL_VFS_POINTER, &vfs) != SQLITE_OK)
		return -1;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	sqlite3_close(database);
	close(fd);
	scratch_remove(&scratch);
	return 0;
}

static int
keep_value(void *value, int count, char **texts, char **names)
{
	(void)count;
	(void)names;
	snprintf(value, 64, "%s", texts[0] == NULL ? "" : texts[0]);
	return 0;
}

/* The first value that a statement gives; NULL if it fails. */
static const char *
ask(const char *statement)
{
	static char value[64];

	value[0] = '\0';
	return sqlite3_exec(database, statement, keep_value, value, NULL) ==
		       SQLITE_OK
		   ? value
		   : NULL;
}

/* The statements that would change it, or reach another file. */
static void
test_statements(void **state)
{
	static const struct {
		const char *statement;
		const char *value; /* or NULL: it fails */
	} rows[] = {
	    {"SELECT word FROM words", "kept"},
	    {"INSERT INTO words VALUES('new')", NULL},
	    {"DELETE FROM words", NULL},
	    {"DROP TABLE words", NULL},
	    {"VACUUM", NULL},
	    {"PRAGMA user_version = 7", NULL},
	    {"ATTACH '/etc/passwd' AS other", NULL},
	    {"ATTACH 'file:other?fd=0&size=10' AS other", NULL},
	    {"VACUUM INTO 'copy'", NULL},
	    /* there is no clock, but there is chance */
	    {"SELECT julianday('now')", ""},
	    {"SELECT random() = random()", "0"},
	    {"SELECT word FROM words", "kept"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *value = ask(rows[i].statement);

		if (rows[i].value == NULL)
			assert_null(value);
		else
			assert_string_equal(value, rows[i].value);
	}
	assert_int_not_equal(access("copy", F_OK), 0);
}

/* Whatever a damaged index makes SQLite ask of the file. */
static void
test_file(void **state)
{
	struct stat after;
	sqlite3_int64 size = 0;
	int is_reserved = 1;

	(void)state;
	assert_int_equal(
	    file->pMethods->xWrite(file, "new", 3, 0), SQLITE_READONLY);
	assert_int_equal(file->pMethods->xTruncate(file, 0), SQLITE_READONLY);
	assert_int_equal(file->pMethods->xSync(file, 0), SQLITE_OK);
	assert_int_equal(
	    file->pMethods->xCheckReservedLock(file, &is_reserved), SQLITE_OK);
	assert_int_equal(is_reserved, 0);
	assert_int_equal(file->pMethods->xFileSize(file, &size), SQLITE_OK);
	assert_int_equal(size, status.st_size);
	assert_in_range(file->pMethods->xSectorSize(file), 512, 65536);
	assert_int_equal(fstat(fd, &after), 0);
	assert_int_equal(after.st_size, status.st_size);
	assert_int_equal(after.st_mtim.tv_nsec, status.st_mtim.tv_nsec);
}

/* Nothing but the bytes that were there when it was opened is read. */
static void
test_ends(void **state)
{
	const int64_t size = status.st_size;
	const struct {
		int64_t offset;
		int count, result, filled; /* bytes that are not zero */
	} rows[] = {
	    {size, 16, SQLITE_OK, 16},
	    {size - 16, 16, SQLITE_OK, 16},
	    {size + 16, 16, SQLITE_OK, 16},
	    {2 * size - 16, 16, SQLITE_OK, 16},
	    {2 * size - 4, 16, SQLITE_IOERR_SHORT_READ, 4},
	    {2 * size, 16, SQLITE_IOERR_SHORT_READ, 0},
	    {3 * size, 16, SQLITE_IOERR_SHORT_READ, 0},
	    /* so far behind the end that the rest is no int */
	    {2 * size + (INT64_C(1) << 32) - 1000, 16, SQLITE_IOERR_SHORT_READ,
		0},
	    {INT64_C(1) << 44, 16, SQLITE_IOERR_SHORT_READ, 0},
	};
	unsigned char bytes[2048], ones[4096];
	int filled;

	(void)state;
	/* Its second half is ones; then it grows, as it never should. */
	memset(ones, 1, sizeof ones);
	assert_true((size_t)size % sizeof ones == 0);
	for (int64_t at = 0; at < 8 * size; at += (int64_t)sizeof ones)
		assert_int_equal(
		    pwrite(fd, ones, sizeof ones, at), (int)sizeof ones);
	assert_int_equal(
	    pwrite(fd, ones, sizeof ones, 2 * size + (INT64_C(1) << 32) - 1000),
	    (int)sizeof ones);
	sqlite3_close(database);
	assert_int_equal(index_file_open(&database, fd, 2 * size), SQLITE_OK);
	assert_int_equal(sqlite3_file_control(database, "main",
			     SQLITE_FCNTL_FILE_POINTER, &file),
	    SQLITE_OK);
	for (size_t i = 0; i < COUNT(rows); i++) {
		memset(bytes, 2, sizeof bytes);
		assert_int_equal(file->pMethods->xRead(file, bytes,
				     rows[i].count, rows[i].offset),
		    rows[i].result);
		for (filled = 0; bytes[filled] == 1; filled++)
			continue;
		assert_int_equal(filled, rows[i].filled);
		for (int at = filled; at < rows[i].count; at++)
			assert_int_equal(bytes[at], 0);
		assert_int_equal(bytes[rows[i].count], 2);
	}
}

/* A disk that fails is no empty index, and a signal no failure. */
static void
test_failures(void **state)
{
	char bytes[16];

	(void)state;
	failing_call_begin("pread", 0, 1, EINTR);
	assert_int_equal(
	    file->pMethods->xRead(file, bytes, sizeof bytes, 0), SQLITE_OK);
	assert_memory_equal(bytes, "SQLite format 3", sizeof bytes);
	assert_int_equal(failing_call_end(), 1);
	failing_call_begin("pread", 0, 1, EIO);
	assert_int_equal(file->pMethods->xRead(file, bytes, sizeof bytes, 0),
	    SQLITE_IOERR_READ);
	assert_int_equal(failing_call_end(), 1);
}

/* There is no other file: none to be seen, opened or removed. */
static void
test_system(void **state)
{
	const char *path = scratch_path(&scratch, "index");
	char full[256], name[256];
	int has_it = 1, flags;
	struct {
		sqlite3_file base;
		char room[256];
	} other;

	(void)state;
	assert_int_equal(vfs->xDelete(vfs, path, 1), SQLITE_READONLY);
	assert_int_equal(access(path, F_OK), 0);
	assert_int_equal(
	    vfs->xAccess(vfs, path, SQLITE_ACCESS_EXISTS, &has_it), SQLITE_OK);
	assert_int_equal(has_it, 0);
	assert_true((size_t)vfs->szOsFile <= sizeof other);
	assert_int_equal(vfs->xOpen(vfs, NULL, &other.base,
			     SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_CREATE, &flags),
	    SQLITE_CANTOPEN);
	assert_int_equal(
	    vfs->xOpen(vfs, path, &other.base, SQLITE_OPEN_MAIN_JOURNAL, NULL),
	    SQLITE_CANTOPEN);
	memset(name, 'n', sizeof name);
	name[sizeof name - 1] = '\0';
	assert_int_equal(vfs->xFullPathname(vfs, name, vfs->mxPathname, full),
	    SQLITE_CANTOPEN);
	/* Nobody else holds a lock, so nobody waits in truth. */
	assert_int_equal(vfs->xSleep(vfs, 60 * 1000 * 1000), 60 * 1000 * 1000);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_statements),
	    TEST(test_file),
	    TEST(test_ends),
	    TEST(test_failures),
	    TEST(test_system),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
