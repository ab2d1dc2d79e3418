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
#include "loop.h"
#include "passage.h"
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
	    "ln -s /proc/self/root root/magic; ln -s none root/dangling;"
	    "mkdir -p root/shut/open root/group root/pass/deep/shut;"
	    "for d in shut shut/open group pass pass/deep pass/deep/shut;"
	    "do echo in >root/$d/page; done;"
	    "ln -s shut/page root/into-shut; ln -s shut root/into-shut-dir;"
	    "ln -s ../dir/../shut/page root/dir/into-shut-up;"
	    "ln -s into-shut root/chain; ln -s ../file root/shut/out;"
	    "chmod 700 root/shut root/pass/deep/shut; chmod 770 root/group;"
	    "chmod 711 root/pass");
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
test_names(void **state)
{
	struct docroot *root = docroot_open(root_path);

	(void)state;
	for (int walks = 0; walks < 2; walks++) {
		struct names names = {.most = 100};
		struct docroot_file directory;

		assert_int_equal(
		    docroot_enter(root, "", &directory), DOCROOT_DIRECTORY);
		assert_int_equal(
		    docroot_names(&directory, add_name, &names), 0);
		assert_non_null(strstr(names.text, "file "));
		assert_non_null(strstr(names.text, "closed "));
		assert_null(strstr(names.text, ".hidden"));
		names = (struct names){.most = 1};
		assert_int_equal(
		    docroot_names(&directory, add_name, &names), 0);
		assert_ptr_equal(strchr(names.text, ' ') + 1,
		    names.text + strlen(names.text));
		close(directory.fd);
		assert_int_equal(
		    docroot_names(&directory, add_name, &names), -1);
		docroot_walk(root);
	}
	docroot_close(root);
}

static char
letter_of(enum docroot_verdict verdict)
{
	switch (verdict) {
	case DOCROOT_FILE:
		return 'F';
	case DOCROOT_DIRECTORY:
		return 'D';
	case DOCROOT_MISSING:
		return '-';
	case DOCROOT_STARVED:
		break;
	}
	return 'S';
}

/* Entries are judged alike, whether they are opened or looked at. */
static void
test_look(void **state)
{
	static const char *const names[] = {"file", "empty", "dir", "private",
	    "fifo", "escape", "absolute", "loop", "dangling", "link",
	    "link-dir", "none", "shut", "into-shut", "into-shut-dir"};
	struct docroot *root = docroot_open(root_path);
	struct docroot_file directory, found, looked;

	(void)state;
	assert_int_equal(
	    docroot_enter(root, "", &directory), DOCROOT_DIRECTORY);
	for (size_t i = 0; i < COUNT(names); i++) {
		enum docroot_verdict verdict =
		    docroot_find(root, names[i], &found);

		if (docroot_look(root, &directory, names[i], names[i],
			&looked) != verdict)
			fail_msg("%s: not %c", names[i], letter_of(verdict));
		assert_int_equal(looked.fd, -1);
		if (verdict != DOCROOT_FILE)
			continue;
		assert_int_equal(looked.identity.size, found.identity.size);
		assert_int_equal(looked.modified_s, found.modified_s);
		close(found.fd);
	}
	close(directory.fd);
	docroot_close(root);
}

/* What not everyone may reach is missing, whoever we are. */
static void
test_passage(void **state)
{
	/* for docroot_find and docroot_enter */
	static const struct {
		const char *path;
		char find, enter;
	} rows[] = {
	    {"shut", '-', '-'},
	    {"shut/", '-', '-'},
	    {"shut/page", '-', '-'},
	    {"shut/open", '-', '-'},
	    {"shut/open/page", '-', '-'},
	    {"into-shut", '-', '-'},     /* to shut/page */
	    {"into-shut-dir", '-', '-'}, /* to shut */
	    {"into-shut-dir/page", '-', '-'},
	    {"dir/into-shut-up", '-', '-'}, /* to ../dir/../shut/page */
	    {"chain", '-', '-'},            /* to into-shut */
	    {"shut/out", '-', '-'},         /* to ../file */
	    {"group/page", '-', '-'},
	    {"pass/page", 'F', '-'},
	    {"pass", 'D', '-'}, /* not to be listed */
	    {"pass/deep", 'D', 'D'},
	    {"pass/deep/page", 'F', '-'},
	    {"pass/deep/shut/page", '-', '-'},
	    {"dir/sub", 'D', 'D'},
	    {"link-dir", 'D', 'D'},
	    {"link-dir/sub/deep", 'F', '-'},
	    {"dir/link-up", 'F', '-'},
	};
	struct docroot *root = docroot_open(root_path);

	(void)state;
	/* The second time it is remembered. */
	for (size_t i = 0; i < 2 * COUNT(rows); i++) {
		const char *path = rows[i % COUNT(rows)].path;
		struct docroot_file file;
		char find = letter_of(docroot_find(root, path, &file));
		char enter;

		close(file.fd);
		enter = letter_of(docroot_enter(root, path, &file));
		close(file.fd);
		if (find != rows[i % COUNT(rows)].find ||
		    enter != rows[i % COUNT(rows)].enter)
			fail_msg("%s: %c %c", path, find, enter);
	}
	docroot_close(root);
}

