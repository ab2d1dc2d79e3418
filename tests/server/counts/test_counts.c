/*
 * Daily totals: what is counted, kept across restarts, and kept aside.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "count_record.h"
#include "counts.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* 2026-11-22 */
#define DAY 20779

static struct log quiet = {.fd = -1};

static struct count_record
record_of(uint32_t day, enum config_protocol protocol, const char *path)
{
	struct count_record record = {
	    .day = day, .protocol = (uint32_t)protocol};

	snprintf(record.path, sizeof record.path, "%s", path);
	return record;
}

static void
write_file(const char *name, const char *text)
{
	FILE *stream = fopen(name, "w");

	assert_non_null(stream);
	fputs(text, stream);
	assert_int_equal(fclose(stream), 0);
}

static void
check_file(const char *name, const char *expected)
{
	char text[2000] = "";
	FILE *stream = fopen(name, "r");

	assert_non_null(stream);
	text[fread(text, 1, sizeof text - 1, stream)] = '\0';
	fclose(stream);
	assert_string_equal(text, expected);
}

/* A directory to be in while a test runs. */
static int
enter(void **state)
{
	static char path[] = "/tmp/lozenge-counts.XXXXXX";

	(void)state;
	snprintf(path, sizeof path, "/tmp/lozenge-counts.XXXXXX");
	return mkdtemp(path) == NULL ? -1 : chdir(path);
}

static int
leave(void **state)
{
	char path[200];

	(void)state;
	unlink("counts");
	unlink("counts.malformed");
	if (getcwd(path, sizeof path) == NULL || chdir("/") != 0)
		return -1;
	return rmdir(path);
}

static void
test_counting(void **state)
{
	const struct count_record records[] = {
	    record_of(DAY, CONFIG_GOPHER, "/"),
	    record_of(DAY + 1, CONFIG_GEMINI, "/a.gmi"),
	    record_of(DAY, CONFIG_GEMINI, "/b.gmi"),
	    record_of(DAY, CONFIG_GEMINI, "/a.gmi"),
	    record_of(DAY, CONFIG_GEMINI, "/b.gmi"),
	    record_of(DAY, CONFIG_GEMINI, "other"),
	};
	struct counts *counts = counts_open("counts", &quiet);

	(void)state;
	assert_non_null(counts);
	assert_true(counts_save(counts, &quiet));
	assert_int_equal(access("counts", F_OK), -1);
	for (size_t i = 0; i < COUNT(records); i++)
		assert_true(counts_add(counts, &records[i]));
	assert_true(counts_save(counts, &quiet));
	check_file("counts", "2026-11-22\tgemini\t/a.gmi\t1\n"
			     "2026-11-22\tgemini\t/b.gmi\t2\n"
			     "2026-11-22\tgemini\tother\t1\n"
			     "2026-11-22\tgopher\t/\t1\n"
			     "2026-11-23\tgemini\t/a.gmi\t1\n");
	counts_free(counts);

	counts = counts_open("counts", &quiet);
	assert_true(counts_add(counts, &records[2]));
	assert_true(counts_save(counts, &quiet));
	check_file("counts", "2026-11-22\tgemini\t/a.gmi\t1\n"
			     "2026-11-22\tgemini\t/b.gmi\t3\n"
			     "2026-11-22\tgemini\tother\t1\n"
			     "2026-11-22\tgopher\t/\t1\n"
			     "2026-11-23\tgemini\t/a.gmi\t1\n");
	counts_free(counts);
}

