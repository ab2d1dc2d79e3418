/*
 * SQLite's library, opened when it is first needed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/resource.h>

#include "index_reader.h"
#include "index_sqlite.h"
#include "index_writer.h"

/* It can be opened when files can be, and not before. */
static void
test_open(void **state)
{
	struct rlimit files, none;

	(void)state;
	assert_null(sqlite3_api);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &files), 0);
	none = (struct rlimit){0, files.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	assert_false(index_sqlite_open());
	assert_false(index_limit_memory((size_t)32 << 20));
	assert_null(index_writer_new());
	assert_null(sqlite3_api);

	assert_int_equal(setrlimit(RLIMIT_NOFILE, &files), 0);
	assert_true(index_sqlite_open());
	assert_int_equal(sqlite3_libversion_number() / 1000000, 3);
}

/* Once it is open, it is for good, and calls nothing of ours any more. */
static void
test_open_again(void **state)
{
	const struct sqlite3_api_routines *table = sqlite3_api;
	sqlite3 *database;

	(void)state;
	assert_true(index_sqlite_open());
	assert_ptr_equal(sqlite3_api, table);
	sqlite3_api = NULL;
	assert_int_equal(table->open(":memory:", &database), SQLITE_OK);
	assert_null(sqlite3_api);
	table->close(database);
	sqlite3_api = table;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_open),
	    cmocka_unit_test(test_open_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
