/*
 * Paths: dot segments, escapes, selectors, hidden names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "buffer.h"
#include "path.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct row {
	const char *text, *path; /* the path: NULL unless OK */
	enum path_verdict verdict;
	bool directory;
};

static void
assert_row(
    const struct row *row, enum path_verdict verdict, const struct path *path)
{
	if (verdict != row->verdict)
		fail_msg("%s: verdict %d", row->text, (int)verdict);
	if (verdict != PATH_OK)
		return;
	assert_string_equal(path->bytes, row->path);
	assert_int_equal(path->len, strlen(row->path));
	if (path->wants_directory != row->directory)
		fail_msg("%s: is it a directory?", row->text);
}

static void
reads_uri_paths(void **state)
{
	static const struct row rows[] = {
	    {"", "", PATH_OK, true},
	    {"/", "", PATH_OK, true},
	    {"/a", "a", PATH_OK, false},
	    {"/dir/", "dir", PATH_OK, true},
	    {"/dir/a.gmi", "dir/a.gmi", PATH_OK, false},
	    {"/%61b%2Egmi", "ab.gmi", PATH_OK, false},
	    {"/%2541.gmi", "%41.gmi", PATH_OK, false},
	    {"/%C3%BC%ff", "\xc3\xbc\xff", PATH_OK, false},
	    {"/a%20b+c", "a b+c", PATH_OK, false},
	    {"/a:b@c;d", "a:b@c;d", PATH_OK, false},
	    {"/..%5c..%5cetc", "..\\..\\etc", PATH_OK, false},
	    {"/.", "", PATH_OK, true},
	    {"/./", "", PATH_OK, true},
	    {"/dir/..", "", PATH_OK, true},
	    {"/dir/../", "", PATH_OK, true},
	    {"/dir/../a", "a", PATH_OK, false},
	    {"/a/b/../c/./d", "a/c/d", PATH_OK, false},
	    {"/a/b/../../c", "c", PATH_OK, false},
	    {"/dir/.", "dir", PATH_OK, true},
	    {"/dir/%2e", "dir", PATH_OK, true},
	    {"/dir/%2E./a", "a", PATH_OK, false},
	    {"/...", "...", PATH_OK, false},
	    {"/..a/b..", "..a/b..", PATH_OK, false},
	    {"/.hidden", ".hidden", PATH_OK, false},
	    {"a", NULL, PATH_MISSING, false},
	    {"..", NULL, PATH_MISSING, false},
	    {"//", NULL, PATH_MISSING, false},
	    {"//dir", NULL, PATH_MISSING, false},
	    {"//etc/passwd", NULL, PATH_MISSING, false},
	    {"/dir//a", NULL, PATH_MISSING, false},
	    {"/dir//", NULL, PATH_MISSING, false},
	    {"/..", NULL, PATH_MISSING, false},
	    {"/../", NULL, PATH_MISSING, false},
	    {"/../dir/a", NULL, PATH_MISSING, false},
	    {"/a/../../b", NULL, PATH_MISSING, false},
	    {"/%2e%2e/a", NULL, PATH_MISSING, false},
	    {"/.%2E/a", NULL, PATH_MISSING, false},
	    {"/..%2fa", NULL, PATH_MISSING, false},
	    {"/dir%2Fa", NULL, PATH_MISSING, false},
	    {"/%2f", NULL, PATH_MISSING, false},
	    {"/dir%0d%0a", NULL, PATH_MISSING, false},
	    {"/%1b%5b2J", NULL, PATH_MISSING, false},
	    {"/%7f", NULL, PATH_MISSING, false},
	    {"/a%00", NULL, PATH_BAD, false},
	    {"/%00", NULL, PATH_BAD, false},
	    {"/dir%00/a", NULL, PATH_BAD, false},
	    {"/%", NULL, PATH_BAD, false},
	    {"/a%4", NULL, PATH_BAD, false},
	    {"/%zz", NULL, PATH_BAD, false},
	};
	struct path path;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span text = span_from(rows[i].text);

		assert_row(&rows[i], path_from_uri(&path, text), &path);
	}
}

