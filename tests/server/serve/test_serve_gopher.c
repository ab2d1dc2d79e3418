/*
 * Gopher: what is answered to which selector.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "served_capsule.h"
#include "gopher_request.h"
#include "serve_gopher.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define INFO "\t\terror.host\t1\r\n"
#define END ".\r\n"
#define OURS "\ta.example\t7070\r\n"
#define NOT_FOUND "3There is no such page." INFO END

static struct capsule capsule;

static struct config_rule rules[] = {
    {(char[]){"/old.gmi"}, (char[]){"/both.gmi"}, false, 0},
    {(char[]){"/twin.gmi"}, (char[]){"/both.txt"}, false, 0},
    {(char[]){"/whole"}, (char[]){"gemini://a.example/both.gmi"}, false, 0},
    {(char[]){"/near/x"}, (char[]){"../about.txt"}, false, 0},
    {(char[]){"/hop"}, (char[]){"/old.gmi"}, false, 0},
    {(char[]){"/to-dir"}, (char[]){"/dir"}, false, 0},
    {(char[]){"/to-inside"}, (char[]){"/inside/x.gmi"}, false, 0},
    {(char[]){"/to-hidden"}, (char[]){"/.hidden.gmi"}, false, 0},
    {(char[]){"/away"}, (char[]){"gemini://c.example/x"}, false, 0},
    {(char[]){"/inside/gone"}, NULL, false, 0},
    {(char[]){"/gone.gmi"}, NULL, false, 0},
    {(char[]){"/fr/moved"}, (char[]){"gemini://c.example/x"}, false, 0},
    {(char[]){"/moved/*"}, (char[]){"/dir/*"}, false, 0},
};

static struct config_override overrides[] = {
    {(char[]){"*.foo"}, (char[]){"text/plain"}, NULL},
    {(char[]){"dots.txt"}, (char[]){"text/gemini"}, NULL},
    {(char[]){"empty.gmi"}, (char[]){"application/x-empty"}, NULL},
    {(char[]){"words.gmi"}, NULL, (char[]){"es"}},
    {(char[]){"page.de"}, (char[]){"text/gemini"}, (char[]){"de"}},
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
}};

static struct config config = {
    .capsules = capsules,
    .capsule_count = COUNT(capsules),
    .gopher_width = 67,
    .gopher_ascii = true,
};

static int
setup(void **state)
{
	(void)state;
	capsule_make(&capsule);
	capsule_fill(&capsule);
	capsule_mkdir(&capsule, "root/inside");
	capsule_write(&capsule, "root/inside/x.gmi", "CANARY\n");
	capsule_write(&capsule, "root/inside/noext", "GIF89a\n");
	capsule_write(&capsule, "root/words.gmi",
	    "# Años\n=> both.gmi\n=> /dir/ Dir\n=> pic.png\n=> "
	    "gopher://o.example/1/x X\n");
	capsule_write(&capsule, "root/signs.gmi", "“½” – 5 µg\n");
	capsule_write(&capsule, "root/page.de", "Größe\n");
	capsule_write(&capsule, "root/.lozenge", "translation fr\n");
	capsule_mkdir(&capsule, "root/fr");
	capsule_write(&capsule, "root/fr/page.gmi", "À 20 °C\n");
	capsule_write(&capsule, "root/links.gmi",
	    "=> noext\n=> x.foo\n=> de/x.foo\n=> dots.txt\n=> dir\n"
	    "=> inside/noext\n=> nope\n");
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
ask(const char *line)
{
	struct gopher_request request;
	char bytes[256];
	struct reply reply;

	snprintf(bytes, sizeof bytes, "%s\r\n", line);
	if (gopher_request_parse(&request, span_from(bytes)) !=
	    GOPHER_REQUEST_OK)
		fail_msg("%s is no request", line);
	reply = serve_gopher(&capsule.service, &request, 7070);
	if (reply.fd >= 0)
		close(reply.fd);
	return reply;
}

/* What a page begins with that has a plain text of its own. */
#define TEXT_AT(path) "0This page as plain text\t" path OURS "i" INFO

