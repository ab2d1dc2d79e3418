/*
 * The capsule's directory: what may be opened, by the kernel's way and ours.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "docroot.h"
#include "scratch.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The root is DIR/root, so that there is something beside it. */
static struct scratch scratch;
static char root_path[96];

static void
run(const char *command)
{
	char line[2048];

	snprintf(line, sizeof line, "cd '%s' && { %s; }", scratch.dir, command);
	assert_int_equal(system(line), 0);
}

static int
fill(void **state)
{
	(void)state;
	if (scratch_make(&scratch) != 0)
		return -1;
	snprintf(root_path, sizeof root_path, "%s/root", scratch.dir);
	run("umask 022; mkdir -p root/dir/sub root/closed;"
	    "echo out >secret; echo in >root/file; echo in >root/dir/page;"
	    "echo in >root/dir/sub/deep; echo no >root/private;"
	    "chmod 600 root/private; mkfifo -m 644 root/fifo;"
	    "touch root/.hidden root/empty;"
	    "ln -s file root/link; ln -s dir root/link-dir;"
	    "ln -s ../file root/dir/link-up;"
	    "ln -s ../secret root/escape; ln -s .. root/dir-escape;"
	    "ln -s /etc/passwd root/absolute; ln -s loop root/loop;"
	    "ln -s /proc/self/root root/magic; ln -s none root/dangling");
	return 0;
}

static int
empty(void **state)
{
	(void)state;
	run("rm -rf root secret");
	scratch_remove(&scratch);
	return 0;
}

static void
test_find(void **state)
{
	/* F: file, D: directory, -: nothing we serve */
	static const struct {
		const char *path;
		char kernel, walk;
	} rows[] = {
	    {"file", 'F', 'F'},
	    {"empty", 'F', 'F'},
	    {"", 'D', 'D'},
	    {"dir", 'D', 'D'},
	    {"dir/", 'D', 'D'},
	    {"dir/page", 'F', 'F'},
	    {"dir/sub/deep", 'F', 'F'},
	    {".hidden", 'F', 'F'}, /* path.h decides on these */
	    {"none", '-', '-'},
	    {"file/", '-', '-'},
	    {"file/x", '-', '-'},
	    {"private", '-', '-'},
	    {"fifo", '-', '-'},
	    {"escape", '-', '-'},
	    {"dir-escape", '-', '-'},
	    {"dir-escape/secret", '-', '-'},
	    {"../secret", '-', '-'},
	    {"dir/../../secret", '-', '-'},
	    {"/etc/passwd", '-', '-'},
	    {"absolute", '-', '-'},
	    {"loop", '-', '-'},
	    {"magic/etc/passwd", '-', '-'},
	    {"dangling", '-', '-'},
	    /* the walk follows no link at all */
	    {"link", 'F', '-'},
	    {"link-dir", 'D', '-'},
	    {"link-dir/page", 'F', '-'},
	    {"dir/link-up", 'F', '-'},
	};
	struct docroot *root = docroot_open(root_path);

	(void)state;
	assert_non_null(root);
	for (int walks = 0; walks < 2; walks++) {
		for (size_t i = 0; i < COUNT(rows); i++) {
			char want = walks ? rows[i].walk : rows[i].kernel;
			char found = '-';
			struct docroot_file file = {.fd = -1};

			switch (docroot_find(root, rows[i].path, &file)) {
			case DOCROOT_FILE:
				found = 'F';
				close(file.fd);
				break;
			case DOCROOT_DIRECTORY:
				found = 'D';
				break;
			case DOCROOT_MISSING:
				break;
			case DOCROOT_STARVED:
				found = 'S';
				break;
			}
			if (found != want)
				fail_msg("%s: %c, not %c", rows[i].path, found,
				    want);
		}
		docroot_walk(root);
	}
	docroot_close(root);
}

static void
test_long_components(void **state)
{
	struct docroot *root = docroot_open(root_path);
	struct docroot_file file;
	char path[600];

	(void)state;
	memset(path, 'x', sizeof path - 1);
	path[sizeof path - 1] = '\0';
	for (int walks = 0; walks < 2; walks++) {
		assert_int_equal(
		    docroot_find(root, path, &file), DOCROOT_MISSING);
		docroot_walk(root);
	}
	docroot_close(root);
}

