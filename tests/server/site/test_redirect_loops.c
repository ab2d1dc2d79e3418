/*
 * Redirects that lead round in a circle.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "config.h"
#include "redirect_loops.h"
#include "said.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

#define RULES_MAX 3

/* Rules as config sorts them, and whether the first leads in a circle. */
static const struct {
	struct {
		const char *path, *target;
	} rules[RULES_MAX];
	bool is_circle;
} rows[] = {
    {{{"/x", "/x"}}, true},
    {{{"/x", "x"}}, true},
    {{{"/x", "/%78"}}, true},
    {{{"/x", "gemini://one.example/x"}}, true},
    {{{"/x", "gemini://ALIAS.example/x"}}, true},
    {{{"/x", "gemini://one.example./x"}}, true},
    {{{"/x", "gemini://other.example/x"}}, false},
    {{{"/x", "https://one.example/x"}}, false},
    {{{"/x", "/y"}}, false},
    {{{"/x", "/x/"}}, false},
    {{{"/x", "/y"}, {"/y", "/x"}}, true},
    {{{"/x", "/y"}, {"/y", "/z"}, {"/z", "/x"}}, true},
    {{{"/x", "/y"}, {"/y", "/z"}, {"/z", "/y"}}, true},
    {{{"/x", "/y"}, {"/y", NULL}}, false},
    {{{"/old/*", "/new/*"}}, false},
    {{{"/old/*", "/old/*"}}, true},
    {{{"/old/*", "/old/deep/*"}}, true},
    {{{"/old/*", "/new/*"}, {"/new/*", "/old/*"}}, true},
    {{{"/old*", "/"}}, false},
    {{{"/*", "/new/"}}, true},
    {{{"/*", "gemini://other.example/"}}, false},
};

static void
test_circles(void **state)
{
	char *aliases[] = {(char[]){"alias.example"}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct config_rule rules[RULES_MAX] = {{0}};
		struct config_capsule capsule = {
		    .host = (char[]){"one.example"},
		    .aliases = aliases,
		    .alias_count = 1,
		    .rules = rules,
		};

		while (capsule.rule_count < RULES_MAX &&
		       rows[i].rules[capsule.rule_count].path != NULL) {
			size_t j = capsule.rule_count++;

			rules[j].path =
			    (char *)(uintptr_t)rows[i].rules[j].path;
			rules[j].target =
			    (char *)(uintptr_t)rows[i].rules[j].target;
		}
		if (redirect_loops_is_circle(&capsule, &rules[0]) !=
		    rows[i].is_circle)
			fail_msg("row %zu: %s", i, rules[0].path);
	}
}

/* What a host reads of them: each with its line. */
static void
test_report(void **state)
{
	struct config_rule rules[] = {
	    {(char[]){"/a"}, (char[]){"/b"}, false, 4},
	    {(char[]){"/b"}, (char[]){"/a"}, false, 5},
	    {(char[]){"/c"}, (char[]){"/d"}, false, 6},
	};
	struct config_capsule capsules[] = {
	    {.host = (char[]){"one.example"}},
	    {.host = (char[]){"two.example"},
		.rules = rules,
		.rule_count = COUNT(rules)},
	};
	struct config config = {.file = (char[]){"lozenged.conf"},
	    .capsules = capsules,
	    .capsule_count = COUNT(capsules)};
	struct said said;

	(void)state;
	said_begin(&said);
	assert_int_equal(redirect_loops_check(&config), 2);
	said_end(&said);
	assert_string_equal(said.text,
	    "lozenged.conf:4: redirect \"/a\": leads round in a circle\n"
	    "lozenged.conf:5: redirect \"/b\": leads round in a circle\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_circles),
	    cmocka_unit_test(test_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
