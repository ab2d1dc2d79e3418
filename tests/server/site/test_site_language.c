/*
 * The languages of a capsule's pages, by what its manifest says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "served_capsule.h"
#include "docroot.h"
#include "path.h"
#include "site_language.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct capsule capsule;

static int
set_up(void **state)
{
	(void)state;
	capsule_make(&capsule);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	capsule_remove(&capsule);
	return 0;
}

/* The language of ${selector}, asked of a capsule with this manifest. */
static void
expect_language(const char *manifest, const char *configured,
    const char *selector, const char *tag)
{
	struct site_language language = {0};
	struct docroot *root;
	struct path path;
	const char *found;

	if (manifest != NULL)
		capsule_write(&capsule, "root/.lozenge", manifest);
	root = docroot_open(capsule.root);
	assert_int_equal(
	    path_from_selector(&path, span_from(selector)), PATH_OK);
	found = site_language_of(&language, root, configured, &path);
	if (strcmp(found, tag) != 0)
		fail_msg("%s is \"%s\", not \"%s\"", selector, found, tag);
	docroot_close(root);
}

static void
finds_languages(void **state)
{
	static const char two[] = "lang en-GB\ntranslation es\n"
				  "translation pt-BR\nfile index.gmi\n";
	static const struct {
		const char *manifest, *configured, *selector, *tag;
	} rows[] = {
	    {NULL, NULL, "/", ""},
	    {NULL, "de", "/", "de"},
	    {"", NULL, "/", ""},
	    {"lang fr\n", NULL, "/a.gmi", "fr"},
	    {"lang fr", NULL, "/", "fr"},
	    {"lang fr\n", "de", "/a.gmi", "de"},
	    {"lang a;b\nlang it\nlang fr\n", NULL, "/", "it"},
	    {"file lang\nlang fr\r\n", NULL, "/", "fr"},
	    {two, NULL, "/", "en-GB"},
	    {two, NULL, "/index.gmi", "en-GB"},
	    {two, NULL, "/es/", "es"},
	    {two, NULL, "/es", "es"},
	    {two, NULL, "/es/help.gmi", "es"},
	    {two, NULL, "/pt-BR/help.txt", "pt-BR"},
	    {two, NULL, "/pt-br/help.txt", "en-GB"},
	    {two, NULL, "/est/help.gmi", "en-GB"},
	    {two, NULL, "/e", "en-GB"},
	    {two, NULL, "/x/es/help.gmi", "en-GB"},
	    {two, "en", "/es/help.gmi", "es"},
	    {two, "en", "/help.gmi", "en"},
	    {"translation es\n", NULL, "/es/a.gmi", "es"},
	    {"translation es\n", NULL, "/a.gmi", ""},
	    {"translation es/..\ntranslation \n", NULL, "/es/a.gmi", ""},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++)
		expect_language(rows[i].manifest, rows[i].configured,
		    rows[i].selector, rows[i].tag);
}

/* More translations than there is room for: the first are known. */
static void
bounds_what_it_keeps(void **state)
{
	struct buffer manifest = BUFFER_EMPTY;
	(void)state;

	for (int i = 0; i < 300; i++)
		buffer_printf(&manifest, "translation a%03d\n", i);
	buffer_append(&manifest, (struct span){"", 1});
	expect_language(manifest.ptr, NULL, "/a000/x.gmi", "a000");
	expect_language(manifest.ptr, NULL, "/a203/x.gmi", "a203");
	expect_language(manifest.ptr, NULL, "/a204/x.gmi", "");
	expect_language(manifest.ptr, NULL, "/a299/x.gmi", "");
	buffer_free(&manifest);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_languages),
	    cmocka_unit_test(bounds_what_it_keeps),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
