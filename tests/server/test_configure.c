/*
 * The command line: what is taken, and the one line said about what is not.
 */
#include "options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "buffer.h"
#include "command_line.h"
#include "said.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

#define SOCKET "[ADDR]:PORT, as 127.0.0.1:1965, [::1]:1965 or :1965"
#define HOST                                                                   \
	"a host name or an IP address (an international name in its ASCII "    \
	"form, xn--...)"
#define LANG "a BCP 47 language tag, as en or pt-BR"

/* All that options change, as one line. */
static char *
summary(const struct config *config)
{
	const struct config_capsule *capsule = &config->capsules[0];
	struct buffer out = BUFFER_EMPTY;

	buffer_printf(&out, "%s %s %s %s",
	    capsule->root != NULL ? capsule->root : "-", capsule->host,
	    config->certs_dir, capsule->lang != NULL ? capsule->lang : "-");
	if (config->log == CONFIG_LOG_REQUESTS)
		buffer_append_text(&out, " log");
	for (size_t i = 0; i < config->listener_count; i++) {
		const struct config_listener *listener = &config->listeners[i];

		buffer_printf(&out, " %s=%s|%u",
		    listener->protocol == CONFIG_GEMINI ? "gemini" : "gopher",
		    listener->address != NULL ? listener->address : "*",
		    listener->port);
	}
	buffer_append_byte(&out, '\0');
	return out.ptr;
}

#define DEFAULT_SOCKETS " gemini=*|1965 gopher=*|7070"

static const struct {
	const char *line;
	enum options_action action;
	const char *summary;
} good[] = {
    {"--root x", OPTIONS_SERVE, "x localhost certs -" DEFAULT_SOCKETS},
    {"--root=x", OPTIONS_SERVE, "x localhost certs -" DEFAULT_SOCKETS},
    {"--root x --root y", OPTIONS_SERVE, "y localhost certs -" DEFAULT_SOCKETS},
    {"--root x --certs y --lang de-CH --log-requests", OPTIONS_SERVE,
	"x localhost y de-CH log" DEFAULT_SOCKETS},
    {"-n --root x", OPTIONS_CHECK, "x localhost certs -" DEFAULT_SOCKETS},
    {"-nn --root x", OPTIONS_PRINT, "x localhost certs -" DEFAULT_SOCKETS},
    {"-n -n --root x", OPTIONS_PRINT, "x localhost certs -" DEFAULT_SOCKETS},
    {"--renew", OPTIONS_RENEW, "- localhost certs -" DEFAULT_SOCKETS},
    {"--sandbox-test", OPTIONS_SANDBOX_TEST,
	"- localhost certs -" DEFAULT_SOCKETS},

    {"--root x --gopher off", OPTIONS_SERVE,
	"x localhost certs - gemini=*|1965"},
    {"--root x --gopher off --gopher off", OPTIONS_SERVE,
	"x localhost certs - gemini=*|1965"},
    {"--root x --gopher :70", OPTIONS_SERVE,
	"x localhost certs - gemini=*|1965 gopher=*|70"},
    {"--root x --gopher 127.0.0.1:70 --gopher [::1]:70", OPTIONS_SERVE,
	"x localhost certs - gemini=*|1965 gopher=127.0.0.1|70 gopher=::1|70"},
    {"--root x --gemini 127.0.0.1:0 --gemini 127.0.0.1:0 --gopher :0",
	OPTIONS_SERVE,
	"x localhost certs - gemini=127.0.0.1|0 gemini=127.0.0.1|0 "
	"gopher=*|0"},
    {"--root x --gemini :65535 --gopher off", OPTIONS_SERVE,
	"x localhost certs - gemini=*|65535"},
    {"--root x --gemini [2001:db8::]:1 --gopher off", OPTIONS_SERVE,
	"x localhost certs - gemini=2001:db8::|1"},

    {"--root x --host ExAmple.ORG. --gopher off", OPTIONS_SERVE,
	"x example.org certs - gemini=*|1965"},
    {"--root x --host xn--bcher-kva.example --gopher off", OPTIONS_SERVE,
	"x xn--bcher-kva.example certs - gemini=*|1965"},
    {"--root x --host 192.0.2.1 --gopher off", OPTIONS_SERVE,
	"x 192.0.2.1 certs - gemini=*|1965"},
    {"--root x --host [::1] --gopher off", OPTIONS_SERVE,
	"x ::1 certs - gemini=*|1965"},
    {"--root x --host ::1 --gopher off", OPTIONS_SERVE,
	"x ::1 certs - gemini=*|1965"},
};

static void
test_good(void **state)
{
	(void)state;

	for (size_t i = 0; i < COUNT(good); i++) {
		struct config config;
		struct said said;
		enum options_action action;
		char *text;

		said_begin(&said);
		action = command_line_read(&config, good[i].line);
		said_end(&said);
		assert_string_equal(said.text, "");
		assert_int_equal(action, good[i].action);
		text = summary(&config);
		assert_string_equal(text, good[i].summary);
		free(text);
		config_free(&config);
	}
}

