/*
 * References resolved: RFC 3986's examples, and links within a capsule.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "uri.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
assert_resolves(const char *base, const char *reference, const char *target)
{
	struct buffer out = BUFFER_EMPTY;
	struct uri base_uri, reference_uri;

	assert_true(uri_parse(&base_uri, span_from(base)));
	assert_true(uri_parse(&reference_uri, span_from(reference)));
	buffer_append_text(&out, "=> ");
	uri_resolve(&out, &base_uri, &reference_uri);
	buffer_append_byte(&out, '\0');
	assert_string_equal(out.ptr + 3, target);
	buffer_free(&out);
}

/* Sections 5.4.1 and 5.4.2 of the RFC. */
static void
resolves_the_examples(void **state)
{
	static const struct {
		const char *reference, *target;
	} rows[] = {
	    {"g:h", "g:h"},
	    {"g", "http://a/b/c/g"},
	    {"./g", "http://a/b/c/g"},
	    {"g/", "http://a/b/c/g/"},
	    {"/g", "http://a/g"},
	    {"//g", "http://g"},
	    {"?y", "http://a/b/c/d;p?y"},
	    {"g?y", "http://a/b/c/g?y"},
	    {"#s", "http://a/b/c/d;p?q#s"},
	    {"g#s", "http://a/b/c/g#s"},
	    {"g?y#s", "http://a/b/c/g?y#s"},
	    {";x", "http://a/b/c/;x"},
	    {"g;x", "http://a/b/c/g;x"},
	    {"g;x?y#s", "http://a/b/c/g;x?y#s"},
	    {"", "http://a/b/c/d;p?q"},
	    {".", "http://a/b/c/"},
	    {"./", "http://a/b/c/"},
	    {"..", "http://a/b/"},
	    {"../", "http://a/b/"},
	    {"../g", "http://a/b/g"},
	    {"../..", "http://a/"},
	    {"../../", "http://a/"},
	    {"../../g", "http://a/g"},
	    {"../../../g", "http://a/g"},
	    {"../../../../g", "http://a/g"},
	    {"/./g", "http://a/g"},
	    {"/../g", "http://a/g"},
	    {"g.", "http://a/b/c/g."},
	    {".g", "http://a/b/c/.g"},
	    {"g..", "http://a/b/c/g.."},
	    {"..g", "http://a/b/c/..g"},
	    {"./../g", "http://a/b/g"},
	    {"./g/.", "http://a/b/c/g/"},
	    {"g/./h", "http://a/b/c/g/h"},
	    {"g/../h", "http://a/b/c/h"},
	    {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
	    {"g;x=1/../y", "http://a/b/c/y"},
	    {"g?y/./x", "http://a/b/c/g?y/./x"},
	    {"g?y/../x", "http://a/b/c/g?y/../x"},
	    {"g#s/./x", "http://a/b/c/g#s/./x"},
	    {"g#s/../x", "http://a/b/c/g#s/../x"},
	    {"http:g", "http:g"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_resolves(
		    "http://a/b/c/d;p?q", rows[i].reference, rows[i].target);
}

static void
resolves_other_bases(void **state)
{
	static const struct {
		const char *base, *reference, *target;
	} rows[] = {
	    /* all parts of an authority */
	    {"a://u@[::1]:70/x", "y", "a://u@[::1]:70/y"},
	    {"a://h", "y", "a://h/y"},
	    {"a://h", "", "a://h"},
	    {"a://h", "?q", "a://h?q"},
	    {"a://h?q", "../y", "a://h/y"},
	    {"a://h/x", "//g:/y", "a://g:/y"},
	    {"a://h/x", "b://g/../y", "b://g/y"},
	    /* within a capsule, without scheme and authority */
	    {"/dir/a.gmi", "b.gmi", "/dir/b.gmi"},
	    {"/dir/a.gmi", "../b.gmi", "/b.gmi"},
	    {"/dir/a.gmi", "../../b.gmi", "/b.gmi"},
	    {"/dir/a.gmi", "/", "/"},
	    {"/dir/a.gmi", "?q", "/dir/a.gmi?q"},
	    {"/dir/a.gmi", "//h/x", "//h/x"},
	    {"/dir/a.gmi", "gemini://h/x", "gemini://h/x"},
	    {"a", "b", "b"},
	    {"", "", ""},
	    {"", "..", ""},
	    {"", "../../a", "a"},
	    /* what would read as an authority or a scheme does not */
	    {"/a", "/.//h", "/.//h"},
	    {"/a", "..//h", "/.//h"},
	    {"a:/b", "/..//h", "a:/.//h"},
	    {"", "./x:y", "./x:y"},
	    {"a:b", "./x:y", "a:x:y"},
	    {"a://h/b", "/.//h", "a://h//h"},
	    /* empty segments are segments */
	    {"a://h/x//y", "z", "a://h/x//z"},
	    {"a://h/x//y", "..", "a://h/x/"},
	    /* encoded dots are left to who opens the file */
	    {"a://h/x/y", "%2e%2e/z", "a://h/x/%2e%2e/z"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_resolves(
		    rows[i].base, rows[i].reference, rows[i].target);
}

static void
fails_with_its_buffer(void **state)
{
	(void)state;
	for (size_t limit = 1; limit < 11; limit++) {
		struct buffer out = BUFFER_LIMITED(limit);
		struct uri base, reference;

		assert_true(uri_parse(&base, SPAN("a:/b/c")));
		assert_true(uri_parse(&reference, SPAN("..//h/x?q")));
		uri_resolve(&out, &base, &reference);
		assert_true(out.failed);
		buffer_free(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(resolves_the_examples),
	    cmocka_unit_test(resolves_other_bases),
	    cmocka_unit_test(fails_with_its_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
