/*
 * Log lines: printable, whole, and never waited for.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "log.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int ends[2];

static int
open_pipe(void **state)
{
	(void)state;
	return pipe2(ends, O_NONBLOCK | O_CLOEXEC);
}

static int
close_pipe(void **state)
{
	(void)state;
	close(ends[0]);
	close(ends[1]);
	return 0;
}

/* What has been written since the last call. */
static const char *
written(void)
{
	static char text[4 * LOG_LINE_MAX];
	ssize_t count = read(ends[0], text, sizeof text - 1);

	text[count < 0 ? 0 : count] = '\0';
	return text;
}

static void
test_messages(void **state)
{
	static const struct {
		const char *text, *line;
	} rows[] = {
	    {"", "lozenged: \n"},
	    {"ready", "lozenged: ready\n"},
	    {"a\nlozenged: ready", "lozenged: a\\x0alozenged: ready\n"},
	    {"\r\x1b[2J\x7f", "lozenged: \\x0d\\x1b[2J\\x7f\n"},
	    {"back\\slash", "lozenged: back\\x5cslash\n"},
	    {"\xc3\xa9", "lozenged: \\xc3\\xa9\n"},
	    {"~ ", "lozenged: ~ \n"},
	};
	struct log log = {.fd = ends[1]};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		log_message(&log, "%s", rows[i].text);
		assert_string_equal(written(), rows[i].line);
	}
	assert_int_equal(log.dropped, 0);
}

static void
test_requests(void **state)
{
	static const struct {
		const char *protocol, *status;
		struct span path;
		unsigned long long bytes;
		const char *from, *line;
	} rows[] = {
	    {"gemini", "20", {"/a.gmi", 6}, 12, "",
		"lozenged: request gemini 20 /a.gmi 12\n"},
	    {"gemini", "20", {"/", 1}, 12, "192.0.2.0/24",
		"lozenged: request gemini 20 / 12 from 192.0.2.0/24\n"},
	    {"gopher", "3", {"", 0}, 0, "", "lozenged: request gopher 3 / 0\n"},
	    {"gopher", "0", {"x\0\ny", 4}, 18446744073709551615u, "",
		"lozenged: request gopher 0 x\\x00\\x0ay "
		"18446744073709551615\n"},
	};
	struct log log = {.fd = ends[1], .requests = true};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		log_request(&log, rows[i].protocol, rows[i].status,
		    rows[i].path, rows[i].bytes, rows[i].from);
		assert_string_equal(written(), rows[i].line);
	}
	log.requests = false;
	log_request(&log, "gemini", "20", SPAN("/secret"), 1, "::1");
	assert_string_equal(written(), "");
}

static void
test_long_lines_are_cut(void **state)
{
	static const char bytes[] = {'a', '\n'};
	struct log log = {.fd = ends[1]};
	char text[2 * LOG_LINE_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(bytes); i++) {
		const char *line;
		size_t len;

		memset(text, bytes[i], sizeof text - 1);
		text[sizeof text - 1] = '\0';
		log_message(&log, "%s", text);
		line = written();
		len = strlen(line);
		assert_in_range(len, LOG_LINE_MAX - 8, LOG_LINE_MAX);
		/* one line, and no half of an escape */
		assert_ptr_equal(strchr(line, '\n'), line + len - 1);
		if (bytes[i] == '\n')
			assert_string_equal(line + len - 5, "\\x0a\n");
	}
}

static void
test_a_full_pipe_drops_whole_lines(void **state)
{
	struct log log = {.fd = ends[1]};
	char text[1001];
	char byte;
	size_t in_line = 0;

	(void)state;
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	for (int i = 0; i < 1000; i++)
		log_message(&log, "%s", text);
	assert_in_range(log.dropped, 1, 999);
	while (read(ends[0], &byte, 1) == 1) {
		if (byte == '\n') {
			assert_int_equal(in_line, 1010);
			in_line = 0;
		} else {
			in_line++;
		}
	}
	assert_int_equal(in_line, 0);
}

#define PIPED(test) cmocka_unit_test_setup_teardown(test, open_pipe, close_pipe)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    PIPED(test_messages),
	    PIPED(test_requests),
	    PIPED(test_long_lines_are_cut),
	    PIPED(test_a_full_pipe_drops_whole_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