static void
test_malformed_lines(void **state)
{
	struct counts *counts;

	(void)state;
	write_file("counts", "2026-11-22\tgopher\t/b\t2\n"
			     "2026-11-22\tgemini\t/a\t18446744073709551615\n"
			     "2026-02-30\tgemini\t/a\t1\n"
			     "2026/11/22\tgemini\t/a\t1\n"
			     "1969-12-31\tgemini\t/a\t1\n"
			     "2026-11-22\tgemini\t/a\t1\n"
			     "2026-11-22\tfinger\t/a\t1\n"
			     "2026-11-22\tgemini\ta\t1\n"
			     "2026-11-22\tgemini\t/a\t-1\n"
			     "2026-11-22\tgemini\t/a\t\n"
			     "2026-11-22\tgemini\t/a b\t1\n"
			     "\n"
			     "2026-11-22\tgemini\t/a\t2\tmore\n"
			     " 026-11-22\tgemini\t/a\t2\n"
			     "2100-03-01\tgemini\t/a\t1\n"
			     "9999-12-31\tgemini\t/a\t1\n"
			     "2026-11-22\tgemini\t/a\t41");
	counts = counts_open("counts", &quiet);
	assert_non_null(counts);
	assert_true(counts_save(counts, &quiet));
	check_file("counts", "2026-11-22\tgemini\t/a\t42\n"
			     "2026-11-22\tgopher\t/b\t2\n"
			     "2100-03-01\tgemini\t/a\t1\n"
			     "9999-12-31\tgemini\t/a\t1\n");
	check_file("counts.malformed",
	    "2026-11-22\tgemini\t/a\t18446744073709551615\n"
	    "2026-02-30\tgemini\t/a\t1\n"
	    "2026/11/22\tgemini\t/a\t1\n"
	    "1969-12-31\tgemini\t/a\t1\n"
	    "2026-11-22\tfinger\t/a\t1\n"
	    "2026-11-22\tgemini\ta\t1\n"
	    "2026-11-22\tgemini\t/a\t-1\n"
	    "2026-11-22\tgemini\t/a\t\n"
	    "2026-11-22\tgemini\t/a b\t1\n"
	    "\n"
	    "2026-11-22\tgemini\t/a\t2\tmore\n"
	    " 026-11-22\tgemini\t/a\t2\n");
	counts_free(counts);
}

static void
test_unusable_files(void **state)
{
	struct count_record record = record_of(DAY, CONFIG_GEMINI, "/");
	struct counts *counts;

	(void)state;
	assert_null(counts_open("/dev", &quiet));
	assert_null(counts_open("/dev/null/counts", &quiet));
	assert_null(counts_open("/dev/null", &quiet));
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_null(counts_open("fifo", &quiet));
	assert_int_equal(unlink("fifo"), 0);
	counts = counts_open("missing/counts", &quiet);
	assert_non_null(counts);
	assert_true(counts_add(counts, &record));
	assert_false(counts_save(counts, &quiet));
	assert_false(counts_save(counts, &quiet));
	counts_free(counts);
	counts_free(NULL);
}

/* What came to stand there is not replaced. */
static void
test_something_else_in_its_place(void **state)
{
	struct count_record record = record_of(DAY, CONFIG_GEMINI, "/");
	struct counts *counts = counts_open("counts", &quiet);
	struct stat st;

	(void)state;
	assert_non_null(counts);
	assert_true(counts_add(counts, &record));
	assert_int_equal(mkfifo("counts", 0600), 0);
	assert_false(counts_save(counts, &quiet));
	assert_int_equal(lstat("counts", &st), 0);
	assert_true(S_ISFIFO(st.st_mode));
	assert_int_equal(unlink("counts"), 0);
	assert_true(counts_save(counts, &quiet));
	counts_free(counts);
}

static void
test_too_many_paths(void **state)
{
	struct counts *counts = counts_open("counts", &quiet);
	struct count_record record;
	char line[100];
	size_t lines = 0;
	FILE *stream;

	(void)state;
	for (int i = 0; i < 2 * COUNTS_PATHS_MAX; i++) {
		char path[32];

		snprintf(path, sizeof path, "/%d", i % (COUNTS_PATHS_MAX + 5));
		record = record_of(DAY, CONFIG_GEMINI, path);
		assert_true(counts_add(counts, &record));
	}
	record = record_of(DAY, CONFIG_GOPHER, "/new");
	assert_true(counts_add(counts, &record));
	assert_true(counts_save(counts, &quiet));
	stream = fopen("counts", "r");
	while (fgets(line, sizeof line, stream) != NULL) {
		lines++;
		if (strstr(line, "other") != NULL)
			assert_string_equal(
			    line, "2026-11-22\tgemini\tother\t5\n");
	}
	fclose(stream);
	assert_int_equal(lines, COUNTS_PATHS_MAX + 2);
	counts_free(counts);
}

