/*
 * Gemini: what is answered to which URI, and to whom.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "served_capsule.h"
#include "docroot.h"
#include "serve_gemini.h"
#include "uri.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define PAGE "20 text/gemini; charset=utf-8; lang=en\r\n"
#define PLAIN "20 text/plain; charset=utf-8; lang=en\r\n"

static struct capsule capsule;

static struct config_rule rules[] = {
    {(char[]){"/old.gmi"}, (char[]){"/about.gmi"}, false, 0},
    {(char[]){"/gone.gmi"}, NULL, false, 0},
    {(char[]){"/inside/old"}, (char[]){"/inside/new"}, false, 0},
    {(char[]){"/old/*"}, (char[]){"/new/*"}, true, 0},
    {(char[]){"/lost/*"}, NULL, false, 0},
    {(char[]){"/wide*"}, (char[]){"/*"}, false, 0},
};

static struct config_override overrides[] = {
    {(char[]){"*.foo"}, (char[]){"text/plain"}, NULL},
    {(char[]){"/de/*"}, NULL, (char[]){"de"}},
    {(char[]){"d:x/y.foo"}, (char[]){"never/the second"}, NULL},
    {(char[]){"dots.txt"}, (char[]){"text/x-dots; charset=x; a=b"}, NULL},
    {(char[]){"*.png"}, (char[]){"image/x-png"}, (char[]){"fr"}},
};

static struct config_private privates[] = {
    {.prefix = (char[]){"/inside/"}},
    {.prefix = (char[]){"/inside/closed/"}}, /* its list is set by setup */
};

static char *aliases[] = {(char[]){"www.a.example"}};

static struct config_capsule capsules[2] = {
    {
	.host = (char[]){"a.example"},
	.aliases = aliases,
	.alias_count = COUNT(aliases),
	.lang = (char[]){"en"},
	.rules = rules,
	.rule_count = COUNT(rules),
	.overrides = overrides,
	.override_count = COUNT(overrides),
	.privates = privates,
	.private_count = COUNT(privates),
    },
    {.host = (char[]){"b.example"}, .listing = true},
};

static struct config config = {
    .capsules = capsules, .capsule_count = COUNT(capsules)};

static int
setup(void **state)
{
	static char list[PATH_MAX];

	(void)state;
	capsule_make(&capsule);
	capsule_fill(&capsule);
	capsule_mkdir(&capsule, "root/inside");
	capsule_write(&capsule, "root/inside/x.gmi", "# Inside\n");
	capsule_mkdir(&capsule, "root/inside/closed");
	capsule_write(&capsule, "root/inside/closed/x.gmi", "# Closed\n");
	capsule_write(&capsule, "list", "# nobody\n");
	snprintf(list, sizeof list, "%s", capsule_path(&capsule, "list"));
	privates[1].fingerprints = list;
	capsules[1].root = capsule.root;
	capsule_serve(&capsule, &config);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	capsule_stop(&capsule);
	capsule_remove(&capsule);
	return 0;
}

/* Ask; a file that comes with the reply is closed. */
static struct reply
ask(const char *text, const struct gemini_client *client)
{
	struct uri uri;
	struct reply reply;

	if (!uri_parse(&uri, span_from(text)))
		fail_msg("%s is no URI", text);
	reply = serve_gemini(&capsule.service, &uri, client);
	if (reply.fd >= 0)
		close(reply.fd);
	return reply;
}

static void
check_head(const char *uri, const struct reply *reply, const char *head)
{
	/* A refusal's wording is not ours. */
	if (*head == '5' ? !span_starts_with(reply->head, span_from(head))
			 : !span_equal(reply->head, span_from(head)))
		fail_msg("%s: \"%.*s\", not \"%s\"", uri, (int)reply->head.len,
		    reply->head.ptr, head);
	assert_memory_equal(reply->status, head, 2);
	assert_int_equal(reply->status[2], '\0');
}