/* Every path leaves as many descriptors open as there were. */
static void
test_leaks_nothing(void **state)
{
	static const char *const paths[] = {"none", "dir", "dir/none", "fifo",
	    "private", "dir/sub/none", "dir/../x", "link-dir/page"};
	struct docroot *root = docroot_open(root_path);
	struct docroot_file file;
	int before = dup(0);

	(void)state;
	close(before);
	for (int walks = 0; walks < 2; walks++) {
		for (size_t i = 0; i < COUNT(paths); i++) {
			int after;

			if (docroot_find(root, paths[i], &file) == DOCROOT_FILE)
				close(file.fd);
			after = dup(0);
			close(after);
			assert_int_equal(after, before);
		}
		docroot_walk(root);
	}
	docroot_close(root);
}

static void
test_starves(void **state)
{
	struct docroot *root = docroot_open(root_path);
	struct rlimit before, none;
	struct docroot_file file;

	(void)state;
	getrlimit(RLIMIT_NOFILE, &before);
	none = before;
	none.rlim_cur = 0;
	setrlimit(RLIMIT_NOFILE, &none);
	assert_int_equal(docroot_find(root, "file", &file), DOCROOT_STARVED);
	setrlimit(RLIMIT_NOFILE, &before);
	docroot_close(root);
}

static void
test_identity(void **state)
{
	static const struct docroot_identity one = {1, 2, 3, 4, false};
	static const struct {
		struct docroot_identity other;
		bool equal;
	} rows[] = {
	    {{1, 2, 3, 4, false}, true},
	    {{9, 2, 3, 4, false}, false},
	    {{1, 9, 3, 4, false}, false},
	    {{1, 2, 9, 4, false}, false},
	    {{1, 2, 3, 9, false}, false},
	    {{1, 2, 3, 4, true}, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(docroot_identity_equal(&one, &rows[i].other),
		    rows[i].equal);
		assert_int_equal(docroot_identity_equal(&rows[i].other, &one),
		    rows[i].equal);
	}
}

/* A file that has just been written is fresh, /etc/passwd's directory not. */
static void
test_fresh(void **state)
{
	struct docroot *root = docroot_open(root_path);
	struct docroot *etc = docroot_open("/etc");
	struct docroot_file file;

	(void)state;
	run("echo new >root/new");
	assert_int_equal(docroot_find(root, "new", &file), DOCROOT_FILE);
	assert_int_equal(file.identity.size, 4);
	close(file.fd);
	assert_int_equal(docroot_find(etc, "passwd", &file), DOCROOT_FILE);
	assert_false(file.identity.fresh);
	close(file.fd);
	docroot_close(etc);
	docroot_close(root);
}

struct names {
	char text[256];
	size_t most;
};

static bool
add_name(void *arg, const char *name)
{
	struct names *names = arg;

	strcat(names->text, name);
	strcat(names->text, " ");
	return --names->most > 0;
}

static void
test_list(void **state)
{
	struct docroot *root = docroot_open(root_path);

	(void)state;
	for (int walks = 0; walks < 2; walks++) {
		struct names names = {.most = 100};

		assert_int_equal(docroot_list(root, "", add_name, &names), 0);
		assert_non_null(strstr(names.text, "file "));
		assert_non_null(strstr(names.text, "closed "));
		assert_null(strstr(names.text, ".hidden"));
		names = (struct names){.most = 1};
		assert_int_equal(
		    docroot_list(root, "dir", add_name, &names), 0);
		assert_ptr_equal(strchr(names.text, ' ') + 1,
		    names.text + strlen(names.text));
		assert_int_equal(
		    docroot_list(root, "file", add_name, &names), -1);
		assert_int_equal(errno, ENOTDIR);
		assert_int_equal(
		    docroot_list(root, "none", add_name, &names), -1);
		assert_int_equal(errno, ENOENT);
		docroot_walk(root);
	}
	docroot_close(root);
}

static void
test_open(void **state)
{
	char path[128];

	(void)state;
	assert_null(docroot_open("/nonexistent/root"));
	assert_int_equal(errno, ENOENT);
	snprintf(path, sizeof path, "%s/file", root_path);
	assert_null(docroot_open(path));
	assert_int_equal(errno, ENOTDIR);
	docroot_close(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_find),
	    cmocka_unit_test(test_long_components),
	    cmocka_unit_test(test_leaks_nothing),
	    cmocka_unit_test(test_starves),
	    cmocka_unit_test(test_identity),
	    cmocka_unit_test(test_fresh),
	    cmocka_unit_test(test_list),
	    cmocka_unit_test(test_open),
	};

	return cmocka_run_group_tests(tests, fill, empty);
}
