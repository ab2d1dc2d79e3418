/*
 * What publishing leaves in a directory, in good times and bad.
 */
#include "building.h"
#include "commands.h"
#include "manifest.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <cmocka.h>

#define TWO_PAGES FRONT "## One\n\nText.\n\n## Two\n\n[a file](a.pdf)\n"

static char folder[] = "/tmp/lozenge-test-XXXXXX";

static void
write_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* Does the file hold exactly ${text}? */
static bool
holds(const char *path, const char *text)
{
	char bytes[4096];
	FILE *file = fopen(path, "r");

	if (file == NULL)
		return false;
	size_t len = fread(bytes, 1, sizeof bytes - 1, file);
	fclose(file);
	bytes[len] = '\0';
	return strcmp(bytes, text) == 0;
}

static bool
exists(const char *path)
{
	return access(path, F_OK) == 0;
}

/* Build ${document} into ${out}; the command's exit status. */
static int
build_into(const char *out, const char *document)
{
	char words[4][32] = {"build", "-o"};
	char *argv[] = {words[0], words[1], words[2], words[3], NULL};

	snprintf(words[2], sizeof words[2], "%s", out);
	snprintf(words[3], sizeof words[3], "%s", document);
	return command_build.run(4, argv);
}

/* Build ${text} into out/. */
static int
build(const char *text)
{
	write_text("doc.md", text);
	return build_into("out", "doc.md");
}

static int
set_up(void **state)
{
	(void)state;
	memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
	if (mkdtemp(folder) == NULL || chdir(folder) < 0)
		return -1;
	write_text("a.pdf", "%PDF");
	return 0;
}

