/*
 * Redirects and what is gone: which rule fits, and where it leads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "config.h"
#include "path.h"
#include "site_rules.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The path of a request, which must be one. */
static struct path
path_of(const char *text)
{
	struct path path;

	assert_int_equal(path_from_uri(&path, span_from(text)), PATH_OK);
	return path;
}

/* Sorted as config has it: exact ones, then the longest prefix first. */
static struct config_rule rules[] = {
    {.path = (char[]){"/old.gmi"}},
    {.path = (char[]){"/dir/"}},
    {.path = (char[]){"/"}},
    {.path = (char[]){"/old/deep/*"}},
    {.path = (char[]){"/sp ace/*"}},
    {.path = (char[]){"/old/*"}},
    {.path = (char[]){"/pre*"}},
};

/* A request, and the rule that speaks of it; -1: none. */
static const struct {
	const char *path;
	int rule;
} finds[] = {
    {"/old.gmi", 0},
    {"/%6fld.gmi", 0},
    {"/x/../old.gmi", 0},
    {"/./old.gmi", 0},
    {"/old.gmi/", -1},
    {"/Old.gmi", -1},
    {"/old.gm", -1},
    {"/old.gmix", -1},
    {"/dir/", 1},
    {"/dir/.", 1},
    {"/dir", -1},
    {"/dir/x", -1},
    {"/", 2},
    {"", 2},
    {"/x/..", 2},
    {"/old/", 5},
    {"/old", -1},
    {"/old/x", 5},
    {"/old/deep", 5},
    {"/old/deep/", 3},
    {"/old/deep/er", 3},
    {"/old/deeper", 5},
    {"/sp%20ace/x", 4},
    {"/pre", 6},
    {"/prefix", 6},
    {"/pre/x", 6},
    {"/pr", -1},
};

static void
test_find(void **state)
{
	const struct config_capsule capsule = {
	    .rules = rules, .rule_count = COUNT(rules)};

	(void)state;
	for (size_t i = 0; i < COUNT(finds); i++) {
		struct path path = path_of(finds[i].path);
		const struct config_rule *rule =
		    site_rules_find(&capsule, &path);
		int found = rule == NULL ? -1 : (int)(rule - rules);

		if (found != finds[i].rule)
			fail_msg("\"%s\": rule %d, not %d", finds[i].path,
			    found, finds[i].rule);
	}
}

static void
test_find_nothing(void **state)
{
	const struct config_capsule capsule = {.rule_count = 0};
	struct path path = path_of("/");

	(void)state;
	assert_null(site_rules_find(&capsule, &path));
}

/* A rule, its target, a request, and where it leads; NULL: nowhere. */
static const struct {
	const char *rule, *target, *path, *result;
} targets[] = {
    {"/a", "/b", "/a", "/b"},
    {"/a", "/b?own", "/a", "/b?own"},
    {"/a", "gemini://else.example/x", "/a", "gemini://else.example/x"},
    {"/a", "b", "/a", "b"},
    {"/a", "/b/*", "/a", "/b/*"},
    {"/old/*", "/new/*", "/old/x/y.gmi", "/new/x/y.gmi"},
    {"/old/*", "/new/", "/old/x/y.gmi", "/new/x/y.gmi"},
    {"/old/*", "/new", "/old/x/y.gmi", "/new/x/y.gmi"},
    {"/old/*", "/new", "/old/", "/new/"},
    {"/old/*", "/new/*", "/old/", "/new/"},
    {"/old/*", "/new/*", "/old/x/", "/new/x/"},
    {"/old/*", "/new/*?own", "/old/x", "/new/x?own"},
    {"/old*", "/new*", "/older", "/newer"},
    {"/*", "gemini://b.example/*", "/x", "gemini://b.example/x"},
    {"/*", "gemini://b.example", "/x", "gemini://b.example/x"},
    {"/*", "gemini://b.example", "/", "gemini://b.example/"},
    /* what the rest holds is data */
    {"/o/*", "/n/*", "/o/a%20b%3Fc%23d", "/n/a%20b%3Fc%23d"},
    {"/o/*", "/n/*", "/o/%25", "/n/%25"},
    {"/o/*", "/n/*", "/o/%C3%BC", "/n/%C3%BC"},
    {"/o/*", "/n/*", "/o/%FF", "/n/%FF"},
    {"/o/*", "/n/*", "/o/:@;=", "/n/:@;="},
    /* and leads neither to another host nor to another scheme */
    {"/old*", "/*", "/old/evil.example/", "/evil.example/"},
    {"/old*", "/", "/old/evil.example/", "/evil.example/"},
    {"/old/*", "*", "/old/javascript:x", NULL},
    {"/old/*", "*", "/old/x", "x"},
    {"/x*", "gemini://b.example*", "/x.evil.example/", NULL},
    {"/x*", "gemini://b.example*", "/x:1", NULL},
    {"/x*", "gemini://b.example*", "/x@evil.example/", NULL},
    {"/x*", "gemini://b.example:1*", "/x2/", NULL},
    {"/x*", "gemini://b.example*", "/x/y", "gemini://b.example/y"},
    {"/x*", "gem*", "/xini:b.example", NULL},
};