/* A request, its item type, its bytes; NULL: a file, of so many bytes. */
static const struct {
	const char *line, *type, *bytes;
	int size;
} answers[] = {
    {"", "1",
	TEXT_AT("/index.txt") "iHome" INFO "1About\t/about.gmi" OURS
			      "0noext\t/noext" OURS END,
	0},
    {"/", "1",
	TEXT_AT("/index.txt") "iHome" INFO "1About\t/about.gmi" OURS
			      "0noext\t/noext" OURS END,
	0},
    {"/about.gmi", "1", "iAbout" INFO END, 0},
    {"about.gmi", "1", "iAbout" INFO END, 0},
    {"1/about.gmi", "1", "iAbout" INFO END, 0},
    {"/about.gmi\t+", "1", "iAbout" INFO END, 0},
    {"/about.txt", "0", NULL, 15},
    {"0/about.txt", "0", NULL, 15},
    {"/noext", "0", NULL, 22},
    {"/pic.png", "I", NULL, 8},
    {"/empty.txt", "0", NULL, 0},
    {"/both.gmi", "1",
	TEXT_AT("/both.txt") "iA page" INFO "iwith text" INFO END, 0},
    {"/both.txt", "0", "A page\r\n======\r\nwith text\r\n.\r\n", 0},
    {"/dir", "1",
	TEXT_AT("/dir/index.txt") "iDir" INFO "1x.gmi\t/dir/x.gmi" OURS END, 0},
    {"/dir/", "1",
	TEXT_AT("/dir/index.txt") "iDir" INFO "1x.gmi\t/dir/x.gmi" OURS END, 0},
    {"/dir/../about.gmi", "1", "iAbout" INFO END, 0},
    {"/sp ace.gmi", "1", TEXT_AT("/sp ace.txt") "iSpace" INFO END, 0},
    {"/\xC3\xBCn\xC3\xAF.gmi", "1",
	TEXT_AT("/\xC3\xBCn\xC3\xAF.txt") "iUnicode" INFO END, 0},
    {"/%41.gmi", "1", TEXT_AT("/%41.txt") "iPercent" INFO END, 0},
    {"/link-in.gmi", "1", TEXT_AT("/link-in.txt") "iAbout" INFO END, 0},
    {"/.well-known/x.txt", "0", NULL, 6},
    /* nothing that may be seen */
    {"/nope.gmi", "3", NOT_FOUND, 0},
    {"/nope.txt", "3", NOT_FOUND, 0},
    {"/noindex", "3", NOT_FOUND, 0},
    {"/noindex/", "3", NOT_FOUND, 0},
    {"/.hidden.gmi", "3", NOT_FOUND, 0},
    {"/.hidden.txt", "3", NOT_FOUND, 0},
    {"/.git/config", "3", NOT_FOUND, 0},
    {"/unreadable.gmi", "3", NOT_FOUND, 0},
    {"/unreadable.txt", "3", NOT_FOUND, 0},
    {"/fifo", "3", NOT_FOUND, 0},
    {"/sock", "3", NOT_FOUND, 0},
    {"/link-out.txt", "3", NOT_FOUND, 0},
    {"/link-abs.txt", "3", NOT_FOUND, 0},
    {"/link-dir/secret.txt", "3", NOT_FOUND, 0},
    {"/loop", "3", NOT_FOUND, 0},
    {"..", "3", NOT_FOUND, 0},
    {"../outside/secret.txt", "3", NOT_FOUND, 0},
    {"/../root-evil/secret.txt", "3", NOT_FOUND, 0},
    {"//etc/passwd", "3", NOT_FOUND, 0},
    {"/%2e%2e/outside/secret.txt", "3", NOT_FOUND, 0},
    {"\\..\\..\\etc\\passwd", "3", NOT_FOUND, 0},
    {"/\xff\xfe\xfd", "3", NOT_FOUND, 0},
    {"/server-status", "3", NOT_FOUND, 0},
    {"gemini://a.example/", "3", NOT_FOUND, 0},
    /* rules: a local redirect is followed, once */
    {"/old.gmi", "1", TEXT_AT("/both.txt") "iA page" INFO "iwith text" INFO END,
	0},
    {"/x/../old.gmi", "1",
	TEXT_AT("/both.txt") "iA page" INFO "iwith text" INFO END, 0},
    {"/old.txt", "0", "A page\r\n======\r\nwith text\r\n.\r\n", 0},
    {"/twin.gmi", "0", "A page\r\n======\r\nwith text\r\n.\r\n", 0},
    {"/whole", "1", TEXT_AT("/both.txt") "iA page" INFO "iwith text" INFO END,
	0},
    {"/near/x", "0", NULL, 15},
    {"/hop", "3", NOT_FOUND, 0},
    {"/to-dir", "1",
	TEXT_AT("/dir/index.txt") "iDir" INFO "1x.gmi\t/dir/x.gmi" OURS END, 0},
    {"/to-inside", "3", NOT_FOUND, 0},
    {"/to-hidden", "3", NOT_FOUND, 0},
    {"/moved/index.gmi", "1",
	TEXT_AT("/dir/index.txt") "iDir" INFO "1x.gmi\t/dir/x.gmi" OURS END, 0},
    {"/moved/", "1",
	TEXT_AT("/dir/index.txt") "iDir" INFO "1x.gmi\t/dir/x.gmi" OURS END, 0},
    {"/away", "1",
	"iThis page has moved:" INFO
	"hgemini://c.example/x\tURL:gemini://c.example/x" OURS END,
	0},
    {"/gone.gmi", "3", "3This page has been removed." INFO END, 0},
    {"/gone.txt", "3", "3This page has been removed." INFO END, 0},
    /* private areas are not there, not even what is gone in them */
    {"/inside/x.gmi", "3", NOT_FOUND, 0},
    {"/inside/x.txt", "3", NOT_FOUND, 0},
    {"/Inside/x.gmi", "3", NOT_FOUND, 0},
    {"0/inside/x.txt", "3", NOT_FOUND, 0},
    {"/dir/../inside/x.gmi", "3", NOT_FOUND, 0},
    {"/inside", "3", NOT_FOUND, 0},
    {"/inside/", "3", NOT_FOUND, 0},
    {"/inside/gone", "3", NOT_FOUND, 0},
    {"/inside/noext", "3", NOT_FOUND, 0},
    /* types */
    {"/de/x.foo", "0", NULL, 8},
    {"/dots.txt", "1", "i." INFO "i.." INFO "i.x" INFO END, 0},
    {"/empty.gmi", "9", NULL, 0},
    {"/links.gmi", "1",
	TEXT_AT("/links.txt") "0noext\t/noext" OURS "0x.foo\t/x.foo" OURS
			      "0de/x.foo\t/de/x.foo" OURS
			      "1dots.txt\t/dots.txt" OURS "1dir\t/dir" OURS
			      "0inside/noext\t/inside/noext" OURS
			      "0nope\t/nope" OURS END,
	0},
};

