/*
 * lozenged.conf without memory for what it says: it is refused, and why.
 *
 * libconfuse's own allocations are not among these: it is called only where
 * there is room for them.
 */
#include "config.h"
#include "config_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include "config_store.h"
#include "failing_call.h"
#include "said.h"
#include "scratch.h"

FAILING_CALL(
    char *, strndup, (const char *text, size_t size), (text, size), NULL)
FAILING_CALL(void *, reallocarray, (void *old, size_t count, size_t size),
    (old, count, size), NULL)

/* More calls than reading that file makes. */
#define CALLS_MAX 1000

static const char whole[] =
    "user = nobody\nworkers = 2\ncounts = totals\n"
    "gemini = {\":1965\", \"[::1]:1966\"}\ngopher = {\"127.0.0.1:7070\"}\n"
    "proxy-from = {\"192.0.2.0/24\", \"2001:db8::/32\"}\n"
    "capsule a.example {\n"
    "root = r\naliases = {\"b.example\", \"c.example\"}\n"
    "gone = {\"/old.gmi\", \"/older/*\"}\nlisting = {\"/pub/\"}\n"
    "redirect \"/x\" { to = \"/y\" }\nmedia \"*.foo\" { type = text/plain }\n"
    "private \"/in/\" { certificates = list }\n}\n"
    "capsule d.example { root = s }\n";

static struct scratch scratch;

static void
test_no_memory(void **state)
{
	static const char *const rows[] = {"strndup", "reallocarray"};
	const char *path = scratch_path(&scratch, "f");
	struct config config;
	struct said said;

	(void)state;
	scratch_write(&scratch, "f", 0600, whole, strlen(whole));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		unsigned skip = 0, failed = 1;

		for (; failed > 0; skip++) {
			int result;

			config_store_defaults(&config);
			said_begin(&said);
			failing_call_begin(rows[i], skip, 1, ENOMEM);
			result = config_file_read(&config, path);
			failed = failing_call_end();
			said_end(&said);
			config_free(&config);
			assert_in_range(skip, 0, CALLS_MAX);
			assert_int_equal(result, failed > 0 ? -1 : 0);
			if (failed > 0)
				assert_non_null(
				    strstr(said.text, ": out of memory\n"));
			else
				assert_string_equal(said.text, "");
		}
		assert_in_range(skip, 4, CALLS_MAX);
	}
}

static int
set_up(void **state)
{
	(void)state;
	return scratch_make(&scratch);
}

static int
tear_down(void **state)
{
	(void)state;
	scratch_remove(&scratch);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