static void
test_records(void **state)
{
	static const struct {
		enum config_protocol protocol;
		const char *status, *asked;
		const char *path; /* NULL: not counted */
	} rows[] = {
	    {CONFIG_GEMINI, "20", "", "/"},
	    {CONFIG_GEMINI, "20", "/", "/"},
	    {CONFIG_GEMINI, "20", "/a.gmi", "/a.gmi"},
	    {CONFIG_GEMINI, "20", "/%61.gmi", "/a.gmi"},
	    {CONFIG_GEMINI, "20", "/x/../a%20b", "/a%20b"},
	    {CONFIG_GEMINI, "20", "/dir/", "/dir/"},
	    {CONFIG_GEMINI, "31", "/dir", NULL},
	    {CONFIG_GEMINI, "51", "/missing", NULL},
	    {CONFIG_GEMINI, "59", "", NULL},
	    {CONFIG_GEMINI, "44", "/a.gmi", NULL},
	    {CONFIG_GOPHER, "1", "", "/"},
	    {CONFIG_GOPHER, "1", "/a.gmi", "/a.gmi"},
	    {CONFIG_GOPHER, "0", "a b\x80", "/a%20b%80"},
	    {CONFIG_GOPHER, "3", "/a.gmi", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct count_record record;

		if (count_record_fill(&record, rows[i].protocol, rows[i].status,
			span_from(rows[i].asked),
			DAY) != (rows[i].path != NULL))
			fail_msg("row %zu", i);
		if (rows[i].path == NULL)
			continue;
		assert_string_equal(record.path, rows[i].path);
		assert_int_equal(record.day, DAY);
		assert_true(count_record_is_valid(&record));
	}
}

static void
test_long_path(void **state)
{
	char asked[1000];
	struct span path = {asked, sizeof asked};
	struct count_record record;

	(void)state;
	memset(asked, 'a', sizeof asked);
	asked[0] = '/';
	assert_true(count_record_fill(&record, CONFIG_GEMINI, "20", path, DAY));
	assert_string_equal(record.path, COUNT_OTHER);
	path.len = COUNT_PATH_BYTES - 1;
	assert_true(count_record_fill(&record, CONFIG_GEMINI, "20", path, DAY));
	assert_int_equal(strlen(record.path), COUNT_PATH_BYTES - 1);
}

static void
test_forged_records(void **state)
{
	struct count_record record = record_of(DAY, CONFIG_GEMINI, "/");

	(void)state;
	assert_true(count_record_is_valid(&record));
	record.protocol = 2;
	assert_false(count_record_is_valid(&record));
	record = record_of(COUNT_DAY_MAX, CONFIG_GEMINI, "/");
	assert_true(count_record_is_valid(&record));
	record.day = COUNT_DAY_MAX + 1;
	assert_false(count_record_is_valid(&record));
	record.day = 0x7269642f; /* "/dir" */
	assert_false(count_record_is_valid(&record));
	record.day = UINT32_MAX;
	assert_false(count_record_is_valid(&record));
	record = record_of(DAY, CONFIG_GEMINI, "/a\tb");
	assert_false(count_record_is_valid(&record));
	record = record_of(DAY, CONFIG_GEMINI, "a");
	assert_false(count_record_is_valid(&record));
	record = record_of(DAY, CONFIG_GEMINI, "");
	assert_false(count_record_is_valid(&record));
	memset(record.path, '/', sizeof record.path);
	assert_false(count_record_is_valid(&record));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_counting, enter, leave),
	    cmocka_unit_test_setup_teardown(test_malformed_lines, enter, leave),
	    cmocka_unit_test_setup_teardown(test_unusable_files, enter, leave),
	    cmocka_unit_test_setup_teardown(
		test_something_else_in_its_place, enter, leave),
	    cmocka_unit_test_setup_teardown(test_too_many_paths, enter, leave),
	    cmocka_unit_test(test_records),
	    cmocka_unit_test(test_long_path),
	    cmocka_unit_test(test_forged_records),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