static void
test_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(answers); i++) {
		struct reply reply = ask(answers[i].line);
		const char *bytes = answers[i].bytes;

		if (strcmp(reply.status, answers[i].type) != 0)
			fail_msg(
			    "\"%s\": type %s", answers[i].line, reply.status);
		if ((reply.fd >= 0) != (bytes == NULL) ||
		    reply.file_size != answers[i].size ||
		    !span_equal(reply.head, span_from(bytes)))
			fail_msg("\"%s\": file of %d bytes, \"%.*s\"",
			    answers[i].line, (int)reply.file_size,
			    (int)reply.head.len, reply.head.ptr);
	}
}

/* The same again, when pages are cached. */
static void
test_answers_again(void **state)
{
	test_answers(state);
}

static void
test_caps(void **state)
{
	struct reply reply = ask("/caps.txt");

	(void)state;
	assert_string_equal(reply.status, "0");
	assert_true(span_starts_with(reply.head, SPAN("CAPS\r\n")));
	capsule_write(&capsule, "root/caps.gmi", "own\n");
	reply = ask("/caps.txt");
	assert_true(span_equal(reply.head, SPAN("own\r\n.\r\n")));
	capsule_write(&capsule, "root/caps.txt", "file\n");
	reply = ask("/caps.txt");
	assert_int_equal(reply.file_size, 5);
}

static void
test_url(void **state)
{
	struct reply reply = ask("URL:https://example.org/");

	(void)state;
	assert_string_equal(reply.status, "h");
	reply = ask("URL:javascript:alert(1)");
	assert_string_equal(reply.status, "3");
}

static bool
says(const struct reply *reply, const char *text)
{
	return memmem(reply->head.ptr, reply->head.len, text, strlen(text)) !=
	       NULL;
}

/* Without memory for it an answer is an error, and a whole one. */
static void
test_without_memory(void **state)
{
	static const char *const lines[] = {
	    "/nope", "/about.gmi", "/both.txt", "URL:https://example.org/"};
	struct span error = SPAN("3Not available just now\t\terror.host\t1\r\n"
				 ".\r\n");

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct reply reply;

		page_cache_free(capsule.service.pages);
		capsule.service.pages = page_cache_new();
		buffer_free(&capsule.service.head);
		capsule.service.head = BUFFER_LIMITED(10);
		reply = ask(lines[i]);
		assert_string_equal(reply.status, "3");
		assert_true(span_equal(reply.head, error));
	}
	buffer_free(&capsule.service.head);
	capsule.service.head = BUFFER_EMPTY;
}