static const struct {
	const char *line;
	const char *said; /* after "lozenged: " */
} bad[] = {
    {"", "--root: expected, with the directory to serve, or -c with a file "
	 "that has a capsule"},
    {"-n", "--root: expected, with the directory to serve, or -c with a file "
	   "that has a capsule"},
    {"--root", "--root: expected a value"},
    {"--root ''", "--root \"\": expected a directory"},
    {"--root a\nb", "--root \"a\nb\": expected a directory"},
    {"-c", "-c: expected a value"},
    {"-c ''", "-c \"\": expected a file"},
    {"--certs ''", "--certs \"\": expected a directory"},

    {"x", "\"x\": expected options only; see --help"},
    {"--root x y", "\"y\": expected options only; see --help"},
    {"-- --root", "\"--root\": expected options only; see --help"},
    {"-x", "-x: no such option; see --help"},
    {"--bogus", "--bogus: no such option; see --help"},
    {"--bogus=1", "--bogus=1: no such option; see --help"},
    {"--g :1", "--g: no such option; did you mean --gemini or --gopher?"},
    {"--gemni :1", "--gemni: no such option; did you mean --gemini?"},
    {"--renew=5", "--renew=5: expected without a value"},

    {"--gemini x", "--gemini \"x\": expected " SOCKET},
    {"--gemini ''", "--gemini \"\": expected " SOCKET},
    {"--gemini :", "--gemini \":\": expected " SOCKET},
    {"--gemini 1965", "--gemini \"1965\": expected " SOCKET},
    {"--gemini :-1", "--gemini \":-1\": expected " SOCKET},
    {"--gemini :+1", "--gemini \":+1\": expected " SOCKET},
    {"--gemini :1x", "--gemini \":1x\": expected " SOCKET},
    {"--gemini :65536", "--gemini \":65536\": expected " SOCKET},
    {"--gemini :18446744073709551616",
	"--gemini \":18446744073709551616\": expected " SOCKET},
    {"--gemini localhost:1", "--gemini \"localhost:1\": expected " SOCKET},
    {"--gemini 1.2.3:1", "--gemini \"1.2.3:1\": expected " SOCKET},
    {"--gemini 256.1.1.1:1", "--gemini \"256.1.1.1:1\": expected " SOCKET},
    {"--gemini ::1:1965", "--gemini \"::1:1965\": expected " SOCKET},
    {"--gemini [127.0.0.1]:1", "--gemini \"[127.0.0.1]:1\": expected " SOCKET},
    {"--gemini []:1", "--gemini \"[]:1\": expected " SOCKET},
    {"--gemini [::1:1", "--gemini \"[::1:1\": expected " SOCKET},
    {"--gemini off", "--gemini \"off\": expected " SOCKET},
    {"--gopher x", "--gopher \"x\": expected " SOCKET ", or off"},
    {"--gopher off --gopher :70",
	"--gopher \"off\": expected no other --gopher beside it"},
    {"--root x --gemini :7 --gemini :7",
	"--gemini \":7\": expected a socket that is named only once"},
    {"--root x --gemini :7 --gopher :7",
	"--gopher \":7\": expected a socket that is named only once"},

    {"--host ''", "--host \"\": expected " HOST},
    {"--host .", "--host \".\": expected " HOST},
    {"--host a..b", "--host \"a..b\": expected " HOST},
    {"--host a_b", "--host \"a_b\": expected " HOST},
    {"--host -a", "--host \"-a\": expected " HOST},
    {"--host a-.b", "--host \"a-.b\": expected " HOST},
    {"--host a:1", "--host \"a:1\": expected " HOST},
    {"--host a/b", "--host \"a/b\": expected " HOST},
    {"--host 1.2.3", "--host \"1.2.3\": expected " HOST},
    {"--host a.1", "--host \"a.1\": expected " HOST},
    {"--host [a]", "--host \"[a]\": expected " HOST},
    {"--host b\xc3\xbc"
     "cher.example",
	"--host \"b\xc3\xbc"
	"cher.example\": expected " HOST},

    {"--workers 0", "--workers \"0\": expected a number from 1 to 64"},
    {"--workers 65", "--workers \"65\": expected a number from 1 to 64"},
    {"--workers two", "--workers \"two\": expected a number from 1 to 64"},
    {"--workers ''", "--workers \"\": expected a number from 1 to 64"},
    {"--workers 4294967297",
	"--workers \"4294967297\": expected a number from 1 to 64"},
    {"--lang en_US", "--lang \"en_US\": expected " LANG},
    {"--lang e", "--lang \"e\": expected " LANG},

    {"--renew -n", "-n: expected at most one of -n, --renew and "
		   "--sandbox-test"},
    {"-n --sandbox-test", "--sandbox-test: expected at most one of -n, "
			  "--renew and --sandbox-test"},
};

static void
test_bad(void **state)
{
	(void)state;

	for (size_t i = 0; i < COUNT(bad); i++) {
		struct config config;
		struct said said;
		enum options_action action;
		char expected[512];

		said_begin(&said);
		action = command_line_read(&config, bad[i].line);
		said_end(&said);
		snprintf(
		    expected, sizeof(expected), "lozenged: %s\n", bad[i].said);
		assert_string_equal(said.text, expected);
		assert_int_equal(action, OPTIONS_USAGE_ERROR);
	}
}

/* --help and --version win over whatever stands behind them. */
static void
test_asked_to_speak(void **state)
{
	struct config config;

	(void)state;
	assert_int_equal(
	    command_line_read(&config, "--help --bogus"), OPTIONS_ANSWERED);
	config_free(&config);
	assert_int_equal(
	    command_line_read(&config, "--version x"), OPTIONS_ANSWERED);
	config_free(&config);
}

/* As many workers as asked for; else one a core, 64 at most. */
static void
test_workers(void **state)
{
	struct config config;

	(void)state;
	assert_int_equal(
	    command_line_read(&config, "--root x --workers 64"), OPTIONS_SERVE);
	assert_int_equal(config.workers, 64);
	config_free(&config);
	assert_int_equal(command_line_read(&config, "--root x"), OPTIONS_SERVE);
	assert_in_range(config.workers, 1, 64);
	config_free(&config);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_good),
	    cmocka_unit_test(test_bad),
	    cmocka_unit_test(test_asked_to_speak),
	    cmocka_unit_test(test_workers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