/* A URI, the head of its answer, and how long the file is; -1: none. */
static const struct {
	const char *uri, *head;
	int size;
} answers[] = {
    {"gemini://a.example/", PAGE, 35},
    {"gemini://a.example", PAGE, 35},
    {"GEMINI://A.Example./", PAGE, 35},
    {"gemini://www.a.example/", PAGE, 35},
    {"gemini://a.example:1965/", PAGE, 35},
    {"gemini://a.example:/", PAGE, 35},
    {"gemini://a.example/about.gmi", PAGE, 8},
    {"gemini://a.example/%61bout.gmi", PAGE, 8},
    {"gemini://a.example/about.gmi?hello", PAGE, 8},
    {"gemini://a.example/./dir/../about.gmi", PAGE, 8},
    {"gemini://a.example/about.txt", PLAIN, 15},
    {"gemini://a.example/noext", PLAIN, 22},
    {"gemini://a.example/empty.gmi", PAGE, 0},
    {"gemini://a.example/empty.txt", PLAIN, 0},
    {"gemini://a.example/sp%20ace.gmi", PAGE, 8},
    {"gemini://a.example/%C3%BCn%C3%AF.gmi", PAGE, 10},
    {"gemini://a.example/%2541.gmi", PAGE, 10},
    {"gemini://a.example/dir/", PAGE, 15},
    {"gemini://a.example/dir/index.gmi", PAGE, 15},
    {"gemini://a.example/dir", "31 /dir/\r\n", -1},
    {"gemini://a.example/dir?q", "31 /dir/\r\n", -1},
    {"gemini://a.example/dir/..", PAGE, 35},
    {"gemini://a.example/.well-known/x.txt", PLAIN, 6},
    {"gemini://a.example/link-in.gmi", PAGE, 8},
    /* nothing that may be seen */
    {"gemini://a.example/nope.gmi", "51", -1},
    {"gemini://a.example/About.gmi", "51", -1},
    {"gemini://a.example/about.gmi/", "51", -1},
    {"gemini://a.example/about.gmi;v=1", "51", -1},
    {"gemini://a.example/noindex", "51", -1},
    {"gemini://a.example/noindex/", "51", -1},
    {"gemini://a.example/.hidden.gmi", "51", -1},
    {"gemini://a.example/.git", "51", -1},
    {"gemini://a.example/.git/config", "51", -1},
    {"gemini://a.example/.well-known/", "51", -1},
    {"gemini://a.example/unreadable.gmi", "51", -1},
    {"gemini://a.example/fifo", "51", -1},
    {"gemini://a.example/sock", "51", -1},
    {"gemini://a.example/link-out.gmi", "51", -1},
    {"gemini://a.example/link-abs.gmi", "51", -1},
    {"gemini://a.example/link-dir", "51", -1},
    {"gemini://a.example/link-dir/secret.gmi", "51", -1},
    {"gemini://a.example/link-proc/", "51", -1},
    {"gemini://a.example/loop", "51", -1},
    {"gemini://a.example/dangling", "51", -1},
    {"gemini://a.example/../outside/secret.gmi", "51", -1},
    {"gemini://a.example/.%2E/outside/secret.gmi", "51", -1},
    {"gemini://a.example/../root-evil/secret.gmi", "51", -1},
    {"gemini://a.example/..%2foutside%2fsecret.gmi", "51", -1},
    {"gemini://a.example/%2fetc%2fpasswd", "51", -1},
    {"gemini://a.example//etc/passwd", "51", -1},
    {"gemini://a.example//dir", "51", -1},
    {"gemini://a.example/dir%0d%0a", "51", -1},
    {"gemini://a.example/about.gmi%00", "59", -1},
    /* not ours */
    {"gemini://c.example/", "53", -1},
    {"gemini://a.example.c.example/", "53", -1},
    {"gemini://evila.example/", "53", -1},
    {"gemini://a.example%00.c.example/", "53", -1},
    {"gemini://a.example:443/", "53", -1},
    {"gemini://127.0.0.1/", "53", -1},
    {"http://a.example/", "53", -1},
    {"titan://a.example/", "53", -1},
    {"gemini2://a.example/", "53", -1},
    /* rules */
    {"gemini://a.example/old.gmi", "30 /about.gmi\r\n", -1},
    {"gemini://a.example/old.gmi?q=%20", "30 /about.gmi\r\n", -1},
    {"gemini://a.example/%6Fld.gmi", "30 /about.gmi\r\n", -1},
    {"gemini://a.example/old/x%20y", "31 /new/x%20y\r\n", -1},
    {"gemini://a.example/old/%0d%0aX", "51", -1},
    {"gemini://a.example/wide/evil.example/", "30 /evil.example/\r\n", -1},
    {"gemini://a.example/gone.gmi", "52", -1},
    {"gemini://a.example/lost/x", "52", -1},
    {"gemini://b.example/gone.gmi", "51", -1},
    /* types */
    {"gemini://a.example/de/x.foo", "20 text/plain; charset=utf-8; lang=de\r\n",
	8},
    {"gemini://a.example/d:x/y.foo", PLAIN, 2},
    {"gemini://a.example/dots.txt",
	"20 text/x-dots; charset=x; a=b; lang=en\r\n", 8},
    {"gemini://a.example/pic.png", "20 image/x-png\r\n", 8},
    {"gemini://b.example/pic.png", "20 image/png\r\n", 8},
    {"gemini://b.example/about.gmi", "20 text/gemini; charset=utf-8\r\n", 8},
    /* listings */
    {"gemini://b.example/noindex", "31 /noindex/\r\n", -1},
    {"gemini://b.example/.git/", "51", -1},
    {"gemini://b.example/link-dir/", "51", -1},
    {"gemini://b.example/about.gmi/", "51", -1},
    {"gemini://b.example/", "20 text/gemini; charset=utf-8\r\n", 35},
};