/* What a menu begins with whose words ASCII changes; the mirror's. */
#define UTF8_AT(text, path)                                                    \
	"0This page as plain text\t" text OURS                                 \
	"1This page in UTF-8\t" path OURS "i" INFO
#define UTF8_ES(text, path)                                                    \
	"0Esta pagina en texto sin formato\t" text OURS                        \
	"1Esta pagina en UTF-8\t" path OURS "i" INFO
#define ASCII_AT(text, path)                                                   \
	"0This page as plain text\t" text OURS                                 \
	"1This page in ASCII\t" path OURS "i" INFO
#define ASCII_ES(text, path)                                                   \
	"0Esta página en texto sin formato\t" text OURS                        \
	"1Esta página en ASCII\t" path OURS "i" INFO

/*
 * A page in ASCII is spelt as its language is; in the mirror it is as it was
 * written, and its links stay there.
 */
static const struct {
	const char *line, *bytes;
} mirrored[] = {
    {"/words.gmi",
	UTF8_ES("/words.txt",
	    "/utf8/words.gmi") "iAnios" INFO "1both.gmi\t/both.gmi" OURS
			       "1Dir\t/dir/" OURS "Ipic.png\t/pic.png" OURS
			       "1X\t/x\to.example\t70\r\n" END},
    {"/utf8/words.gmi",
	ASCII_ES("/utf8/words.txt",
	    "/words.gmi") "iAños" INFO "1both.gmi\t/utf8/both.gmi" OURS
			  "1Dir\t/utf8/dir/" OURS "Ipic.png\t/pic.png" OURS
			  "1X\t/x\to.example\t70\r\n" END},
    {"/words.txt", "Anios\r\n=====\r\n"},
    {"/utf8/words.txt", "Años\r\n====\r\n"},
    {"1/utf8/dir",
	ASCII_AT("/utf8/dir/index.txt", "/dir/index.gmi") "iDir" INFO},
    {"/utf8", ASCII_AT("/utf8/index.txt", "/index.gmi") "iHome" INFO},
    {"/utf8/", ASCII_AT("/utf8/index.txt", "/index.gmi") "iHome" INFO},
    {"/.utf8/both.gmi",
	ASCII_AT("/.utf8/both.txt", "/both.gmi") "iA page" INFO},
    {"/signs.gmi", "0This page as plain text\t/signs.txt" OURS "i" INFO
		   "i\"1/2\" - 5 micrograms" INFO},
    {"/fr/page.gmi", "0Cette page en texte brut\t/fr/page.txt" OURS
		     "1Cette page en UTF-8\t/utf8/fr/page.gmi" OURS "i" INFO
		     "iA 20 degres C" INFO},
    {"/fr/nope.gmi", "3Cette page n'existe pas." INFO END},
    {"/utf8/fr/nope.gmi", "3Cette page n’existe pas." INFO END},
    {"/fr/moved", "iCette page a ete deplacee :" INFO "hgemini://c.example/x"},
    {"/utf8/fr/page.txt", "À 20 °C\r\n"},
    {"/utf8/signs.txt", "“½” – 5 µg\r\n"},
    {"/page.de",
	"1Diese Seite in UTF-8\t/utf8/page.de" OURS "i" INFO "iGroesse" INFO},
    /* rules and private areas are about the path itself */
    {"/utf8/old.gmi", ASCII_AT("/utf8/both.txt", "/both.gmi") "iA page" INFO},
    {"/utf8/gone.gmi", "3This page has been removed." INFO},
    {"/utf8/inside/x.gmi", NOT_FOUND},
    {"/utf8/inside/x.txt", NOT_FOUND},
    {"/utf8/.hidden.gmi", NOT_FOUND},
    {"/utf8/../outside/secret.txt", NOT_FOUND},
    {"/utf8/nope.gmi", NOT_FOUND},
    {"/utf8x/both.gmi", NOT_FOUND},
    {"/utf8/utf8/both.gmi", NOT_FOUND},
};

static void
expect_mirrored(const char *line, const char *bytes)
{
	struct reply reply = ask(line);

	if (!span_starts_with(reply.head, span_from(bytes)))
		fail_msg("\"%s\": \"%.*s\"", line, (int)reply.head.len,
		    reply.head.ptr);
}

static void
test_mirror(void **state)
{
	(void)state;
	/* And once more, when pages are cached. */
	for (size_t i = 0; i < 2 * COUNT(mirrored); i++)
		expect_mirrored(mirrored[i % COUNT(mirrored)].line,
		    mirrored[i % COUNT(mirrored)].bytes);
}

