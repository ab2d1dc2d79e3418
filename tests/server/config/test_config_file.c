/*
 * lozenged.conf: each fault with its line, each value where it belongs, and
 * what is printed reads back the same.
 */
#include "config.h"
#include "config_check.h"
#include "config_print.h"
#include "configure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <sys/stat.h>

#include "command_line.h"
#include "config_file.h"
#include "config_store.h"
#include "said.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))
#define SOCKET "expected [ADDR]:PORT, as 127.0.0.1:1965, [::1]:1965 or :1965"
#define LISTING "yes, no or path prefixes that begin and end with /"
#define HOST                                                                   \
	"expected a host name or an IP address (an international name in its " \
	"ASCII form, xn--...)"

/* Every test runs in a directory of its own, where the file is "f". */
static void
write_file(const char *name, const char *text, size_t len)
{
	FILE *file = fopen(name, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

static int
read_file(struct config *config, struct said *said, const char *name)
{
	int result;

	config_store_defaults(config);
	said_begin(said);
	result = config_file_read(config, name);
	said_end(said);
	return result;
}

static int
read_text(struct config *config, struct said *said, const char *text)
{
	write_file("f", text, strlen(text));
	return read_file(config, said, "f");
}

#define IN(text) "capsule a {\nroot = r\n" text "\n}\n"

static const struct {
	const char *text;
	const char *said; /* whole */
} bad[] = {
    /* the form */
    {"{", "f:1: a brace that is never closed: '{'\n"},
    {"#\n\ncapsule a {\n\n", "f:3: a brace that is never closed: '{'\n"},
    {"}", "f:1: unexpected '}'\n"},
    {"workers = 1 }", "f:1: unexpected '}'\n"},
    {"user = \"a", "f:1: a string that does not end on its line; expected "
		   "'\"'\n"},
    {"\nuser = 'a\n'",
	"f:2: a string that does not end on its line; expected '''\n"},
    {"\"\"", "f:1: an empty text that belongs to no option: '\"'\n"},
    {"user = a ''", "f:1: an empty text that belongs to no option: '''\n"},
    {"capsule a { \"\" }",
	"f:1: an empty text that belongs to no option: '\"'\n"},
    {"gone = {a, b}\n\"\"",
	"f:2: an empty text that belongs to no option: '\"'\n"},
    {"user = \"\"", "f:1: user \"\": expected the name of a user\n"},
    {"user = a;", "f:1: nothing ends an option but its line; unexpected ';'\n"},
    {"close-timeout = 10 s", "f:1: no such option 's'\n"},
    {"user = ${HOME}", "f:1: texts with signs need quotes; unexpected '$'\n"},
    {"/* x */", "f:1: texts with signs need quotes; unexpected '*'\n"},
    {"counts = \xc3\xbc",
	"f:1: texts with signs need quotes; unexpected byte 0xc3\n"},
    {"counts = a//b", "f:1: this text needs quotes; unexpected '/'\n"},
    {"include(x)", "f:1: texts with signs need quotes; unexpected '('\n"},
    {"\"user\" = a",
	"f:1: the name of an option has no quotes; unexpected '='\n"},
    {"\"{\" += a",
	"f:1: the name of an option has no quotes; unexpected '+'\n"},
    {"workers 3", "f:1: missing equal sign after option 'workers'\n"},
    {"workers = {3}", "f:1: unexpected token '{'\n"},
    {"gemini = {:1 :2}", "f:1: unexpected token ':2'\n"},
    {"capsule { }", "f:1: missing title for section 'capsule'\n"},
    {"user = \"a\\400\"", "f:1: invalid octal number '\\400'\n"},

    /* names */
    {"# one\n# two\nwrokers = 3",
	"f:3: no such option 'wrokers'; did you mean 'workers'?\n"},
    {"zzzz = 3", "f:1: no such option 'zzzz'\n"},
    {"root = 3",
	"f:1: no such option 'root'; it stands in a section capsule\n"},
    {IN("rooot = a"), "f:3: no such option 'rooot'; did you mean 'root'?\n"},
    {IN("") IN(""), "f:5: found duplicate title 'a'\n"},

    /* values; all of a file's faults are said */
    {"workers = 0\nworkers = 65",
	"f:2: workers \"65\": expected a number from 1 to 64\n"},
    {"workers = 0\nlog = all",
	"f:1: workers \"0\": expected a number from 1 to 64\n"
	"f:2: log \"all\": expected errors or requests\n"},
    {"workers = -1", "f:1: workers \"-1\": expected a number from 1 to 64\n"},
    {"workers = ''", "f:1: workers \"\": expected a number from 1 to 64\n"},
    {"sandbox = no",
	"f:1: sandbox \"no\": expected strict, best-effort or off\n"},
    {"key-isolation = 1", "f:1: key-isolation \"1\": expected off or on\n"},
    {"limit-loopback = 1", "f:1: limit-loopback \"1\": expected no or yes\n"},
    {"gopher-width = 39",
	"f:1: gopher-width \"39\": expected a number from 40 to 200\n"},
    {"gopher-width = 201",
	"f:1: gopher-width \"201\": expected a number from 40 to 200\n"},
    {"gopher-port = 65536",
	"f:1: gopher-port \"65536\": expected a number from 0 to 65535\n"},
    {"gopher-host = a_b", "f:1: gopher-host \"a_b\": " HOST "\n"},
    {"gopher-charset = latin1",
	"f:1: gopher-charset \"latin1\": expected utf-8 or ascii\n"},
    {"padding = 16385",
	"f:1: padding \"16385\": expected a number from 0 to 16384\n"},
    {"connections = 0",
	"f:1: connections \"0\": expected a number from 1 to 1000000\n"},
    {"close-timeout = 10ms", "f:1: close-timeout \"10ms\": expected a time "
			     "from 100ms to 1h, as 10s or 500ms\n"},
    {"user = 'a b'", "f:1: user \"a b\": expected the name of a user\n"},
    {"certs = ''", "f:1: certs \"\": expected a path\n"},
    {"counts = \"a\\x01\"", "f:1: counts \"a\x01\": expected a path\n"},
    {"log-address = yes",
	"f:1: log-address \"yes\": expected none, prefix or full\n"},
    {"log-to = file", "f:1: log-to \"file\": expected stderr or syslog\n"},

    /* sockets */
    {"gemini = {\n:1,\nx}", "f:3: gemini \"x\": " SOCKET ", or off\n"},
    {"gemini = {off, :1}", "f:1: gemini \"off\": " SOCKET ", or off\n"},
    {"gopher = on", "f:1: gopher \"on\": " SOCKET ", or off\n"},
    {"\nlistener x\n{ }", "f:3: listener \"x\": " SOCKET "\n"},
    {"listener :1 { protocol = http }",
	"f:1: protocol \"http\": expected gemini or gopher\n"},
    {"listener :1 { proxy = yes }",
	"f:1: listener \":1\": expected proxy-from = for who may send PROXY "
	"headers\n"},
    {"proxy-from = 10.0.0.0/33", "f:1: proxy-from \"10.0.0.0/33\": expected "
				 "an IP address or a net, as 192.0.2.0/24\n"},

    /* capsules */
    {"\ncapsule a { }",
	"f:2: capsule \"a\": expected root = and the directory to serve\n"},
    {"capsule \"b\xc3\xbc\" { root = r }",
	"f:1: capsule \"b\xc3\xbc\": " HOST "\n"},
    {IN("") "capsule A. { root = r }",
	"f:5: capsule \"A.\": expected a host that has not been named "
	"before\n"},
    {IN("listing = maybe"), "f:3: listing \"maybe\": expected " LISTING "\n"},
    {IN("listing = {/a/, /b}"), "f:3: listing \"/b\": expected " LISTING "\n"},
    {IN("listing = {yes, /a/}"),
	"f:3: listing \"yes\": expected " LISTING "\n"},
    {IN("listing = files/"), "f:3: listing \"files/\": expected " LISTING "\n"},
    {IN("aliases = {b,\na}"),
	"f:4: aliases \"a\": expected a host that has not been named "
	"before\n"},
    {IN("aliases = {b, B}"),
	"f:3: aliases \"B\": expected a host that has not been named "
	"before\n"},
    {IN("aliases = b") "capsule b { root = r }",
	"f:5: capsule \"b\": expected a host that has not been named "
	"before\n"},
    {IN("lang = en_US"), "f:3: lang \"en_US\": expected a BCP 47 language "
			 "tag, as en or pt-BR\n"},
    {IN("key = k"), "f:3: key \"k\": expected certificate = beside it\n"},
    {IN("certificate = c"),
	"f:3: certificate \"c\": expected key = beside it\n"},
    {IN("redirect old { to = '/n' }"),
	"f:3: redirect \"old\": expected a path, as /old.gmi, or a prefix, as "
	"/old/*\n"},
    {IN("redirect '/a*b' { to = '/n' }"),
	"f:3: redirect \"/a*b\": expected a path, as /old.gmi, or a prefix, "
	"as /old/*\n"},
    {IN("redirect /o { }"),
	"f:3: redirect \"/o\": expected to = and where it leads\n"},
    {IN("redirect /o {\nto = '//x/' }"),
	"f:4: to \"//x/\": expected a URI or a path, without a fragment and "
	"not beginning with //\n"},
    {IN("redirect /o { to = '/n#a' }"),
	"f:3: to \"/n#a\": expected a URI or a path, without a fragment and "
	"not beginning with //\n"},
    {IN("redirect /o { to = /n }\ngone = /o"),
	"f:4: gone \"/o\": expected a path that no other redirect or gone "
	"has\n"},
    {IN("media '*.x' { }"), "f:3: media \"*.x\": expected type = or lang =\n"},
    {IN("media '*.x' { type = text }"),
	"f:3: type \"text\": expected a media type, as text/plain\n"},
    {IN("private /m { }"), "f:3: private \"/m\": expected a path prefix that "
			   "begins and ends with /\n"},
};

static void
test_bad(void **state)
{
	(void)state;

	for (size_t i = 0; i < COUNT(bad); i++) {
		struct config config;
		struct said said;

		assert_int_equal(read_text(&config, &said, bad[i].text), -1);
		config_free(&config);
		assert_string_equal(said.text, bad[i].said);
	}
}

/* A NUL byte; no file; a directory; an empty file, which is good. */
static void
test_odd_files(void **state)
{
	struct config config;
	struct said said;

	(void)state;
	write_file("f", "user = \"a\0b\"", 12);
	assert_int_equal(read_file(&config, &said, "f"), -1);
	config_free(&config);
	assert_string_equal(said.text, "f:1: a NUL byte in a string\n");

	assert_int_equal(read_file(&config, &said, "none"), -1);
	config_free(&config);
	assert_string_equal(
	    said.text, "lozenged: -c: none: No such file or directory\n");

	assert_int_equal(read_file(&config, &said, "."), -1);
	config_free(&config);
	assert_non_null(strstr(said.text, "lozenged: -c: ."));

	assert_int_equal(read_text(&config, &said, ""), 0);
	config_free(&config);
	assert_string_equal(said.text, "");
}

static const char everything[] =
    "# all of it\n"
    "gemini = {\":1965\", [::1]:1966}\r\n"
    "gemini += 127.0.0.1:1968\n"
    "gopher = off\n"
    "proxy-from = {127.0.0.1, \"2001:db8::/32\"}\n"
    "listener :1967 { protocol = gopher proxy = on }\n"
    "certs = 'keys $HOME \"x\" \\\\'  # and a comment\n"
    "user = www-data\n"
    "workers = 3  workers = 4\n"
    "key-isolation = no\n"
    "sandbox = strict\n"
    "gopher-host = Gopher.Example.\n"
    "gemini-port = 1965\n"
    "gopher-port = 70\n"
    "gopher-width = 80\n"
    "gopher-charset = utf-8\n"
    "handshake-timeout = 1\n"
    "request-timeout = 1500ms\n"
    "progress-window = 1m\n"
    "close-timeout = 100ms\n"
    "drain-timeout = 1h\n"
    "connections = 100\n"
    "connections-per-address = 0\n"
    "handshakes = 10\n"
    "rate = 60\n"
    "limit-loopback = yes\n"
    "log = requests\n"
    "log-address = prefix\n"
    "log-to = syslog\n"
    "padding = 0\n"
    "counts = \"/var/${HOME}\"\n"
    "capsule Example.org {\n"
    "	root = pages\n"
    "	aliases = {www.example.org, 'Example.com'}\n"
    "	lang = en\n"
    "	certificate = cert.pem\n"
    "	key = /key.pem\n"
    "	listing = yes  search = off\n"
    "	redirect '/o/*' { to = /n }\n"
    "	redirect '/old/*' { to = /n permanent = yes }\n"
    "	redirect '/old' { to = \"gemini://a.example/?q\" }\n"
    "	gone = {/x, '/*'}\n"
    "	media '*.foo' { type = 'text/x; charset=utf-8' lang = fr }\n"
    "	private /members/ { certificates = members }\n"
    "	private /others/ { authority = ca.pem }\n"
    "}\n"
    "capsule example.net { root = /srv/net listing = {/files/, '/o d/'} }\n";

static void
assert_server(const struct config *config)
{
	assert_string_equal(config->file, "d/f");
	assert_string_equal(config->certs_dir, "d/keys $HOME \"x\" \\");
	assert_string_equal(config->user, "www-data");
	assert_int_equal(config->workers, 4);
	assert_false(config->key_isolation);
	assert_int_equal(config->sandbox, CONFIG_SANDBOX_STRICT);
	assert_string_equal(config->gopher_host, "gopher.example");
	assert_int_equal(config->gemini_port, 1965);
	assert_int_equal(config->gopher_port, 70);
	assert_int_equal(config->gopher_width, 80);
	assert_false(config->gopher_ascii);
	assert_int_equal(config->handshake_timeout_ms, 1000);
	assert_int_equal(config->request_timeout_ms, 1500);
	assert_int_equal(config->progress_window_ms, 60000);
	assert_int_equal(config->close_timeout_ms, 100);
	assert_int_equal(config->drain_timeout_ms, 3600000);
	assert_int_equal(config->connections, 100);
	assert_int_equal(config->connections_per_address, 0);
	assert_int_equal(config->handshakes, 10);
	assert_int_equal(config->rate, 60);
	assert_true(config->limit_loopback);
	assert_int_equal(config->log, CONFIG_LOG_REQUESTS);
	assert_int_equal(config->log_address, CONFIG_ADDRESS_PREFIX);
	assert_true(config->syslog);
	assert_int_equal(config->padding, 0);
	assert_string_equal(config->counts, "/var/${HOME}");
}

static void
assert_sockets(const struct config *config)
{
	static const struct {
		enum config_protocol protocol;
		const char *address;
		unsigned port;
		bool proxy;
	} expected[] = {
	    {CONFIG_GEMINI, "", 1965, false},
	    {CONFIG_GEMINI, "::1", 1966, false},
	    {CONFIG_GEMINI, "127.0.0.1", 1968, false},
	    {CONFIG_GOPHER, "", 1967, true},
	};

	assert_int_equal(config->listener_count, COUNT(expected));
	for (size_t i = 0; i < COUNT(expected); i++) {
		const struct config_listener *listener = &config->listeners[i];

		assert_int_equal(listener->protocol, expected[i].protocol);
		assert_string_equal(
		    listener->address != NULL ? listener->address : "",
		    expected[i].address);
		assert_int_equal(listener->port, expected[i].port);
		assert_int_equal(listener->proxy, expected[i].proxy);
	}
	assert_int_equal(config->proxy_source_count, 2);
	assert_string_equal(config->proxy_sources[0], "127.0.0.1");
	assert_string_equal(config->proxy_sources[1], "2001:db8::/32");
}

/* Exact paths first, then prefixes from long to short. */
static void
assert_rules(const struct config_capsule *capsule)
{
	static const struct {
		const char *path, *target;
		bool permanent;
	} expected[] = {
	    {"/old", "gemini://a.example/?q", false},
	    {"/x", NULL, false},
	    {"/old/*", "/n", true},
	    {"/o/*", "/n", false},
	    {"/*", NULL, false},
	};

	assert_int_equal(capsule->rule_count, COUNT(expected));
	for (size_t i = 0; i < COUNT(expected); i++) {
		const struct config_rule *rule = &capsule->rules[i];

		assert_string_equal(rule->path, expected[i].path);
		if (expected[i].target == NULL)
			assert_null(rule->target);
		else
			assert_string_equal(rule->target, expected[i].target);
		assert_int_equal(rule->permanent, expected[i].permanent);
	}
}

static void
assert_capsules(const struct config *config)
{
	const struct config_capsule *capsule = &config->capsules[0];

	assert_int_equal(config->capsule_count, 2);
	assert_int_equal(capsule->line, 32);
	assert_string_equal(capsule->host, "example.org");
	assert_int_equal(capsule->alias_count, 2);
	assert_string_equal(capsule->aliases[1], "example.com");
	assert_string_equal(capsule->root, "d/pages");
	assert_string_equal(capsule->lang, "en");
	assert_string_equal(capsule->certificate, "d/cert.pem");
	assert_string_equal(capsule->key, "/key.pem");
	assert_true(capsule->listing);
	assert_false(capsule->search);
	assert_rules(capsule);
	assert_int_equal(capsule->override_count, 1);
	assert_string_equal(capsule->overrides[0].pattern, "*.foo");
	assert_string_equal(
	    capsule->overrides[0].media_type, "text/x; charset=utf-8");
	assert_string_equal(capsule->overrides[0].lang, "fr");
	assert_int_equal(capsule->private_count, 2);
	assert_string_equal(capsule->privates[0].prefix, "/members/");
	assert_string_equal(capsule->privates[0].fingerprints, "d/members");
	assert_null(capsule->privates[0].authority);
	assert_null(capsule->privates[1].fingerprints);
	assert_string_equal(capsule->privates[1].authority, "d/ca.pem");
	assert_string_equal(config->capsules[1].root, "/srv/net");
	assert_false(config->capsules[1].listing);
	assert_int_equal(capsule->listed_count, 0);
	assert_int_equal(config->capsules[1].listed_count, 2);
	assert_string_equal(config->capsules[1].listed[0], "/files/");
	assert_string_equal(config->capsules[1].listed[1], "/o d/");
	assert_true(config->capsules[1].search);
}

static void
test_everything(void **state)
{
	struct config config;
	struct said said;

	(void)state;
	write_file("d/f", everything, strlen(everything));
	assert_int_equal(read_file(&config, &said, "d/f"), 0);
	assert_string_equal(said.text, "");
	assert_server(&config);
	assert_sockets(&config);
	assert_capsules(&config);
	config_free(&config);
}

/* The config of a command line, printed; the caller frees it. */
static char *
printed(const char *line)
{
	struct config config;
	char *text = NULL;
	size_t len;
	FILE *stream = open_memstream(&text, &len);

	assert_int_equal(command_line_read(&config, line), OPTIONS_PRINT);
	assert_int_equal(config_print(stream, &config), 0);
	fclose(stream);
	config_free(&config);
	return text;
}

/* What is printed, read back from another directory, prints the same. */
static void
test_round_trip(void **state)
{
	char *first, *second;

	(void)state;
	write_file("d/f", everything, strlen(everything));
	first = printed("-nn -c d/f");
	write_file("g", first, strlen(first));
	second = printed("-nn -c g");
	assert_string_equal(first, second);
	assert_non_null(strstr(first, "/d/keys $HOME \\\"x\\\" \\\\\"\n"));
	free(first);
	free(second);
}

/* Options win: over a value, over sockets, over the first capsule. */
static void
test_options_win(void **state)
{
	char *text;

	(void)state;
	write_file("d/f", everything, strlen(everything));
	text = printed("-nn -c d/f --workers 9");
	assert_non_null(strstr(text, "workers = 9\n"));
	free(text);
	text = printed("-nn -c d/f --gopher :7");
	assert_non_null(strstr(text, "gopher = {\":7\"}\n"));
	assert_null(strstr(text, "listener"));
	free(text);
	text = printed("-nn -c d/f --root /other");
	assert_non_null(strstr(text, "root = \"/other\"\n"));
	assert_non_null(strstr(text, "root = \"/srv/net\"\n"));
	free(text);
}

static const struct {
	const char *text;
	const char *sockets; /* the first lines of what is printed */
} socket_rows[] = {
    {IN(""), "gemini = {\":1965\"}\ngopher = {\":7070\"}\n"},
    {"gemini = :1\n" IN(""), "gemini = {\":1\"}\ngopher = {\":7070\"}\n"},
    {"gopher = {}\n" IN(""), "gemini = {\":1965\"}\ngopher = off\n"},
    {"gopher = {:70, [::1]:71}\n" IN(""),
	"gemini = {\":1965\"}\ngopher = {\":70\", \"[::1]:71\"}\n"},
    {"gemini = off\n" IN(""), "gemini = off\ngopher = {\":7070\"}\n"},
    {"listener :5 { protocol = gopher }\n" IN(""),
	"gemini = {\":1965\"}\ngopher = {\":5\"}\n"},
    {"gopher = :4\nlistener :5 { protocol = gopher }\n" IN(""),
	"gemini = {\":1965\"}\ngopher = {\":4\", \":5\"}\n"},
};

static void
test_sockets(void **state)
{
	(void)state;

	for (size_t i = 0; i < COUNT(socket_rows); i++) {
		size_t len = strlen(socket_rows[i].sockets);
		char *text;

		write_file(
		    "f", socket_rows[i].text, strlen(socket_rows[i].text));
		text = printed("-nn -c f");
		if (strncmp(text, socket_rows[i].sockets, len) != 0)
			fail_msg("row %zu: %s", i, text);
		free(text);
	}
}

/* What is there passes; what is not is said with its line. */
static void
test_check(void **state)
{
	struct config config;
	struct said said;

	(void)state;
	assert_int_equal(read_text(&config, &said,
			     "capsule a { root = d }\n"
			     "capsule b {\n"
			     "	root = none\n"
			     "	certificate = d/c\n"
			     "	key = d/k\n"
			     "	private /m/ { certificates = g }\n"
			     "	private /n/ { certificates = d }\n"
			     "	private /o/ {\n"
			     "	authority = none }\n"
			     "}\n"
			     "certs = none/certs\n"
			     "counts = none/counts\n"),
	    0);
	write_file("g", "# nobody\nxyz name\n", 18);
	said_begin(&said);
	assert_int_equal(config_check(&config), 8);
	said_end(&said);
	config_free(&config);
	assert_string_equal(said.text,
	    "f:11: certs \"none/certs\": No such file or directory\n"
	    "f:12: counts \"none/counts\": No such file or directory\n"
	    "f:1: root \"d\": warning: not everyone may enter it (chmod "
	    "o+x); its pages will be missing\n"
	    "f:3: root \"none\": No such file or directory\n"
	    "f:4: certificate \"d/c\": No such file or directory\n"
	    "f:5: key \"d/k\": No such file or directory\n"
	    "g:2: a SHA-256 fingerprint has 64 hex digits, with a colon "
	    "between each two or none at all\n"
	    "f:7: certificates \"d\": not a regular file\n"
	    "f:8: authority \"none\": No such file or directory\n");

	assert_int_equal(chmod("d", 0755), 0);
	assert_int_equal(
	    read_text(&config, &said, "capsule a { root = d }"), 0);
	said_begin(&said);
	assert_int_equal(config_check(&config), 0);
	said_end(&said);
	config_free(&config);
	assert_string_equal(said.text, "");
}

static int
enter_directory(void **state)
{
	static char path[] = "/tmp/test_config_file.XXXXXX";

	/* What the workers read lies where any user may pass. */
	if (mkdtemp(path) == NULL || chmod(path, 0755) != 0 ||
	    chdir(path) != 0 || mkdir("d", 0700) != 0)
		return -1;
	*state = path;
	return 0;
}

static int
leave_directory(void **state)
{
	unlink("f");
	unlink("g");
	unlink("d/f");
	rmdir("d");
	return chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_bad),
	    cmocka_unit_test(test_odd_files),
	    cmocka_unit_test(test_everything),
	    cmocka_unit_test(test_round_trip),
	    cmocka_unit_test(test_options_win),
	    cmocka_unit_test(test_sockets),
	    cmocka_unit_test(test_check),
	};

	return cmocka_run_group_tests(tests, enter_directory, leave_directory);
}
