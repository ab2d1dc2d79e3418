/*
 * Directory listings: what stands in them, in which order, and how.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <sys/resource.h>

#include "served_capsule.h"
#include "docroot.h"
#include "gemtext.h"
#include "listing.h"
#include "listing_read.h"
#include "path.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define TITLE "# Index of /d/\n\n=> ../ ../\n"
#define TAIL "2001-02-03)\n"

/* 2001-02-03 04:05:06 UTC */
#define MODIFIED_S 981173106

static struct capsule capsule;

static struct config_private privates[] = {
    {.prefix = (char[]){"/d/members/"}},
    {.prefix = (char[]){"/p/"}},
    {.prefix = (char[]){"/p/inner/"}},
};

static struct config_capsule capsules[] = {{
    .host = (char[]){"a.example"},
    .listing = true,
    .privates = privates,
    .private_count = COUNT(privates),
}};

static struct config config = {
    .capsules = capsules, .capsule_count = COUNT(capsules)};

static int
setup(void **state)
{
	(void)state;
	capsule_make(&capsule);
	capsule_mkdir(&capsule, "root/d");
	capsule_serve(&capsule, &config);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	capsule_stop(&capsule);
	capsule_remove(&capsule);
	return 0;
}

static void
set_time(const char *name, time_t modified_s)
{
	const struct timespec times[] = {{modified_s, 0}, {modified_s, 0}};

	if (utimensat(AT_FDCWD, capsule_path(&capsule, name), times, 0) != 0)
		abort();
}

/* The listing of a directory; the caller frees it. */
static struct buffer
list(const char *directory)
{
	struct site *site = &capsule.service.sites.items[0];
	struct buffer out = BUFFER_EMPTY;
	struct docroot_file file;
	struct path path;

	assert_int_equal(path_from_uri(&path, span_from(directory)), PATH_OK);
	assert_int_equal(
	    docroot_enter(site->root, path.bytes, &file), DOCROOT_DIRECTORY);
	assert_true(listing_write(&out, site, &path, &file));
	close(file.fd);
	return out;
}

/* A file of this name and text alone, and its line; "": it is left out. */
static const struct {
	const char *name, *text, *line;
} files[] = {
    {"a.gmi", "# A page\n# More\n", "=> a.gmi A page (16 B, "},
    {"a.gmi", "text\n\n### Third\n", "=> a.gmi Third (16 B, "},
    {"a.gmi", "```\n# no\n```\n#\n## Yes", "=> a.gmi Yes (21 B, "},
    {"a.gmi", "\xEF\xBB\xBF# Marked\n", "=> a.gmi Marked (12 B, "},
    {"a.gmi", "# Tab\there\x1B[1m\n", "=> a.gmi Tab here [1m (15 B, "},
    {"a.gmi", "# Bad \xFF\n", "=> a.gmi Bad \xEF\xBF\xBD (8 B, "},
    {"a.gmi", "# Over\xE2\x80\xAEride\n", "=> a.gmi Override (14 B, "},
    {"a.gmi", "# CR\rhere\r\n", "=> a.gmi CR here (11 B, "},
    {"a.gmi", "", "=> a.gmi a.gmi (0 B, "},
    {"a.txt", "# A text\n", "=> a.txt a.txt (9 B, "},
    {"noext", "x", "=> noext noext (1 B, "},
    /* names that would be something else in a line */
    {"sp ace", "x", "=> sp%20ace sp ace (1 B, "},
    {"a:b", "x", "=> ./a:b a:b (1 B, "},
    {"gemini:", "x", "=> ./gemini: gemini: (1 B, "},
    {"?q", "x", "=> %3Fq ?q (1 B, "},
    {"#f", "x", "=> %23f #f (1 B, "},
    {"%41", "x", "=> %2541 %41 (1 B, "},
    {"=> x", "x", "=> =%3E%20x => x (1 B, "},
    {"```", "x", "=> %60%60%60 ``` (1 B, "},
    {"\xC3\xBC", "x", "=> %C3%BC \xC3\xBC (1 B, "},
    {"\xFF\xFE", "x", "=> %FF%FE %FF%FE (1 B, "},
    {"\xC3", "x", "=> %C3 %C3 (1 B, "},
    {"\xE2\x80\xAE", "x", "=> %E2%80%AE  (1 B, "},
    {"\xC2\x85", "x", "=> %C2%85   (1 B, "},
    /* names that no request can hold, or that are hidden */
    {"a\nb", "x", ""},
    {"a\rb", "x", ""},
    {"a\tb", "x", ""},
    {"\x1B[31m", "x", ""},
    {"del\x7F", "x", ""},
    {".hidden", "x", ""},
    {"..a", "x", ""},
};