static int
tear_down(void **state)
{
	char command[sizeof folder + 16];

	(void)state;
	if (chdir("/") < 0)
		return -1;
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

static void
test_files_and_modes(void **state)
{
	struct stat status;
	mode_t before = umask(077);

	(void)state;
	assert_int_equal(build(TWO_PAGES), 0);
	umask(before);
	assert_true(holds("out/a.pdf", "%PDF"));
	assert_true(
	    holds("out/.lozenge", "lang en\nfile .lozenge-search\nfile "
				  "a.pdf\nfile index.gmi\nfile one.gmi\n"
				  "file two.gmi\n"));
	assert_int_equal(stat("out", &status), 0);
	assert_int_equal(status.st_mode & 07777, 0755);
	assert_int_equal(stat("out/one.gmi", &status), 0);
	assert_int_equal(status.st_mode & 07777, 0644);
	assert_int_equal(stat("out/.lozenge", &status), 0);
	assert_int_equal(status.st_mode & 07777, 0644);
	assert_false(exists("out/.lozenge-pending"));
}

static void
test_unchanged_files_stay(void **state)
{
	struct stat one, two, again;

	(void)state;
	assert_int_equal(build(TWO_PAGES), 0);
	assert_int_equal(stat("out/one.gmi", &one), 0);
	assert_int_equal(stat("out/two.gmi", &two), 0);
	assert_int_equal(
	    build(FRONT "## One\n\nText.\n\n## Two\n\nOther.\n"), 0);
	assert_int_equal(stat("out/one.gmi", &again), 0);
	assert_int_equal(again.st_ino, one.st_ino);
	assert_int_equal(stat("out/two.gmi", &again), 0);
	assert_int_not_equal(again.st_ino, two.st_ino);
	assert_false(exists("out/a.pdf"));
}

static void
test_stale_files_go(void **state)
{
	(void)state;
	assert_int_equal(mkdir("img", 0755), 0);
	write_text("img/b.png", "png");
	assert_int_equal(build(FRONT "## Old\n\n![a hand](img/b.png)\n"), 0);
	assert_true(exists("out/img/b.png"));
	write_text("out/mine.gmi", "mine");
	assert_int_equal(build(FRONT "## New\n\nText.\n"), 0);
	assert_false(exists("out/old.gmi"));
	assert_false(exists("out/img"));
	assert_true(exists("out/new.gmi"));
	assert_true(holds("out/mine.gmi", "mine"));
}

static void
test_clash(void **state)
{
	(void)state;
	assert_int_equal(mkdir("out", 0755), 0);
	write_text("out/one.gmi", "mine");
	assert_int_equal(build(TWO_PAGES), 1);
	assert_true(holds("out/one.gmi", "mine"));
	assert_false(exists("out/index.gmi"));
	assert_false(exists("out/.lozenge"));
}

static void
test_errors_publish_nothing(void **state)
{
	(void)state;
	assert_int_equal(build(FRONT "## One\n\n[a b](#c)\n"), 1);
	assert_false(exists("out"));
	assert_int_equal(build(TWO_PAGES), 0);
	assert_int_equal(build(FRONT "## Three\n\n[a b](#c)\n"), 1);
	assert_true(exists("out/one.gmi"));
	assert_false(exists("out/three.gmi"));
}

/* A killed build left its list and a half-written file. */
static void
test_recovery(void **state)
{
	(void)state;
	assert_int_equal(build(TWO_PAGES), 0);
	write_text("out/.lozenge-pending", "lang en\nfile three.gmi\n");
	write_text("out/three.gmi", "of a killed build");
	write_text("out/.lozenge-3.tmp", "half");
	write_text("out/.lozenge-x.tmp", "not ours");
	assert_int_equal(build(TWO_PAGES), 0);
	assert_false(exists("out/three.gmi"));
	assert_false(exists("out/.lozenge-3.tmp"));
	assert_false(exists("out/.lozenge-pending"));
	assert_true(exists("out/.lozenge-x.tmp"));
	assert_true(exists("out/one.gmi"));
}

/* The document's folder may be the capsule's. */
static void
test_same_folder(void **state)
{
	(void)state;
	write_text("doc.md", TWO_PAGES);
	assert_int_equal(build_into(".", "doc.md"), 0);
	assert_true(holds("a.pdf", "%PDF"));
	write_text("doc.md", FRONT "## One\n\nText.\n");
	assert_int_equal(build_into(".", "doc.md"), 0);
	assert_true(holds("a.pdf", "%PDF"));
	assert_true(exists("doc.md"));
	assert_false(exists("two.gmi"));
}

static void
test_document_is_not_clobbered(void **state)
{
	(void)state;
	write_text("one.gmi", FRONT "## One\n\nText.\n");
	write_text(".lozenge", "lang en\nfile one.gmi\n");
	assert_int_equal(build_into(".", "one.gmi"), 1);
	assert_true(holds("one.gmi", FRONT "## One\n\nText.\n"));
}

/* A manifest that someone edited leads nowhere. */
static void
test_hostile_manifest(void **state)
{
	(void)state;
	write_text("keep", "kept");
	assert_int_equal(build(TWO_PAGES), 0);
	write_text("out/.lozenge",
	    "lang en\nfile ../keep\nfile /etc/x\nfile a//b\nfile .x\n"
	    "file index.gmi\nfile one.gmi\nfile two.gmi\nfile a.pdf\n"
	    "directory ..\nrubbish\nfile unended");
	assert_int_equal(build(FRONT "## One\n\nText.\n"), 0);
	assert_true(holds("keep", "kept"));
	assert_false(exists("out/two.gmi"));
}

static void
test_symbolic_links_are_not_followed(void **state)
{
	(void)state;
	write_text("target", "kept");
	assert_int_equal(mkdir("elsewhere", 0755), 0);
	assert_int_equal(build(TWO_PAGES), 0);
	unlink("out/one.gmi");
	assert_int_equal(symlink("../target", "out/one.gmi"), 0);
	assert_int_equal(build(TWO_PAGES), 0);
	assert_true(holds("target", "kept"));

	assert_int_equal(mkdir("img", 0755), 0);
	write_text("img/b.png", "png");
	assert_int_equal(symlink("../elsewhere", "out/img"), 0);
	assert_int_equal(build(FRONT "## One\n\n![a hand](img/b.png)\n"), 1);
	assert_false(exists("elsewhere/b.png"));
}

/* What the author moved away and linked back is not the builder's any more. */
static void
test_linked_folders(void **state)
{
	(void)state;
	assert_int_equal(mkdir("img", 0755), 0);
	write_text("img/b.png", "png");
	assert_int_equal(build(FRONT "## One\n\n![a hand](img/b.png)\n"), 0);
	assert_int_equal(rename("out/img", "moved"), 0);
	assert_int_equal(symlink("../moved", "out/img"), 0);

	/* Wanted still: told, and nothing is touched. */
	assert_int_equal(build(FRONT "## Two\n\n![a hand](img/b.png)\n"), 1);
	assert_true(exists("out/one.gmi"));
	assert_false(exists("out/two.gmi"));
	assert_true(holds("moved/b.png", "png"));

	/* Not wanted any more: left alone, and forgotten. */
	assert_int_equal(build(FRONT "## Two\n\nText.\n"), 0);
	assert_true(holds("moved/b.png", "png"));
	assert_true(exists("out/img"));
	assert_true(holds("out/.lozenge",
	    "lang en\nfile .lozenge-search\nfile index.gmi\n"
	    "file two.gmi\n"));

	/* A manifest that names what lies behind a link. */
	write_text("moved/thesis.txt", "years of work");
	assert_int_equal(symlink("../moved", "out/sub"), 0);
	write_text("out/.lozenge",
	    "lang en\nfile index.gmi\nfile sub/thesis.txt\nfile two.gmi\n"
	    "directory sub\n");
	assert_int_equal(build(FRONT "## Two\n\nText.\n"), 0);
	assert_true(holds("moved/thesis.txt", "years of work"));
	assert_true(exists("out/sub"));
}

/* Whatever an interrupted build may have left, the next one succeeds. */
static void
test_leftovers(void **state)
{
	static const char *const names[] = {
	    "out/.lozenge-0.tmp",
	    "out/.lozenge-4.tmp",
	    "out/.lozenge-9.tmp",
	    "out/img/.lozenge-0.tmp",
	    "out/.lozenge-new",
	};

	(void)state;
	assert_int_equal(mkdir("img", 0755), 0);
	write_text("img/b.png", "png");
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		assert_int_equal(mkdir("out", 0755), 0);
		assert_int_equal(mkdir("out/img", 0755), 0);
		write_text("out/.lozenge-pending",
		    "lang en\nfile .lozenge-search\nfile img/b.png\nfile "
		    "index.gmi\n"
		    "directory img\n");
		write_text(names[i], "");
		assert_int_equal(
		    build(FRONT "## One\n\n![a hand](img/b.png)\n"), 0);
		assert_false(exists(names[i]));
		assert_true(
		    holds("out/.lozenge", "lang en\nfile .lozenge-search\nfile "
					  "img/b.png\nfile index.gmi\n"
					  "file one.gmi\ndirectory img\n"));
		assert_int_equal(system("rm -r out"), 0);
	}
}

