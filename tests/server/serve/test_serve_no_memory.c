/*
 * Requests while each allocation fails, one after another: the answer is whole
 * or says that there is none just now, and the next one is whole.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gopher_request.h"
#include "no_memory.h"
#include "served_capsule.h"
#include "serve_gemini.h"
#include "serve_gopher.h"
#include "uri.h"

FAILING_MEMORY()

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct config_rule rules[] = {
    {(char[]){"/old.gmi"}, (char[]){"/both.gmi"}, false, 0},
    {(char[]){"/gone.gmi"}, NULL, false, 0},
};

static struct config_override overrides[] = {
    {(char[]){"*.foo"}, (char[]){"text/plain"}, NULL},
};

static struct config_private privates[] = {{.prefix = (char[]){"/inside/"}}};

static struct config_capsule capsules[] = {{
    .host = (char[]){"a.example"},
    .lang = (char[]){"en"},
    .rules = rules,
    .rule_count = COUNT(rules),
    .overrides = overrides,
    .override_count = COUNT(overrides),
    .privates = privates,
    .private_count = COUNT(privates),
    .listing = true,
}};

static struct config config = {
    .capsules = capsules,
    .capsule_count = COUNT(capsules),
    .gopher_width = 67,
    .gopher_ascii = true,
};

/* Two services of the same files: one that has learned nothing yet. */
static struct capsule known, fresh;

static const char *request;       /* a URI, or a selector */
static const struct reply *whole; /* the answer to it */

static struct reply
ask(struct capsule *capsule, const char *text)
{
	const struct gemini_client client = {.port = 1965};
	struct gopher_request selector;
	char line[256];
	struct uri uri;
	struct reply reply;

	snprintf(line, sizeof line, "%s\r\n", text);
	if (uri_parse(&uri, span_from(text)) && uri.scheme.len > 0)
		reply = serve_gemini(&capsule->service, &uri, &client);
	else if (gopher_request_parse(&selector, span_from(line)) ==
		 GOPHER_REQUEST_OK)
		reply = serve_gopher(&capsule->service, &selector, 7070);
	else
		abort();
	if (reply.fd >= 0)
		close(reply.fd);
	return reply;
}

static bool
is_whole(const struct reply *reply)
{
	return strcmp(reply->status, whole->status) == 0 &&
	       span_equal(reply->head, whole->head) &&
	       (reply->fd >= 0) == (whole->fd >= 0) &&
	       reply->file_size == whole->file_size &&
	       reply->framing == whole->framing;
}

static enum ending
answer(void)
{
	struct reply reply = ask(&fresh, request);
	enum ending ending = ENDING_PRETENDED;

	failing_call_end();
	if (is_whole(&reply))
		ending = ENDING_DONE;
	else if (reply.fd < 0 &&
		 (span_equal(reply.head,
		      SPAN("41 The server is busy; try again later.\r\n")) ||
		     span_starts_with(
			 reply.head, SPAN("3Not available just now\t"))))
		ending = ENDING_REFUSED;
	reply = ask(&fresh, request);
	return is_whole(&reply) ? ending : ENDING_PRETENDED;
}

static void
test_no_memory(void **state)
{
	static const char *const rows[] = {
	    "gemini://a.example/noindex/",
	    "/",
	    "/links.gmi",
	    "/words.gmi",
	    "/words.txt",
	    "/utf8/words.gmi",
	    "/old.gmi",
	    "/noindex/",
	};
	struct reply reply;

	(void)state;
	if (!FAILING_MEMORY_WORKS)
		skip();
	for (size_t i = 0; i < COUNT(rows); i++) {
		request = rows[i];
		reply = ask(&known, request);
		whole = &reply;
		no_memory_try(request, answer);
	}
}

/* What is answered without an allocation is answered without memory. */
static void
test_without_allocation(void **state)
{
	static const char *const rows[] = {
	    "gemini://a.example/",
	    "gemini://a.example/both.gmi",
	    "gemini://a.example/noext",
	    "gemini://a.example/old.gmi",
	    "gemini://a.example/gone.gmi",
	    "gemini://a.example/nope",
	    "gemini://a.example/inside/x.gmi",
	    "gemini://other.example/",
	    "URL:https://example.org/",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct reply wanted = ask(&known, rows[i]), reply;

		whole = &wanted;
		failing_call_begin("memory", 0, UINT32_MAX, ENOMEM);
		reply = ask(&fresh, rows[i]);
		failing_call_end();
		if (!is_whole(&reply))
			fail_msg("%s: %.*s", rows[i], (int)reply.head.len,
			    reply.head.ptr);
	}
}

static int
set_up(void **state)
{
	(void)state;
	capsule_make(&known);
	capsule_fill(&known);
	capsule_mkdir(&known, "root/inside");
	capsule_write(&known, "root/inside/x.gmi", "CANARY\n");
	capsule_write(&known, "root/words.gmi",
	    "# Años\n=> both.gmi\n=> /dir/ Dir\n=> pic.png\n=> "
	    "gopher://o.example/1/x X\n\nA long line “of” text: ½ — 5 µg and "
	    "more, which has to be broken somewhere before it ends.\n");
	capsule_write(&known, "root/links.gmi",
	    "=> noext\n=> x.foo\n=> de/x.foo\n=> dots.txt\n=> dir\n"
	    "=> inside/noext\n=> nope\n");
	fresh = known;
	capsule_serve(&known, &config);
	capsule_serve(&fresh, &config);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	capsule_stop(&fresh);
	capsule_stop(&known);
	capsule_remove(&known);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_no_memory),
	    cmocka_unit_test(test_without_allocation),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