static void
test_target(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(targets); i++) {
		char rule_path[64], target[64];
		struct config_rule rule = {rule_path, target, false, 0};
		struct buffer out = BUFFER_LIMITED(1024);
		struct path path = path_of(targets[i].path);
		bool leads;

		snprintf(rule_path, sizeof rule_path, "%s", targets[i].rule);
		snprintf(target, sizeof target, "%s", targets[i].target);
		leads = site_rules_target(&out, &rule, &path);
		if (leads != (targets[i].result != NULL) ||
		    (leads && !span_equal(buffer_span(&out),
				  span_from(targets[i].result))))
			fail_msg("%s -> %s, %s: \"%.*s\", not %s",
			    targets[i].rule, targets[i].target, targets[i].path,
			    leads ? (int)out.len : 0, out.ptr,
			    targets[i].result);
		buffer_free(&out);
	}
}

/* A target that does not fit is none, rather than a part of one. */
static void
test_target_limit(void **state)
{
	struct config_rule rule = {
	    (char[]){"/o/*"}, (char[]){"/newer/*"}, false, 0};
	struct path path = path_of("/o/abcdef");
	struct buffer fits = BUFFER_LIMITED(13), cut = BUFFER_LIMITED(12);

	(void)state;
	assert_true(site_rules_target(&fits, &rule, &path));
	assert_false(site_rules_target(&cut, &rule, &path));
	buffer_free(&fits);
	buffer_free(&cut);
}

/* A request, where it is sent, the path it then stands for; NULL: none. */
static const struct {
	const char *path, *target, *result;
	bool wants_directory;
} follows[] = {
    {"/a/b.gmi", "/c", "c", false},
    {"/a/b.gmi", "c", "a/c", false},
    {"/a/b.gmi", "../c/", "c", true},
    {"/a/b/", "c", "a/b/c", false},
    {"/a", "/", "", true},
    {"/a", "/%C3%BC?q", "\xC3\xBC", false},
    {"/a", "gemini://b.example/c", "c", false},
    {"/a", "../../../etc", "etc", false},
    {"/a", "/%2e%2e/x", NULL, false},
    {"/a", "/x%00", NULL, false},
    {"/a", "/x%0a", NULL, false},
    {"/a", "/b//c", NULL, false},
};

static void
test_follow(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(follows); i++) {
		struct path path = path_of(follows[i].path);
		bool leads =
		    site_rules_follow(&path, span_from(follows[i].target));

		if (leads != (follows[i].result != NULL))
			fail_msg("%s -> %s: %d", follows[i].path,
			    follows[i].target, leads);
		if (!leads)
			continue;
		assert_string_equal(path.bytes, follows[i].result);
		assert_int_equal(
		    path.wants_directory, follows[i].wants_directory);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_find),
	    cmocka_unit_test(test_find_nothing),
	    cmocka_unit_test(test_target),
	    cmocka_unit_test(test_target_limit),
	    cmocka_unit_test(test_follow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