static void
test_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		struct buffer expected = BUFFER_EMPTY;
		struct buffer page;
		char name[64];

		snprintf(name, sizeof name, "root/d/%s", files[i].name);
		capsule_write(&capsule, name, files[i].text);
		set_time(name, MODIFIED_S);
		buffer_append_text(&expected, TITLE);
		buffer_append_text(&expected, files[i].line);
		buffer_append_text(&expected,
		    *files[i].line == '\0' ? "There is nothing here.\n" : TAIL);
		page = list("/d/");
		if (!span_equal(buffer_span(&page), buffer_span(&expected)))
			fail_msg("\"%s\": \"%.*s\"", files[i].name,
			    (int)page.len, page.ptr);
		unlink(capsule_path(&capsule, name));
		buffer_free(&page);
		buffer_free(&expected);
	}
}

/* A size in bytes, and how it is shown. */
static const struct {
	off_t bytes;
	const char *shown;
} sizes[] = {
    {1023, "(1023 B,"},
    {1024, "(1.0 KiB,"},
    {1536, "(1.5 KiB,"},
    {1048524, "(1023.9 KiB,"},
    {1048575, "(1.0 MiB,"},
    {10485760, "(10.0 MiB,"},
    {(off_t)3 << 30, "(3.0 GiB,"},
};

/* A time, and how it is shown. */
static const struct {
	int64_t seconds;
	const char *shown;
} times[] = {
    {0, ", 1970-01-01)"},
    {86399, ", 1970-01-01)"},
    {86400, ", 1970-01-02)"},
    {951782400, ", 2000-02-29)"},
    {951868800, ", 2000-03-01)"},
    {1735603200, ", 2024-12-31)"},
    {1735689600, ", 2025-01-01)"},
    {2147483648, ", 2038-01-19)"},
    {4107542400, ", 2100-03-01)"},
    {-1, " B)"},
};

static bool
says(const struct buffer *page, const char *text)
{
	return memmem(page->ptr, page->len, text, strlen(text)) != NULL;
}

static void
test_sizes_and_times(void **state)
{
	(void)state;
	capsule_write(&capsule, "root/d/f", "");
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct buffer page;

		if (truncate(capsule_path(&capsule, "root/d/f"),
			sizes[i].bytes) != 0)
			abort();
		page = list("/d/");
		if (!says(&page, sizes[i].shown))
			fail_msg("%s: %.*s", sizes[i].shown, (int)page.len,
			    page.ptr);
		buffer_free(&page);
	}
	capsule_write(&capsule, "root/d/f", "x");
	for (size_t i = 0; i < COUNT(times); i++) {
		struct buffer page;

		set_time("root/d/f", (time_t)times[i].seconds);
		page = list("/d/");
		if (!says(&page, times[i].shown))
			fail_msg("%s: %.*s", times[i].shown, (int)page.len,
			    page.ptr);
		buffer_free(&page);
	}
	unlink(capsule_path(&capsule, "root/d/f"));
}

