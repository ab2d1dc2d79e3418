/*
 * Types and languages by pattern: which pattern fits which path.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "config.h"
#include "path.h"
#include "site_media.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct path
path_of(const char *text)
{
	struct path path;

	assert_int_equal(path_from_uri(&path, span_from(text)), PATH_OK);
	return path;
}

/* A pattern, a path, and whether the one fits the other. */
static const struct {
	const char *pattern, *path;
	bool fits;
} patterns[] = {
    {"*.foo", "/a.foo", true},
    {"*.foo", "/d/e/a.foo", true},
    {"*.foo", "/.well-known/.foo", true},
    {"*.foo", "/a.foo/b", false},
    {"*.foo", "/a.FOO", false},
    {"*.foo", "/a.foox", false},
    {"a.foo", "/d/a.foo", true},
    {"a.foo", "/d/ba.foo", false},
    {"/a.foo", "/a.foo", true},
    {"/a.foo", "/d/a.foo", false},
    {"/d/*", "/d/x", true},
    {"d/*", "/d/x", true},
    {"d/*", "/d/x/y", false},
    {"d/*/y", "/d/x/y", true},
    {"d?x", "/d/x", false},
    {"d/x", "/e/d/x", false},
    {"[ab].foo", "/b.foo", true},
    {"\\*.foo", "/a.foo", false},
    {"\\*.foo", "/*.foo", true},
    {"\xC3\xBC*", "/%C3%BCx", true},
    {"*", "/%FF%FE", true},
    {"", "/a", false},
};

static void
test_patterns(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(patterns); i++) {
		char pattern[32];
		struct config_override override = {
		    pattern, (char[]){"x/y"}, (char[]){"de"}};
		const struct config_capsule capsule = {
		    .overrides = &override, .override_count = 1};
		struct path path = path_of(patterns[i].path);
		const char *media, *lang;

		snprintf(pattern, sizeof pattern, "%s", patterns[i].pattern);
		media = site_media_override(&capsule, &path);
		lang = site_media_lang(&capsule, &path, "en");
		if ((media != NULL) != patterns[i].fits ||
		    strcmp(lang, patterns[i].fits ? "de" : "en") != 0)
			fail_msg("%s, %s", pattern, patterns[i].path);
	}
}

static struct config_override overrides[] = {
    {(char[]){"*.de.gmi"}, NULL, (char[]){"de"}},
    {(char[]){"a*"}, (char[]){"x/a"}, NULL},
    {(char[]){"*.gmi"}, (char[]){"x/gmi"}, (char[]){"fr"}},
};

/* A path, what it is by sections and suffix, and its language. */
static const struct {
	const char *path, *type, *lang;
} sections[] = {
    {"/b.gmi", "x/gmi", "fr"},
    {"/b.de.gmi", "x/gmi", "de"},
    {"/a.de.gmi", "x/a", "de"},
    {"/a.gmi", "x/a", "fr"},
    {"/b.txt", "text/plain", "en"},
    {"/b", NULL, "en"},
};

static void
test_first_section(void **state)
{
	const struct config_capsule capsule = {
	    .overrides = overrides, .override_count = COUNT(overrides)};

	(void)state;
	for (size_t i = 0; i < COUNT(sections); i++) {
		struct path path = path_of(sections[i].path);
		const char *type = site_media_type(&capsule, &path);

		if (sections[i].type == NULL)
			assert_null(type);
		else
			assert_string_equal(type, sections[i].type);
		assert_string_equal(
		    site_media_lang(&capsule, &path, "en"), sections[i].lang);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_patterns),
	    cmocka_unit_test(test_first_section),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