/* The verdict on a file, which is closed. */
static enum docroot_verdict
find_file(struct docroot *root, const char *path)
{
	struct docroot_file file;
	enum docroot_verdict verdict = docroot_find(root, path, &file);

	if (verdict == DOCROOT_FILE)
		close(file.fd);
	return verdict;
}

/* A folder, or the root, that is closed is so after a moment, and again. */
static void
test_passage_changes(void **state)
{
	static const char *const commands[] = {"chmod 700 root/dir",
	    "chmod 755 root/dir", "chmod 700 root", "chmod 755 root",
	    "mv root/dir/sub root/shut/; ln -s ../shut/sub root/dir/sub",
	    "rm root/dir/sub; mv root/shut/sub root/dir/"};
	struct docroot *root = docroot_open(root_path);

	(void)state;
	assert_int_equal(find_file(root, "dir/sub/deep"), DOCROOT_FILE);
	for (size_t i = 0; i < COUNT(commands); i++) {
		enum docroot_verdict wanted =
		    i % 2 == 0 ? DOCROOT_MISSING : DOCROOT_FILE;
		uint64_t limit_ms = loop_now_ms() + 2 * PASSAGE_RECHECK_MS;

		run(commands[i]);
		while (find_file(root, "dir/sub/deep") != wanted &&
		       loop_now_ms() < limit_ms)
			continue;
		if (find_file(root, "dir/sub/deep") != wanted)
			fail_msg("%s: not %c", commands[i], letter_of(wanted));
	}
	docroot_close(root);
}

/* Links that lead out of the root, by whatever way, lead nowhere. */
static void
test_links(void **state)
{
	static const struct {
		const char *target;
		char found;
	} rows[] = {
	    {"file", 'F'},
	    {"./file", 'F'},
	    {"dir/../file", 'F'},
	    {"link-dir/../file", 'F'},
	    {"dir//sub/./deep", 'F'},
	    {"dir/sub/../../dir/sub/deep", 'F'},
	    {"link-dir/sub/deep", 'F'},
	    {"dir/link-up", 'F'},
	    {"dir/sub", 'D'},
	    {"dir/sub/", 'D'},
	    {"..", '-'},
	    {"../root/file", '-'},
	    {"dir/../../root/file", '-'},
	    {"../secret", '-'},
	    {"dir-escape/root/file", '-'},
	    {"/", '-'},
	    {"file/..", '-'},
	    {"none/../file", '-'},
	    {"test-link", '-'}, /* itself */
	    {"test-link/x", '-'},
	};
	struct docroot *root = docroot_open(root_path);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct docroot_file file;
		char command[256], found;

		snprintf(command, sizeof command, "ln -sfn '%s' root/test-link",
		    rows[i].target);
		run(command);
		found = letter_of(docroot_find(root, "test-link", &file));
		if (found == 'F')
			close(file.fd);
		if (found != rows[i].found)
			fail_msg("%s: %c", rows[i].target, found);
	}
	run("rm root/test-link");
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
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_look),
	    cmocka_unit_test(test_passage),
	    cmocka_unit_test(test_passage_changes),
	    cmocka_unit_test(test_links),
	    cmocka_unit_test(test_open),
	};

	return cmocka_run_group_tests(tests, fill, empty);
}
