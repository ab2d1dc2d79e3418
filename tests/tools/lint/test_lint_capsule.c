/*
 * Whole capsules on disk: links, orphans, and what is not served.
 */
#include "lint_capsule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "findings.h"
#include "lint_walk.h"

#define FILES_MAX 6
#define T "# T\n"

/* What to put at a path: a file, or something that is none. */
enum what {
	PUT_FILE = 0,
	PUT_DIRECTORY,
	PUT_SYMLINK, /* the text is where it leads */
	PUT_FIFO,
	PUT_SECRET, /* a file of mode 0600 */
	PUT_SECRET_DIRECTORY,
};

static const struct row {
	const char *findings;
	struct {
		const char *path, *text;
		enum what what;
	} files[FILES_MAX];
} rows[] = {
    {"", {{"index.gmi", T, PUT_FILE}}},
    {"index.gmi error missing-index|", {{NULL, NULL, PUT_FILE}}},
    {"index.gmi error missing-index|", {{"index.gmi", "", PUT_DIRECTORY}}},
    /* Links that lead somewhere. */
    {"",
	{{"index.gmi", T "=> a.gmi A\n=> /d/ D\n=> /d/x%20y.txt X\n", PUT_FILE},
	    {"a.gmi", T "=> . up\n=> / root\n=> d/../index.gmi r\n", PUT_FILE},
	    {"d/index.gmi", T "=> ../a.gmi A\n=> index.gmi?q Q\n", PUT_FILE},
	    {"d/x y.txt", "text", PUT_FILE}}},
    /* Links that do not. */
    {"index.gmi:2:4 error broken-link|",
	{{"index.gmi", T "=> b.gmi B\n", PUT_FILE}}},
    {"index.gmi:2:4 error broken-link|",
	{{"index.gmi", T "=> a//b B\n", PUT_FILE}}},
    {"index.gmi:2:4 error broken-link|",
	{{"index.gmi", T "=> a.txt/ B\n", PUT_FILE}, {"a.txt", "", PUT_FILE}}},
    {"index.gmi:2:4 error broken-link|",
	{{"index.gmi", T "=> .git/config B\n", PUT_FILE}}},
    {"index.gmi:2:4 error outside-root|",
	{{"index.gmi", T "=> ../x.gmi B\n", PUT_FILE}}},
    {"index.gmi:2:4 error no-directory-index|",
	{{"index.gmi", T "=> d/ B\n", PUT_FILE}, {"d/a.txt", "", PUT_FILE}}},
    {"index.gmi:2:4 warning directory-slash|",
	{{"index.gmi", T "=> d B\n", PUT_FILE}, {"d/index.gmi", T, PUT_FILE}}},
    {"index.gmi:3:4 error text-twin|",
	{{"index.gmi", T "=> a.gmi A\n=> /a.txt B\n", PUT_FILE},
	    {"a.gmi", T, PUT_FILE}}},
    {"", {{"index.gmi", T "=> a.txt B\n", PUT_FILE}, {"a.txt", "", PUT_FILE}}},
    {"index.gmi:2:4 error space-in-url|",
	{{"index.gmi", T "=> my file.txt File\n", PUT_FILE},
	    {"my file.txt", "", PUT_FILE}}},
    {"index.gmi:2:4 error bad-scheme|",
	{{"index.gmi", T "=> javascript:x B\n", PUT_FILE}}},
    {"index.gmi:2:7 error bad-url|",
	{{"index.gmi", T "=> caf\xC3\xA9.gmi B\n", PUT_FILE}}},
    /* A search is there where its index is. */
    {"", {{"index.gmi", T "=> /search S\n=> es/search B\n", PUT_FILE},
	     {".lozenge-search", "x", PUT_FILE}}},
    {"index.gmi:2:4 error broken-link|",
	{{"index.gmi", T "=> /search S\n", PUT_FILE}}},
    /* Orphans. */
    {"b.gmi warning orphan-page|c.gmi warning orphan-page|",
	{{"index.gmi", T "=> a.gmi A\n", PUT_FILE},
	    {"a.gmi", T "=> a.gmi A\n", PUT_FILE},
	    {"b.gmi", T "=> c.gmi C\n", PUT_FILE},
	    {"c.gmi", T "=> b.gmi B\n", PUT_FILE}}},
    /* What is not served. */
    {".git warning hidden-file|",
	{{"index.gmi", T, PUT_FILE}, {".git/config", "x", PUT_FILE}}},
    {"d/.x warning hidden-file|",
	{{"index.gmi", T, PUT_FILE}, {"d/.x", "", PUT_FILE}}},
    {"", {{"index.gmi", T, PUT_FILE}, {".lozenge", "x", PUT_FILE},
	     {".well-known/a.txt", "x", PUT_FILE}}},
    {"a.txt warning unreadable|",
	{{"index.gmi", T, PUT_FILE}, {"a.txt", "", PUT_SECRET}}},
    {"a.txt warning unreadable|index.gmi:2:4 error not-served|",
	{{"index.gmi", T "=> a.txt A\n", PUT_FILE}, {"a.txt", "", PUT_SECRET}}},
    {"index.gmi warning unreadable|index.gmi error missing-index|",
	{{"index.gmi", T, PUT_SECRET}}},
    {"d warning unreadable|index.gmi:2:4 error not-served|",
	{{"index.gmi", T "=> d/ A\n", PUT_FILE},
	    {"d", "", PUT_SECRET_DIRECTORY}, {"d/index.gmi", T, PUT_FILE}}},
    {"f warning special-file|",
	{{"index.gmi", T, PUT_FILE}, {"f", "", PUT_FIFO}}},
    {"f.gmi warning special-file|index.gmi:2:4 error not-served|",
	{{"index.gmi", T "=> f.gmi F\n", PUT_FILE}, {"f.gmi", "", PUT_FIFO}}},
    {"l warning outside-symlink|",
	{{"index.gmi", T, PUT_FILE}, {"l", "../..", PUT_SYMLINK}}},
    {"l warning outside-symlink|",
	{{"index.gmi", T, PUT_FILE}, {"l", "/etc/passwd", PUT_SYMLINK}}},
    {"l warning outside-symlink|",
	{{"index.gmi", T, PUT_FILE}, {"l", "l", PUT_SYMLINK}}},
    {"l warning broken-symlink|",
	{{"index.gmi", T, PUT_FILE}, {"l", "nothing", PUT_SYMLINK}}},
    {"", {{"index.gmi", T "=> l.gmi L\n", PUT_FILE}, {"a.gmi", T, PUT_FILE},
	     {"l.gmi", "a.gmi", PUT_SYMLINK}}},
    {"", {{"index.gmi", T "=> l/a.gmi L\n", PUT_FILE}, {"d/a.gmi", T, PUT_FILE},
	     {"l", "d", PUT_SYMLINK}}},
    {"", {{"index.gmi", T, PUT_FILE}, {"d/l", "..", PUT_SYMLINK}}},
    {"a\\x09b.txt warning bad-name|",
	{{"index.gmi", T, PUT_FILE}, {"a\tb.txt", "", PUT_FILE}}},
    {"a\xFF.txt warning bad-name|",
	{{"index.gmi", T, PUT_FILE}, {"a\xFF.txt", "", PUT_FILE}}},
    /* Its own script is no surprise where a language is known. */
    {"", {{"index.gmi", T "日本\n=> ar/index.gmi العربية\n", PUT_FILE},
	     {"ar/index.gmi", T "اتصل\n=> ../index.gmi 日本語\n", PUT_FILE},
	     {".lozenge", "lang ja\ntranslation ar\n", PUT_FILE}}},
    {"ar/index.gmi:2:1 warning no-ascii-form|index.gmi:2:1 warning "
     "no-ascii-form|",
	{{"index.gmi", T "اتصل\n=> ar/index.gmi العربية\n", PUT_FILE},
	    {"ar/index.gmi", T "日本\n", PUT_FILE},
	    {".lozenge", "lang ja\ntranslation ar\n", PUT_FILE}}},
    {"index.gmi:2:1 warning no-ascii-form|",
	{{"index.gmi", T "日本\n", PUT_FILE}}},
    {".lozenge error cannot-read|",
	{{"index.gmi", T, PUT_FILE}, {".lozenge", "", PUT_DIRECTORY}}},
    /* Other text is looked at too. */
    {"a.txt:2:1 error invalid-utf8|",
	{{"index.gmi", T, PUT_FILE}, {"a.txt", "x\n\xE9t\xE9\n", PUT_FILE}}},
    {"",
	{{"index.gmi", T, PUT_FILE}, {"a.png", "\x89PNG\r\n\x1A\n", PUT_FILE}}},
};