/* Directories come first; what cannot be served does not come at all. */
static void
test_order(void **state)
{
	static const char *const names[] = {
	    "root/d/b", "root/d/B", "root/d/a.gmi", "root/d/\xC3\xA4"};
	struct buffer page;

	(void)state;
	capsule_mkdir(&capsule, "outside");
	for (size_t i = 0; i < COUNT(names); i++) {
		capsule_write(&capsule, names[i], "x");
		set_time(names[i], MODIFIED_S);
	}
	capsule_mkdir(&capsule, "root/d/z");
	capsule_mkdir(&capsule, "root/d/c:d");
	capsule_mkdir(&capsule, "root/d/.git");
	capsule_mkdir(&capsule, "root/d/members");
	capsule_link(&capsule, "root/d/out", "../../outside");
	capsule_link(&capsule, "root/d/loop", "loop");
	capsule_link(&capsule, "root/d/abs", "/etc/passwd");
	capsule_write(&capsule, "root/d/closed", "x");
	if (chmod(capsule_path(&capsule, "root/d/closed"), 0600) != 0 ||
	    mkfifo(capsule_path(&capsule, "root/d/fifo"), 0644) != 0)
		abort();
	capsule_socket(&capsule, "root/d/sock");

	page = list("/d/");
	buffer_append_byte(&page, '\0');
	assert_string_equal(page.ptr,
	    TITLE "=> ./c:d/ c:d/\n=> z/ z/\n"
		  "=> B B (1 B, " TAIL "=> a.gmi a.gmi (1 B, " TAIL
		  "=> b b (1 B, " TAIL "=> %C3%A4 \xC3\xA4 (1 B, " TAIL);
	buffer_free(&page);
}

/* Within a private area its entries are listed, but no inner area. */
static void
test_private(void **state)
{
	struct buffer page;

	(void)state;
	capsule_mkdir(&capsule, "root/p");
	capsule_mkdir(&capsule, "root/p/inner");
	capsule_mkdir(&capsule, "root/p/own");
	page = list("/p/");
	assert_true(says(&page, "=> own/ own/\n"));
	assert_false(says(&page, "inner"));
	buffer_free(&page);
	page = list("/");
	assert_true(span_starts_with(
	    buffer_span(&page), SPAN("# Index of /\n\n=> d/ d/\n")));
	assert_false(says(&page, "=> p"));
	buffer_free(&page);
}

/* Headings are cut at a character, whether they are long or stand late. */
static void
test_long_headings(void **state)
{
	char text[2000];
	struct buffer page;

	(void)state;
	capsule_mkdir(&capsule, "root/h");
	snprintf(text, sizeof text, "# %0199d\xC3\xBC", 0);
	capsule_write(&capsule, "root/h/long.gmi", text);
	snprintf(text, sizeof text, "%01020d\n# \xC3\xBC", 0);
	capsule_write(&capsule, "root/h/late.gmi", text);
	snprintf(text, sizeof text, "%01024d\n# Later", 0);
	capsule_write(&capsule, "root/h/later.gmi", text);
	page = list("/h/");
	assert_true(says(&page, "000 (203 B"));
	assert_true(says(&page, "=> late.gmi late.gmi ("));
	assert_true(says(&page, "=> later.gmi later.gmi ("));
	buffer_free(&page);
}

/* Too many entries are cut, and the page says so. */
static void
test_many(void **state)
{
	struct gemtext_line line;
	struct gemtext reader;
	struct buffer page;
	size_t links = 0;
	char name[64];

	(void)state;
	capsule_mkdir(&capsule, "root/m");
	for (int i = 0; i < LISTING_ENTRIES_MAX; i++) {
		snprintf(name, sizeof name, "root/m/%d", i);
		capsule_write(&capsule, name, "");
	}
	page = list("/m/");
	assert_false(says(&page, "There is more here"));
	buffer_free(&page);

	capsule_write(&capsule, "root/m/more", "");
	page = list("/m/");
	assert_true(says(&page, "There is more here"));
	reader = gemtext_begin(buffer_span(&page));
	while (gemtext_next(&reader, &line))
		links += line.kind == GEMTEXT_LINK;
	assert_int_equal(links, LISTING_ENTRIES_MAX + 1);
	buffer_free(&page);
}