static void
test_answers(void **state)
{
	const struct gemini_client client = {.port = 1965};

	(void)state;
	for (size_t i = 0; i < COUNT(answers); i++) {
		struct reply reply = ask(answers[i].uri, &client);

		check_head(answers[i].uri, &reply, answers[i].head);
		if ((reply.fd >= 0) != (answers[i].size >= 0) ||
		    (reply.fd >= 0 && reply.file_size != answers[i].size))
			fail_msg("%s: file %d of %d bytes", answers[i].uri,
			    reply.fd, (int)reply.file_size);
	}
}

/* The port that was connected to is the one that a URI has to name. */
static void
test_port(void **state)
{
	const struct gemini_client client = {.port = 1966};
	struct reply reply;

	(void)state;
	reply = ask("gemini://a.example/", &client);
	assert_string_equal(reply.status, "53");
	reply = ask("gemini://a.example:1966/", &client);
	assert_string_equal(reply.status, "20");
	/* What a router passes on, if the host says which port that is. */
	config.gemini_port = 1965;
	reply = ask("gemini://a.example/", &client);
	assert_string_equal(reply.status, "20");
	reply = ask("gemini://a.example:1967/", &client);
	assert_string_equal(reply.status, "53");
	config.gemini_port = 0;
}

static void
test_unknown_host(void **state)
{
	const struct gemini_client client = {.port = 1965};
	struct reply reply = ask("gemini://c.example/", &client);

	(void)state;
	assert_string_equal(reply.status, "53");
	assert_true(span_equal(reply.unknown_host, SPAN("c.example")));
	reply = ask("https://c.example/", &client);
	assert_string_equal(reply.status, "53");
	assert_int_equal(reply.unknown_host.len, 0);
	reply = ask("gemini://a.example:1966/", &client);
	assert_string_equal(reply.status, "53");
	assert_int_equal(reply.unknown_host.len, 0);
}

static void
test_listing(void **state)
{
	const struct gemini_client client = {.port = 1965};
	struct reply reply = ask("gemini://b.example/noindex/", &client);
	const char *start = "20 text/gemini; charset=utf-8\r\n"
			    "# Index of /noindex/\n\n=> ../ ../\n"
			    "=> a.gmi A (4 B, 20";

	(void)state;
	assert_true(span_starts_with(reply.head, span_from(start)));
	assert_int_equal(reply.fd, -1);
}

/* A listing is kept until its directory changes. */
static void
test_kept_listing(void **state)
{
	const struct gemini_client client = {.port = 1965};
	struct docroot *root = capsule.service.sites.items[1].root;
	const char *uri = "gemini://b.example/noindex/";
	struct docroot_file directory;
	struct reply reply;

	(void)state;
	do {
		docroot_enter(root, "noindex", &directory);
		close(directory.fd);
	} while (directory.identity.fresh);
	reply = ask(uri, &client);
	assert_true(span_find(reply.head, 'A') < reply.head.len);
	/* Written in place: the directory is the same. */
	capsule_write(&capsule, "root/noindex/a.gmi", "# Z\n");
	reply = ask(uri, &client);
	assert_true(span_ends_with(reply.head, SPAN(")\n")));
	assert_true(span_find(reply.head, 'Z') == reply.head.len);
	capsule_write(&capsule, "root/noindex/b.gmi", "# Y\n");
	reply = ask(uri, &client);
	assert_true(span_find(reply.head, 'Z') < reply.head.len);
	assert_true(span_find(reply.head, 'Y') < reply.head.len);
}