static int
remove_one(
    const char *path, const struct stat *status, int kind, struct FTW *where)
{
	(void)status;
	(void)kind;
	(void)where;
	return remove(path);
}

static void
remove_tree(const char *root)
{
	nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* Make the directories above ${path}. */
static void
make_parents(int root, const char *path)
{
	char parent[256];

	for (size_t i = 0; path[i] != '\0'; i++) {
		if (path[i] == '/') {
			snprintf(parent, sizeof parent, "%.*s", (int)i, path);
			if (mkdirat(root, parent, 0755) == -1)
				assert_int_equal(errno, EEXIST);
		}
	}
}

static void
put(int root, const char *path, const char *text, enum what what)
{
	int fd;

	make_parents(root, path);
	switch (what) {
	case PUT_FILE:
	case PUT_SECRET:
		fd = openat(root, path, O_WRONLY | O_CREAT | O_EXCL, 0600);
		assert_int_not_equal(fd, -1);
		assert_int_equal(
		    write(fd, text, strlen(text)), (ssize_t)strlen(text));
		fchmod(fd, what == PUT_FILE ? 0644 : 0600);
		close(fd);
		break;
	case PUT_DIRECTORY:
		assert_int_equal(mkdirat(root, path, 0755), 0);
		break;
	case PUT_SECRET_DIRECTORY:
		assert_int_equal(mkdirat(root, path, 0700), 0);
		break;
	case PUT_SYMLINK:
		assert_int_equal(symlinkat(text, root, path), 0);
		break;
	case PUT_FIFO:
		assert_int_equal(mkfifoat(root, path, 0644), 0);
		break;
	}
}

/* A fresh directory; its descriptor. */
static int
make_root(char *name)
{
	umask(022);
	assert_non_null(mkdtemp(name));
	return open(name, O_RDONLY | O_DIRECTORY);
}

static char *
lint(const char *name)
{
	struct diagnostics *list = diagnostics_new();
	char *found;

	assert_int_equal(lint_capsule(name, list), 0);
	found = findings_text(list, strlen(name) + 1);
	diagnostics_free(list);
	return found;
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char name[] = "/tmp/lozenge-test-XXXXXX";
		int root = make_root(name);
		char *found;

		for (int j = 0; j < FILES_MAX && rows[i].files[j].path; j++)
			put(root, rows[i].files[j].path, rows[i].files[j].text,
			    rows[i].files[j].what);
		close(root);
		found = lint(name);
		remove_tree(name);
		assert_string_equal(found, rows[i].findings);
		free(found);
	}
}

