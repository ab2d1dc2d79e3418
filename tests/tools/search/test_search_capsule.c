/*
 * Indexing a capsule on disk: which pages, in which scope, and what is left.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index_reader.h"
#include "lint_walk.h"
#include "scratch.h"
#include "search_capsule.h"
#include "search_path.h"

static struct scratch scratch;

static void
put(const char *name, mode_t mode, const char *text)
{
	scratch_write(&scratch, name, mode, text, strlen(text));
}

static int
make_capsule(void **state)
{
	(void)state;
	if (scratch_make(&scratch) != 0)
		return -1;
	put("index.gmi", 0644, "# A guide\nMuscles tighten.\n");
	put("help.gmi", 0644, "# Help\nCall somebody.\n");
	put("secret.gmi", 0600, "# Not served\nMuscles, privately.\n");
	put(".draft.gmi", 0644, "# Not served\nMuscles, soon.\n");
	put("notes.txt", 0644, "Muscles in a text.\n");
	put("es.gmi", 0644, "# Not in es\nMuscles\n");
	put(".lozenge", 0644, "lang en\n");
	return 0;
}

static int
remove_capsule(void **state)
{
	(void)state;
	scratch_remove(&scratch);
	return 0;
}

static bool
exists(const char *name)
{
	struct stat status;

	return lstat(scratch_path(&scratch, name), &status) == 0;
}

/* How many sections have the word, in the scope. */
static size_t
count_hits(struct span scope, struct span words)
{
	const struct index_question question = {
	    .scope = scope, .words = words, .limit_ms = 5000};
	struct index_answer *answer = malloc(sizeof *answer);
	struct index *index;
	struct stat status;
	size_t count;
	int fd = open(scratch_path(&scratch, SEARCH_INDEX_NAME), O_RDONLY);

	assert_non_null(answer);
	assert_int_equal(fstat(fd, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0644);
	assert_int_equal(index_open(&index, fd, status.st_size), INDEX_GOOD);
	index_search(index, &question, answer);
	count = answer->hit_count;
	index_close(index);
	free(answer);
	return count;
}

static void
test_pages(void **state)
{
	const struct search_scopes root = {
	    .items = {{SPAN(""), SPAN("")}}, .count = 1};
	struct search_result result;
	struct failure failure;

	(void)state;
	assert_int_equal(
	    search_capsule(scratch.dir, &root, &result, &failure), 0);
	assert_int_equal(result.pages, 3);
	assert_true(result.is_written);
	assert_int_equal(count_hits(SPAN(""), SPAN("muscle")), 2);
	assert_int_equal(
	    search_capsule(scratch.dir, &root, &result, &failure), 0);
	assert_false(result.is_written);
	/* What a killed run left does not matter, and goes. */
	put(".lozenge-search.tmp", 0600, "half");
	put("index.gmi", 0644, "# A guide\nNothing.\n");
	assert_int_equal(
	    search_capsule(scratch.dir, &root, &result, &failure), 0);
	assert_true(result.is_written);
	assert_int_equal(count_hits(SPAN(""), SPAN("muscle")), 1);
	assert_false(exists(".lozenge-search.tmp"));
}

/* What cannot be looked into is not left out without a word. */
static void
test_unreadable_part(void **state)
{
	const struct search_scopes root = {
	    .items = {{SPAN(""), SPAN("")}}, .count = 1};
	char path[1024];
	struct search_result result;
	struct failure failure;
	int len = snprintf(path, sizeof path, "%s", scratch.dir);

	(void)state;
	for (int depth = 0; depth <= LINT_DEPTH_MAX; depth++) {
		len += snprintf(path + len, sizeof path - (size_t)len, "/d");
		assert_int_equal(mkdir(path, 0755), 0);
	}
	assert_int_equal(
	    search_capsule(scratch.dir, &root, &result, &failure), -1);
	assert_non_null(strstr(failure.text, "not all of it"));
	assert_false(exists(SEARCH_INDEX_NAME));
	for (int depth = 0; depth <= LINT_DEPTH_MAX; depth++) {
		assert_int_equal(rmdir(path), 0);
		path[strlen(path) - 2] = '\0';
	}
}

static void
test_scopes(void **state)
{
	struct search_scopes scopes;
	struct search_result result;
	struct failure failure;

	(void)state;
	search_scopes_begin(&scopes);
	assert_true(search_scopes_set(&scopes, SPAN("es"), SPAN("es")));
	assert_int_equal(mkdir(scratch_path(&scratch, "es"), 0755), 0);
	put("es/a.gmi", 0644, "# Causas\nDilataciones.\n");
	assert_int_equal(
	    search_capsule(scratch.dir, &scopes, &result, &failure), 0);
	assert_int_equal(result.pages, 4);
	assert_int_equal(count_hits(SPAN("es"), SPAN("dilatación")), 1);
	assert_int_equal(count_hits(SPAN("es"), SPAN("muscles")), 0);
	assert_int_equal(count_hits(SPAN(""), SPAN("dilataciones")), 0);
	assert_int_equal(count_hits(SPAN(""), SPAN("muscles")), 2);
	assert_int_equal(unlink(scratch_path(&scratch, "es/a.gmi")), 0);
	assert_int_equal(rmdir(scratch_path(&scratch, "es")), 0);
}

static void
test_failures(void **state)
{
	const struct search_scopes root = {
	    .items = {{SPAN(""), SPAN("")}}, .count = 1};
	struct search_result result;
	struct failure failure;

	(void)state;
	assert_int_equal(
	    search_capsule("/nonexistent", &root, &result, &failure), -1);
	assert_non_null(strstr(failure.text, "/nonexistent"));
	/* A directory stands where the index must go. */
	assert_int_equal(
	    mkdir(scratch_path(&scratch, SEARCH_INDEX_NAME), 0755), 0);
	assert_int_equal(
	    search_capsule(scratch.dir, &root, &result, &failure), -1);
	assert_non_null(strstr(failure.text, SEARCH_INDEX_NAME));
	assert_false(exists(".lozenge-search.tmp"));
	assert_int_equal(rmdir(scratch_path(&scratch, SEARCH_INDEX_NAME)), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		test_unreadable_part, make_capsule, remove_capsule),
	    cmocka_unit_test_setup_teardown(
		test_pages, make_capsule, remove_capsule),
	    cmocka_unit_test_setup_teardown(
		test_scopes, make_capsule, remove_capsule),
	    cmocka_unit_test_setup_teardown(
		test_failures, make_capsule, remove_capsule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
