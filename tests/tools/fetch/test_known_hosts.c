/*
 * Keys of servers met before.
 */
#include "known_hosts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define HEX_A "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define HEX_B "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
#define KIND " spki-sha256 "

static const struct {
	const char *text;
	enum known_hosts_verdict verdict;
	size_t line;
} rows[] = {
    {"", KNOWN_HOSTS_NEW, 0},
    {"# comment\n\n", KNOWN_HOSTS_NEW, 0},
    {"a.example:1965" KIND HEX_A "\n", KNOWN_HOSTS_SAME, 1},
    {"a.example:1965" KIND HEX_A, KNOWN_HOSTS_SAME, 1},
    {"A.Example:1965" KIND HEX_A "\r\n", KNOWN_HOSTS_SAME, 1},
    {"a.example:1965\tspki-sha256  " HEX_A " \n", KNOWN_HOSTS_SAME, 1},
    {"a.example:1965" KIND HEX_B "\n", KNOWN_HOSTS_CHANGED, 1},
    {"a.example:70" KIND HEX_B "\n", KNOWN_HOSTS_NEW, 0},
    {"aa.example:1965" KIND HEX_B "\n", KNOWN_HOSTS_NEW, 0},
    {"# x\n\nb:1" KIND HEX_B "\na.example:1965" KIND HEX_A "\n",
	KNOWN_HOSTS_SAME, 4},
    {"a.example:1965" KIND HEX_B "\na.example:1965" KIND HEX_A "\n",
	KNOWN_HOSTS_CHANGED, 1},
    {"a.example:1965\n", KNOWN_HOSTS_MALFORMED, 1},
    {"a.example:1965 sha1 " HEX_A "\n", KNOWN_HOSTS_MALFORMED, 1},
    {"a.example:1965" KIND HEX_A "0\n", KNOWN_HOSTS_MALFORMED, 1},
    {"a.example:1965" KIND "0\n", KNOWN_HOSTS_MALFORMED, 1},
    {"a.example:1965" KIND HEX_A " more\n", KNOWN_HOSTS_MALFORMED, 1},
    {"b:1" KIND HEX_A "\nb:2" KIND "x" HEX_A "\n", KNOWN_HOSTS_MALFORMED, 2},
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		size_t line = 99;

		assert_int_equal(
		    known_hosts_check(span_from(rows[i].text),
			SPAN("a.example:1965"), SPAN(HEX_A), &line),
		    rows[i].verdict);
		assert_int_equal(line, rows[i].line);
	}
}

static void
test_append(void **state)
{
	struct buffer text = BUFFER_EMPTY;
	size_t line = 0;

	(void)state;
	buffer_append_text(&text, "# no line end");
	known_hosts_append(&text, SPAN("[::1]:1965"), SPAN(HEX_A));
	known_hosts_append(&text, SPAN("b:1"), SPAN(HEX_B));
	assert_true(span_equal(
	    buffer_span(&text), SPAN("# no line end\n[::1]:1965" KIND HEX_A
				     "\nb:1" KIND HEX_B "\n")));
	assert_int_equal(known_hosts_check(buffer_span(&text), SPAN("b:1"),
			     SPAN(HEX_B), &line),
	    KNOWN_HOSTS_SAME);
	assert_int_equal(line, 3);
	buffer_free(&text);
}

static void
test_hex(void **state)
{
	unsigned char key[KNOWN_HOSTS_KEY_BYTES] = {0x01, 0x23, 0xfe};
	char hex[KNOWN_HOSTS_HEX_BYTES];

	(void)state;
	known_hosts_hex(hex, key);
	assert_string_equal(hex,
	    "0123fe0000000000000000000000000000000000000000000000000000000000");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_append),
	    cmocka_unit_test(test_hex),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