/* A redirect that does not fit into a header is none. */
static void
test_long_redirect(void **state)
{
	const struct gemini_client client = {.port = 1965};
	char uri[1100];
	struct reply reply;

	(void)state;
	snprintf(uri, sizeof uri, "gemini://a.example/old/%01000d", 0);
	reply = ask(uri, &client);
	assert_string_equal(reply.status, "31");
	assert_int_equal(reply.head.len, 3 + 5 + 1000 + 2);
	snprintf(uri, sizeof uri, "gemini://a.example/old/%01020d", 0);
	reply = ask(uri, &client);
	assert_string_equal(reply.status, "51");
}

/* Without memory for more there is always a header, and none that is wrong. */
static void
test_without_memory(void **state)
{
	static const struct {
		const char *uri, *head;
	} rows[] = {
	    {"gemini://a.example/about.gmi", PAGE},
	    {"gemini://a.example/dir", "31 /dir/\r\n"},
	    {"gemini://a.example/old.gmi", "30 /about.gmi\r\n"},
	    {"gemini://a.example/nope", "51 There is no such page.\r\n"},
	    {"gemini://b.example/noindex/",
		"41 The server is busy; try again later.\r\n"},
	};
	const struct gemini_client client = {.port = 1965};
	static const size_t rooms[] = {1, 40};

	(void)state;
	for (size_t i = 0; i < COUNT(rows) * COUNT(rooms); i++) {
		const char *uri = rows[i % COUNT(rows)].uri;
		struct reply reply;

		page_cache_free(capsule.service.pages);
		capsule.service.pages = page_cache_new();
		buffer_free(&capsule.service.head);
		capsule.service.head = BUFFER_LIMITED(rooms[i / COUNT(rows)]);
		reply = ask(uri, &client);
		check_head(uri, &reply, rows[i % COUNT(rows)].head);
	}
	buffer_free(&capsule.service.head);
	capsule.service.head = BUFFER_EMPTY;
}

/* A path, and the statuses for: no certificate, an outdated one, a good one. */
static const struct {
	const char *uri, *none, *outdated, *good;
} areas[] = {
    {"gemini://a.example/inside/x.gmi", "60", "62", "20"},
    {"gemini://a.example/inside/nope", "60", "62", "51"},
    {"gemini://a.example/inside/", "60", "62", "51"},
    {"gemini://a.example/inside", "60", "62", "51"},
    {"gemini://a.example/inside/old", "60", "62", "30"},
    {"gemini://a.example/%69nside/x.gmi", "60", "62", "20"},
    {"gemini://a.example/INSIDE/x.gmi", "60", "62", "51"},
    {"gemini://a.example/./inside/x.gmi", "60", "62", "20"},
    {"gemini://a.example/dir/../inside/x.gmi", "60", "62", "20"},
    {"gemini://a.example/dir/%2e%2E/inside/x.gmi", "60", "62", "20"},
    {"gemini://a.example/inside/.hidden", "60", "62", "51"},
    {"gemini://a.example/inside/closed/x.gmi", "60", "62", "61"},
    {"gemini://a.example/inside/closed/../x.gmi", "60", "62", "20"},
    {"gemini://a.example/inside/..", "20", "20", "20"},
    {"gemini://a.example/insideout", "51", "51", "51"},
    {"gemini://a.example//inside/x.gmi", "51", "51", "51"},
    {"gemini://a.example/inside%2fx.gmi", "51", "51", "51"},
    {"gemini://a.example/about.gmi", "20", "20", "20"},
};

static void
check_status(
    const char *uri, const struct gemini_client *client, const char *status)
{
	struct reply reply = ask(uri, client);

	if (strcmp(reply.status, status) != 0)
		fail_msg("%s: %s, not %s", uri, reply.status, status);
}

static void
test_private(void **state)
{
	const struct gemini_client none = {.port = 1965};
	const struct gemini_client outdated = {
	    .port = 1965, .has_certificate = true};
	const struct gemini_client good = {
	    .port = 1965, .has_certificate = true, .certificate_valid = true};

	(void)state;
	for (size_t i = 0; i < COUNT(areas); i++) {
		check_status(areas[i].uri, &none, areas[i].none);
		check_status(areas[i].uri, &outdated, areas[i].outdated);
		check_status(areas[i].uri, &good, areas[i].good);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_answers),
	    cmocka_unit_test(test_port),
	    cmocka_unit_test(test_unknown_host),
	    cmocka_unit_test(test_listing),
	    cmocka_unit_test(test_kept_listing),
	    cmocka_unit_test(test_long_redirect),
	    cmocka_unit_test(test_without_memory),
	    cmocka_unit_test(test_private),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