static void
test_unwritable(void **state)
{
	(void)state;
	write_text("out", "a file");
	assert_int_equal(build(TWO_PAGES), 1);
	assert_true(holds("out", "a file"));
}

static void
test_usage(void **state)
{
	static const struct {
		const char *arguments[5];
		int status;
	} rows[] = {
	    {{"build"}, 2},
	    {{"build", ""}, 2},
	    {{"build", "-o"}, 2},
	    {{"build", "-o", "", "doc.md"}, 2},
	    {{"build", "--nonsense", "doc.md"}, 2},
	    {{"build", "-x", "doc.md"}, 2},
	    {{"build", "--check=1", "doc.md"}, 2},
	    {{"build", "doc.md", "other.md"}, 1},
	    {{"build", "doc.md", ""}, 2},
	    {{"build", "--help"}, 0},
	    {{"build", "missing.md"}, 1},
	    {{"build", "."}, 1},
	    {{"build", "--check", "doc.md"}, 0},
	    {{"build", "doc.md", "--check"}, 0},
	    {{"build", "--check", "--", "doc.md"}, 0},
	};

	(void)state;
	write_text("doc.md", TWO_PAGES);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *argv[6] = {NULL};
		int argc = 0;

		for (; argc < 5 && rows[i].arguments[argc] != NULL; argc++)
			argv[argc] = strdup(rows[i].arguments[argc]);
		char *owned[6];
		memcpy(owned, argv, sizeof owned);
		assert_int_equal(command_build.run(argc, argv), rows[i].status);
		for (int j = 0; j < argc; j++)
			free(owned[j]);
	}
	assert_false(exists("capsule"));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_files_and_modes),
	    TEST(test_unchanged_files_stay),
	    TEST(test_stale_files_go),
	    TEST(test_clash),
	    TEST(test_errors_publish_nothing),
	    TEST(test_recovery),
	    TEST(test_same_folder),
	    TEST(test_document_is_not_clobbered),
	    TEST(test_hostile_manifest),
	    TEST(test_symbolic_links_are_not_followed),
	    TEST(test_linked_folders),
	    TEST(test_leftovers),
	    TEST(test_unwritable),
	    TEST(test_usage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
