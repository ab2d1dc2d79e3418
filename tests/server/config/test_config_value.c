/*
 * Values: what is taken and what is refused, at the edges.
 */
#include "config_value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "config_content.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* Eight, 63 and 64 letters. */
#define A8 "aaaaaaaa"
#define A63 A8 A8 A8 A8 A8 A8 A8 "aaaaaaa"
#define A64 A8 A8 A8 A8 A8 A8 A8 A8

static const struct {
	const char *text;
	unsigned ms; /* 0: refused; the range is 100 ms to 1 h */
} durations[] = {
    {"10", 10000},
    {"10s", 10000},
    {"500ms", 500},
    {"2m", 120000},
    {"1h", 3600000},
    {"3600", 3600000},
    {"100ms", 100},
    {"0100ms", 100},
    {"99ms", 0},
    {"0", 0},
    {"", 0},
    {"s", 0},
    {"ms", 0},
    {"3601", 0},
    {"2h", 0},
    {"61m", 0},
    {"10 s", 0},
    {"10S", 0},
    {"-1s", 0},
    {"1.5s", 0},
    {"99999999999999999999", 0},
    {"1d", 0},
    {"10sx", 0},
};

static void
test_durations(void **state)
{
	(void)state;

	for (size_t i = 0; i < COUNT(durations); i++) {
		unsigned ms = 0;

		assert_int_equal(
		    config_value_duration(
			&ms, span_from(durations[i].text), 100, 3600000),
		    durations[i].ms != 0);
		assert_int_equal(ms, durations[i].ms);
	}
}

static void
test_host_length(void **state)
{
	const char *const longest =
	    A63 "." A63 "." A63 "."
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaaaaaaaaaaaaaaaa";
	char host[CONFIG_HOST_MAX + 1];
	char longer[CONFIG_HOST_MAX + 2];

	(void)state;
	assert_int_equal(strlen(longest), CONFIG_HOST_MAX);
	assert_true(config_value_host(host, span_from(longest)));
	assert_string_equal(host, longest);
	snprintf(longer, sizeof(longer), "%sa", longest);
	assert_false(config_value_host(host, span_from(longer)));
	assert_true(config_value_host(host, SPAN(A63 ".b")));
	assert_false(config_value_host(host, SPAN(A64 ".b")));
	assert_false(config_value_host(host, SPAN("a\0b")));
}

/* A check, a text and its verdict. */
struct row {
	bool (*check)(struct span text);
	const char *text;
	bool good;
};

static const struct row rows[] = {
    {config_value_is_user, "www-data", true},
    {config_value_is_user, "-x", false},
    {config_value_is_user, "a b", false},
    {config_value_is_user, "", false},

    {config_content_is_media_type, "text/plain", true},
    {config_content_is_media_type, "text/x; charset=utf-8", true},
    {config_content_is_media_type, "application/vnd.a+json", true},
    {config_content_is_media_type, "text", false},
    {config_content_is_media_type, "text/", false},
    {config_content_is_media_type, "/plain", false},
    {config_content_is_media_type, "te xt/plain", false},
    {config_content_is_media_type, "text/plain\r\nx", false},
    {config_content_is_media_type, "text/a/b", false},

    {config_content_is_rule, "/", true},
    {config_content_is_rule, "/a b", true},
    {config_content_is_rule, "/old/*", true},
    {config_content_is_rule, "/*", true},
    {config_content_is_rule, "*", false},
    {config_content_is_rule, "a", false},
    {config_content_is_rule, "", false},
    {config_content_is_rule, "/*a", false},
    {config_content_is_rule, "/**", false},
    {config_content_is_rule, "/a\n", false},

    {config_content_is_prefix, "/", true},
    {config_content_is_prefix, "/members/", true},
    {config_content_is_prefix, "/members", false},
    {config_content_is_prefix, "members/", false},

    {config_content_is_target, "/new", true},
    {config_content_is_target, "new.gmi?q", true},
    {config_content_is_target, "gemini://example.org/", true},
    {config_content_is_target, "//example.org/", false},
    {config_content_is_target, "/new#part", false},
    {config_content_is_target, "/a b", false},
    {config_content_is_target, "/%zz", false},
    {config_content_is_target, "/\xc3\xbc", false},
    {config_content_is_target, "", false},
};

static void
test_rows(void **state)
{
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i].check(span_from(rows[i].text)) != rows[i].good)
			fail_msg("row %zu: %s", i, rows[i].text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_durations),
	    cmocka_unit_test(test_host_length),
	    cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