/* A directory below the deepest that is walked. */
static void
test_too_deep(void **state)
{
	char name[] = "/tmp/lozenge-test-XXXXXX";
	char path[4 * LINT_DEPTH_MAX + 16] = "";
	int root = make_root(name);
	char *found;

	(void)state;
	for (int i = 0; i <= LINT_DEPTH_MAX; i++)
		memcpy(path + 2 * i, "d/", 3);
	put(root, "index.gmi", T, PUT_FILE);
	memcpy(path + 2 * (LINT_DEPTH_MAX + 1), "a.gmi", 6);
	put(root, path, "not looked at", PUT_FILE);
	close(root);
	found = lint(name);
	remove_tree(name);
	assert_non_null(strstr(found, "d/d error too-deep|"));
	assert_null(strstr(found, "a.gmi"));
	free(found);
}

static void
test_too_big(void **state)
{
	char name[] = "/tmp/lozenge-test-XXXXXX";
	int root = make_root(name);
	char *found;
	int fd;

	(void)state;
	put(root, "index.gmi", T, PUT_FILE);
	put(root, "big.txt", "", PUT_FILE);
	fd = openat(root, "big.txt", O_WRONLY);
	assert_int_equal(ftruncate(fd, (off_t)LINT_TEXT_BYTES_MAX + 1), 0);
	close(fd);
	close(root);
	found = lint(name);
	remove_tree(name);
	assert_string_equal(found, "big.txt error too-big|");
	free(found);
}

static void
test_long_selector(void **state)
{
	char name[] = "/tmp/lozenge-test-XXXXXX";
	int root = make_root(name);
	struct buffer page = BUFFER_EMPTY;
	char path[256 + 4] = "d/";
	char *found;

	(void)state;
	/* "/d/" and 252 x make 255 bytes; 253 x are too many. */
	buffer_append_text(&page, T);
	for (int count = 250; count <= 253; count++) {
		memset(path + 2, 'x', (size_t)count);
		path[2 + count] = '\0';
		put(root, path, "", PUT_FILE);
		buffer_printf(&page, "=> %s X\n", path);
	}
	buffer_append_byte(&page, '\0');
	put(root, "index.gmi", page.ptr, PUT_FILE);
	buffer_free(&page);
	close(root);
	found = lint(name);
	remove_tree(name);
	assert_string_equal(found, "index.gmi:5:4 warning long-selector|");
	free(found);
}

static void
test_no_directory(void **state)
{
	struct diagnostics *list = diagnostics_new();

	(void)state;
	assert_int_equal(lint_capsule("/nonexistent/lozenge", list), -1);
	assert_int_equal(errno, ENOENT);
	diagnostics_free(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_too_deep),
	    cmocka_unit_test(test_too_big),
	    cmocka_unit_test(test_long_selector),
	    cmocka_unit_test(test_no_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
