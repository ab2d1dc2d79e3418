#include "index_sqlite.h"

#include <dlfcn.h>
#include <stddef.h>

/* By the version of its interface, which is its header's. */
#define NAME "libsqlite3.so.0"

/* What is called by its address: the way to all the others. */
struct entry {
	int (*auto_extension)(void (*extension)(void));
	int (*cancel_auto_extension)(void (*extension)(void));
	int (*open)(const char *name, sqlite3 **database);
	int (*close)(sqlite3 *database);
};

/* A library is the whole process's, and so is where its functions are. */
const struct sqlite3_api_routines *sqlite3_api;

/* Put a function of the library into its place. */
static bool
find(void *library, const char *name, void *place)
{
	void *found = dlsym(library, name);

	*(void **)place = found;
	return found != NULL;
}

static bool
find_all(void *library, struct entry *found)
{
	return find(
		   library, "sqlite3_auto_extension", &found->auto_extension) &&
	       find(library, "sqlite3_cancel_auto_extension",
		   &found->cancel_auto_extension) &&
	       find(library, "sqlite3_open", &found->open) &&
	       find(library, "sqlite3_close", &found->close);
}

/* An extension, as SQLite calls it for a database that it opens. */
static int
note_table(
    sqlite3 *database, char **message, const struct sqlite3_api_routines *table)
{
	(void)database;
	(void)message;
	sqlite3_api = table;
	return SQLITE_OK;
}

/* SQLite hands its table to extensions alone: be one, for one database. */
static void
take_table(const struct entry *entry)
{
	void (*extension)(void) = (void (*)(void))note_table;
	sqlite3 *database = NULL;

	if (entry->auto_extension(extension) != SQLITE_OK)
		return;
	entry->open(":memory:", &database);
	entry->close(database);
	entry->cancel_auto_extension(extension);
}

bool
index_sqlite_open(void)
{
	struct entry entry;
	void *library;

	if (sqlite3_api != NULL)
		return true;
	library = dlopen(NAME, RTLD_NOW | RTLD_LOCAL);
	if (library == NULL)
		return false;
	if (find_all(library, &entry))
		take_table(&entry);
	if (sqlite3_api == NULL)
		dlclose(library);
	return sqlite3_api != NULL;
}