/* Only the first pages are opened for their headings. */
static void
test_titles(void **state)
{
	struct buffer page;
	char name[64];

	(void)state;
	capsule_mkdir(&capsule, "root/t");
	for (int i = 0; i <= LISTING_TITLES_MAX; i++) {
		snprintf(name, sizeof name, "root/t/%03d.gmi", i);
		capsule_write(&capsule, name, "# Title\n");
	}
	page = list("/t/");
	assert_true(says(&page, "=> 000.gmi Title ("));
	assert_true(says(&page, "=> 127.gmi Title ("));
	assert_true(says(&page, "=> 128.gmi 128.gmi ("));
	buffer_free(&page);
}

/* Words of the author's above a list, and what comes of them. */
static const struct {
	const char *text, *page;
} texts[] = {
    {"# Files\n\nTake any.\n", "# Files\n\nTake any.\n\n=> ../ ../\n"},
    {"No end", "No end\n\n=> ../ ../\n"},
    {"\xEF\xBB\xBF# Marked\r\n", "# Marked\n\n=> ../ ../\n"},
    {"```\nart\n", "```\nart\n```\n\n=> ../ ../\n"},
    {"", "\n=> ../ ../\n"},
};

static void
test_text_above(void **state)
{
	static char long_text[LISTING_TEXT_BYTES_MAX + 8];
	struct buffer page;

	(void)state;
	capsule_mkdir(&capsule, "root/text");
	for (size_t i = 0; i < COUNT(texts); i++) {
		capsule_write(
		    &capsule, "root/text/" LISTING_TEXT, texts[i].text);
		page = list("/text/");
		assert_true(span_starts_with(
		    buffer_span(&page), span_from(texts[i].page)));
		assert_true(span_find(buffer_span(&page), '(') == page.len);
		buffer_free(&page);
	}
	/* Only whole lines of one that is too long. */
	memset(long_text, 'a', sizeof long_text - 1);
	long_text[100] = '\n';
	capsule_write(&capsule, "root/text/" LISTING_TEXT, long_text);
	page = list("/text/");
	assert_true(span_starts_with(
	    span_skip(buffer_span(&page), 100), SPAN("\n\n=> ../ ../\n")));
	buffer_free(&page);
	/* Not everyone may read it: then it is not there. */
	assert_int_equal(
	    chmod(capsule_path(&capsule, "root/text/" LISTING_TEXT), 0640), 0);
	page = list("/text/");
	assert_true(span_starts_with(
	    buffer_span(&page), SPAN("# Index of /text/\n\n=> ../ ../\n")));
	buffer_free(&page);
}

/* What cannot be looked at is not left out as if it were not there. */
static void
test_starved(void **state)
{
	struct site *site = &capsule.service.sites.items[0];
	struct buffer out = BUFFER_EMPTY;
	struct rlimit before, few;
	struct docroot_file file;
	struct path path;

	(void)state;
	assert_int_equal(path_from_uri(&path, SPAN("/t/")), PATH_OK);
	assert_int_equal(
	    docroot_enter(site->root, path.bytes, &file), DOCROOT_DIRECTORY);
	getrlimit(RLIMIT_NOFILE, &before);
	few = before;
	few.rlim_cur = (rlim_t)file.fd + 1;
	setrlimit(RLIMIT_NOFILE, &few);
	assert_false(listing_write(&out, site, &path, &file));
	setrlimit(RLIMIT_NOFILE, &before);
	buffer_clear(&out);
	assert_true(listing_write(&out, site, &path, &file));
	close(file.fd);
	buffer_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_files),
	    cmocka_unit_test(test_sizes_and_times),
	    cmocka_unit_test(test_order),
	    cmocka_unit_test(test_private),
	    cmocka_unit_test(test_long_headings),
	    cmocka_unit_test(test_many),
	    cmocka_unit_test(test_titles),
	    cmocka_unit_test(test_text_above),
	    cmocka_unit_test(test_starved),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
