/*
 * The known-hosts file: where it is, and that it is replaced whole.
 */
#include "known_hosts_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <errno.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/tmp/lozenge-test-XXXXXX";

static int
remove_one(
    const char *path, const struct stat *status, int kind, struct FTW *where)
{
	(void)status;
	(void)kind;
	(void)where;
	return remove(path);
}

static int
make_root(void **state)
{
	(void)state;
	return mkdtemp(root) != NULL ? 0 : -1;
}

static int
remove_root(void **state)
{
	(void)state;
	return nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* Set a variable to a path beneath the root; NULL unsets it. */
static void
set_path(const char *name, const char *path)
{
	char full[256];

	unsetenv(name);
	if (path == NULL)
		return;
	snprintf(full, sizeof full, "%s/%s", root, path);
	setenv(name, full, 1);
}

static const struct {
	const char *own, *data, *home, *expected;
} places[] = {
    {"x/known", "data", "home", "x/known"},
    {NULL, "data", "home", "data/lozenge/known_hosts"},
    {NULL, NULL, "home", "home/.local/share/lozenge/known_hosts"},
};

static void
test_places(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		struct known_hosts_file file;
		struct stat status;
		char full[256];

		set_path("LOZENGE_KNOWN_HOSTS", places[i].own);
		set_path("XDG_DATA_HOME", places[i].data);
		set_path("HOME", places[i].home);
		snprintf(full, sizeof full, "%s/%s", root, places[i].expected);
		assert_int_equal(known_hosts_file_open(&file), 0);
		assert_string_equal(file.path, full);
		assert_int_equal(file.text.len, 0);
		buffer_append_text(&file.text, "one\n");
		assert_int_equal(known_hosts_file_replace(&file), 0);
		known_hosts_file_close(&file);

		assert_int_equal(stat(full, &status), 0);
		assert_int_equal(status.st_mode & 0777, 0600);
		assert_int_equal(known_hosts_file_open(&file), 0);
		assert_true(span_equal(buffer_span(&file.text), SPAN("one\n")));
		known_hosts_file_close(&file);
	}
}

static void
test_no_place(void **state)
{
	struct known_hosts_file file;

	(void)state;
	set_path("LOZENGE_KNOWN_HOSTS", NULL);
	set_path("XDG_DATA_HOME", NULL);
	set_path("HOME", NULL);
	assert_int_equal(known_hosts_file_open(&file), -1);
	assert_int_equal(errno, ENOENT);
	known_hosts_file_close(&file);
}

/* Neither a device nor a directory is read, or replaced. */
static void
test_no_regular_file(void **state)
{
	const char *const paths[] = {"/dev/null", root};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct known_hosts_file file;

		setenv("LOZENGE_KNOWN_HOSTS", paths[i], 1);
		assert_int_equal(known_hosts_file_open(&file), -1);
		assert_int_equal(errno, EINVAL);
		known_hosts_file_close(&file);
	}
}

/* A symbolic link to the file stays one. */
static void
test_symlink(void **state)
{
	struct known_hosts_file file;
	struct stat status;
	char link[256];

	(void)state;
	snprintf(link, sizeof link, "%s/link", root);
	assert_int_equal(symlink("x/known", link), 0);
	set_path("LOZENGE_KNOWN_HOSTS", "link");
	assert_int_equal(known_hosts_file_open(&file), 0);
	assert_true(span_equal(buffer_span(&file.text), SPAN("one\n")));
	buffer_append_text(&file.text, "two\n");
	assert_int_equal(known_hosts_file_replace(&file), 0);
	known_hosts_file_close(&file);
	assert_int_equal(lstat(link, &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	set_path("LOZENGE_KNOWN_HOSTS", "x/known");
	assert_int_equal(known_hosts_file_open(&file), 0);
	assert_true(span_equal(buffer_span(&file.text), SPAN("one\ntwo\n")));
	known_hosts_file_close(&file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_places),
	    cmocka_unit_test(test_no_place),
	    cmocka_unit_test(test_no_regular_file),
	    cmocka_unit_test(test_symlink),
	};

	return cmocka_run_group_tests(tests, make_root, remove_root);
}