/* Ask until the page is old enough to be kept. */
static void
have_kept(const char *line, const char *page)
{
	struct docroot_file file;

	do {
		assert_int_equal(
		    docroot_find(
			capsule.service.sites.items[0].root, page, &file),
		    DOCROOT_FILE);
		close(file.fd);
		ask(line);
	} while (file.identity.fresh);
}

/* A capsule's own files come before its mirror, which then has another name. */
static void
test_mirror_beside_files(void **state)
{
	struct reply reply;

	(void)state;
	have_kept("/words.gmi", "words.gmi");
	capsule_write(&capsule, "root/utf8", "a file of that name\n");
	reply = ask("/utf8");
	assert_string_equal(reply.status, "0");
	assert_int_equal(reply.file_size, 20);
	expect_mirrored(
	    "/words.gmi", UTF8_ES("/words.txt", "/.utf8/words.gmi"));
	if (unlink(capsule_path(&capsule, "root/utf8")) != 0)
		abort();
	capsule_mkdir(&capsule, "root/utf8");
	capsule_write(&capsule, "root/utf8/both.gmi", "own ä\n");
	capsule_write(&capsule, "root/words.gmi", "# Años\n=> both.gmi\n");
	expect_mirrored("/utf8/both.gmi",
	    UTF8_AT("/utf8/both.txt", "/.utf8/utf8/both.gmi"));
	expect_mirrored("/utf8/words.gmi", "3Esta pagina no existe." INFO END);
	expect_mirrored(
	    "/words.gmi", UTF8_ES("/words.txt", "/.utf8/words.gmi"));
	expect_mirrored("/.utf8/words.gmi",
	    ASCII_ES("/.utf8/words.txt",
		"/words.gmi") "iAños" INFO "1both.gmi\t/.utf8/both.gmi" OURS);
	expect_mirrored("/.utf8/utf8/both.txt", "own ä\r\n");
}

/* Where all is UTF-8, nothing more is offered, and the mirror still answers. */
static void
test_mirror_of_utf8(void **state)
{
	(void)state;
	config.gopher_ascii = false;
	capsule_write(&capsule, "root/wide.gmi", "Años\n");
	expect_mirrored("/wide.gmi",
	    "0This page as plain text\t/wide.txt" OURS "i" INFO "iAños" INFO);
	expect_mirrored("/.utf8/wide.gmi",
	    "0This page as plain text\t/.utf8/wide.txt" OURS "i" INFO
	    "iAños" INFO);
	config.gopher_ascii = true;
}

/* A listing is a menu; neither hidden nor private entries are in it. */
static void
test_listing(void **state)
{
	struct reply reply;

	(void)state;
	if (unlink(capsule_path(&capsule, "root/index.gmi")) != 0)
		abort();
	capsules[0].listing = true;
	reply = ask("/noindex");
	assert_string_equal(reply.status, "1");
	assert_int_equal(reply.fd, -1);
	assert_true(says(&reply, "1../\t/" OURS));
	assert_true(says(&reply, "\t/noindex/a.gmi" OURS));
	reply = ask("/");
	capsules[0].listing = false;
	assert_string_equal(reply.status, "1");
	assert_true(says(&reply, "\t/noindex/" OURS));
	assert_true(says(&reply, "\t/sp ace.gmi" OURS));
	assert_false(says(&reply, "inside"));
	assert_false(says(&reply, "hidden"));
}

/* A page of very many links: only the first of them are looked up. */
static void
test_many_links(void **state)
{
	struct buffer page = BUFFER_EMPTY;
	struct span menu;
	size_t directories = 0, texts = 0;

	(void)state;
	for (int i = 0; i < 1000; i++)
		buffer_append_text(&page, "=> dir\n");
	buffer_append(&page, (struct span){"", 1});
	capsule_write(&capsule, "root/many.gmi", page.ptr);
	buffer_free(&page);
	menu = ask("/many.gmi").head;
	while (menu.len > 0) {
		struct span line;

		assert_true(span_take_line(&line, &menu));
		directories += span_starts_with(line, SPAN("1dir\t"));
		texts += span_starts_with(line, SPAN("0dir\t"));
	}
	assert_in_range(directories, 100, 200);
	assert_int_equal(directories + texts, 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_answers),
	    cmocka_unit_test(test_answers_again),
	    cmocka_unit_test(test_caps),
	    cmocka_unit_test(test_url),
	    cmocka_unit_test(test_without_memory),
	    cmocka_unit_test(test_mirror),
	    cmocka_unit_test(test_mirror_beside_files),
	    cmocka_unit_test(test_mirror_of_utf8),
	    cmocka_unit_test(test_listing),
	    cmocka_unit_test(test_many_links),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
