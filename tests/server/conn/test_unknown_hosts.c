/*
 * Unknown hosts: each is told once a minute, and not more than a few.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "unknown_hosts.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static int ends[2];
static struct log log_to_pipe;

static int
set_up(void **state)
{
	(void)state;
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return -1;
	log_to_pipe = (struct log){.fd = ends[1]};
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	close(ends[0]);
	close(ends[1]);
	return 0;
}

/* How many lines were logged; the last stays in ${line}. */
static size_t
count_lines(char line[4096])
{
	ssize_t len = read(ends[0], line, 4095);
	size_t lines = 0;

	line[len > 0 ? len : 0] = '\0';
	for (const char *at = line; (at = strchr(at, '\n')) != NULL; at++)
		lines++;
	return lines;
}

static const struct {
	const char *host;
	uint64_t at_ms;
	size_t lines;
} rows[] = {
    {"a.example", 1, 1},
    {"a.example", 2, 0},
    {"A.Example", 3, 0},
    {"b.example", 4, 1},
    {"a.example", 60000, 0},
    {"a.example", 60001, 1},
    {"a.example", 60002, 0},
    {"", 60003, 0},
    {"[::1]", 60004, 1},
};

static void
test_once_a_minute(void **state)
{
	struct unknown_hosts hosts = {0};
	char line[4096];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		unknown_hosts_note(&hosts, span_from(rows[i].host),
		    &log_to_pipe, rows[i].at_ms);
		if (count_lines(line) != rows[i].lines)
			fail_msg("row %zu: %s", i, line);
		if (rows[i].lines > 0)
			assert_non_null(strstr(line, rows[i].host));
	}
}

static void
test_a_flood_of_names(void **state)
{
	struct unknown_hosts hosts = {0};
	char line[4096], name[16], longest[300];
	size_t lines = 0;

	(void)state;
	for (unsigned i = 0; i < 1000; i++) {
		snprintf(name, sizeof name, "%u.example", i);
		unknown_hosts_note(&hosts, span_from(name), &log_to_pipe, 5);
		lines += count_lines(line);
	}
	assert_int_equal(lines, UNKNOWN_HOSTS_MAX);
	memset(longest, 'a', sizeof longest);
	unknown_hosts_note(&hosts, (struct span){longest, sizeof longest},
	    &log_to_pipe, 100000);
	assert_int_equal(count_lines(line), 0);
}

static void
test_nothing_of_it_steers_a_terminal(void **state)
{
	struct unknown_hosts hosts = {0};
	char line[4096];

	(void)state;
	unknown_hosts_note(&hosts, span_from("a\x1b[2J\nb"), &log_to_pipe, 1);
	assert_int_equal(count_lines(line), 1);
	assert_non_null(strstr(line, "a\\x1b[2J\\x0ab"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_once_a_minute),
	    cmocka_unit_test(test_a_flood_of_names),
	    cmocka_unit_test(test_nothing_of_it_steers_a_terminal),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