static void
reads_selectors(void **state)
{
	static const struct row rows[] = {
	    {"", "", PATH_OK, true},
	    {"/", "", PATH_OK, true},
	    {"/a.txt", "a.txt", PATH_OK, false},
	    {"a.txt", "a.txt", PATH_OK, false},
	    {"dir/", "dir", PATH_OK, true},
	    {"0/a.txt", "a.txt", PATH_OK, false},
	    {"1/", "", PATH_OK, true},
	    {"1/dir/", "dir", PATH_OK, true},
	    {"1", "1", PATH_OK, false},
	    {"/0/a.txt", "0/a.txt", PATH_OK, false},
	    {"x/a.txt", "x/a.txt", PATH_OK, false},
	    {"/%2e%2e/a", "%2e%2e/a", PATH_OK, false},
	    {"%", "%", PATH_OK, false},
	    {"\\..\\..\\etc", "\\..\\..\\etc", PATH_OK, false},
	    {"/\xff\xfe", "\xff\xfe", PATH_OK, false},
	    {"dir/../a", "a", PATH_OK, false},
	    {"/dir/.", "dir", PATH_OK, true},
	    {"gemini:", "gemini:", PATH_OK, false},
	    {"..", NULL, PATH_MISSING, false},
	    {"../a", NULL, PATH_MISSING, false},
	    {"/../../a", NULL, PATH_MISSING, false},
	    {"0/../a", NULL, PATH_MISSING, false},
	    {"//etc/passwd", NULL, PATH_MISSING, false},
	    {"0//etc/passwd", NULL, PATH_MISSING, false},
	    {"gemini://h/", NULL, PATH_MISSING, false},
	    {"/a\tb", NULL, PATH_MISSING, false},
	    {"/a\r", NULL, PATH_MISSING, false},
	    {"/a\x7f", NULL, PATH_MISSING, false},
	};
	struct path path;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span text = span_from(rows[i].text);

		assert_row(&rows[i], path_from_selector(&path, text), &path);
	}
	assert_int_equal(path_from_selector(&path, SPAN("/a\0.gif")), PATH_BAD);
}

/* "/", ${count} times ${unit}, and ${end}: what they amount to. */
static enum path_verdict
verdict_of_repeated(
    struct path *path, const char *unit, size_t count, const char *end)
{
	struct buffer text = BUFFER_EMPTY;

	buffer_append_byte(&text, '/');
	for (size_t i = 0; i < count; i++)
		buffer_append_text(&text, unit);
	buffer_append_text(&text, end);
	enum path_verdict verdict = path_from_uri(path, buffer_span(&text));
	buffer_free(&text);
	return verdict;
}

static void
keeps_to_its_room(void **state)
{
	static const struct {
		const char *unit;
		size_t count;
		const char *end;
		size_t len; /* 0: it does not fit */
	} rows[] = {
	    {"a", 1023, "", 1023},
	    {"a", 1024, "", 1024},
	    {"a", 1024, "/", 1024},
	    {"a", 1024, "/.", 0},
	    {"a", 1024, "/b", 0},
	    {"a", 1023, "/b", 0},
	    {"a", 1022, "/b", 1024},
	    {"a", 1025, "", 0},
	    {"%61", 1024, "", 1024},
	    {"%61", 1025, "", 0},
	    {"a/", 480, "", 959},
	    {"a/", 512, "", 1023},
	    {"a/", 513, "", 0},
	    {"ab/", 341, "c", 1024},
	    {"ab/", 341, "cd", 0},
	    {"a/../", 10000, "b", 1},
	    {"./", 10000, "b", 1},
	};
	struct path path;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		enum path_verdict expected =
		    rows[i].len > 0 ? PATH_OK : PATH_MISSING;

		if (verdict_of_repeated(&path, rows[i].unit, rows[i].count,
			rows[i].end) != expected)
			fail_msg("%zu of %s", rows[i].count, rows[i].unit);
		if (expected == PATH_OK) {
			assert_int_equal(path.len, rows[i].len);
			assert_int_equal(path.bytes[path.len], '\0');
		}
	}
}

static void
knows_hidden_names(void **state)
{
	static const struct {
		const char *text;
		bool hidden;
	} rows[] = {
	    {"/", false},
	    {"/a.gmi", false},
	    {"/a/b.c/d", false},
	    {"/.hidden", true},
	    {"/.git/config", true},
	    {"/dir/.hidden", true},
	    {"/...", true},
	    {"/%2ehidden", true},
	    {"/.well-known/security.txt", false},
	    {"/.well-known/a/b", false},
	    {"/.well-known/.hidden", true},
	    {"/.well-known/a/.hidden", true},
	    {"/.well-known", true},
	    {"/.well-knownx/a", true},
	    {"/dir/.well-known/a", true},
	    {"/.well-known/../.git/config", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct path path;

		assert_int_equal(
		    path_from_uri(&path, span_from(rows[i].text)), PATH_OK);
		if (path_is_hidden(&path) != rows[i].hidden)
			fail_msg("%s", rows[i].text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_uri_paths),
	    cmocka_unit_test(reads_selectors),
	    cmocka_unit_test(keeps_to_its_room),
	    cmocka_unit_test(knows_hidden_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
