/*
 * Documents in several languages become one capsule, their pages linked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "composition.h"
#include "findings.h"
#include "scratch.h"

#define FRONT(lang, reviewed)                                                  \
	"---\ntitle: T " lang "\nlang: " lang "\nsummary: S.\nreviewed: "      \
	"2026-01-" reviewed "\n---\n"

#define MISSING " warning missing-translation|"

static struct scratch scratch;

static char name_a[] = "a.md", name_b[] = "b.md", name_c[] = "c.md";
static char *const names[] = {name_a, name_b, name_c};

/* Write the texts into files and make a capsule of them. */
static void
compose(struct composition *composition, const char *const *texts, size_t count,
    struct diagnostics *list)
{
	for (size_t i = 0; i < count; i++) {
		FILE *file = fopen(names[i], "w");

		assert_non_null(file);
		fputs(texts[i], file);
		assert_int_equal(fclose(file), 0);
	}
	if (composition_read(composition, names, count, NULL, list))
		composition_render(composition, false);
}

static void
test_findings(void **state)
{
	static const struct {
		const char *texts[3];
		const char *expected;
	} rows[] = {
	    {{FRONT("en", "31") "## Help\n\na\n",
		 FRONT("es", "31") "## Ayuda {#help}\n\na\n"},
		""},
	    {{FRONT("en", "31") "## Help\n\na\n",
		 FRONT("es", "31") "## Ayuda\n\na\n"},
		"a.md:7:1" MISSING "b.md:7:1" MISSING},
	    {{FRONT("en", "31") "## A\n\na\n\n## Help\n\na\n",
		 FRONT("es", "31") "## A\n\n### H {#help}\n\na\n"},
		""},
	    {{FRONT("en", "31") "## A\n\na\n", FRONT("es", "30") "## A\n\na\n"},
		"b.md:5:11 warning older-translation|"},
	    {{FRONT("en", "30") "## A\n\na\n", FRONT("es", "31") "## A\n\na\n"},
		""},
	    {{FRONT("en", "31") "## A\n\na\n", FRONT("es", "31") "## A\n\na\n",
		 FRONT("ES", "31") "## A\n\na\n"},
		"c.md:3:7 error duplicate-lang|"},
	    {{FRONT("en", "31") "## A\n\n[b](#x)\n",
		 FRONT("es", "31") "## A\n\n[b](#y)\n"},
		"a.md:9:5 error broken-anchor|b.md:9:5 error broken-anchor|"},
	    {{FRONT("en", "31") "## A\n\n[b](b.md#a) [c](./b.md#no)\n",
		 FRONT("es", "31") "## A\n\n[b](a.md#no)\n"},
		"a.md:9:17 error broken-anchor|b.md:9:5 error broken-anchor|"},
	    {{"x\n", FRONT("es", "31") "## A\n\n[b](#y)\n"},
		"a.md:1:1 error front-matter-missing|a.md:1:1 error "
		"no-sections|b.md:7:1" MISSING "b.md:9:5 error broken-anchor|"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct diagnostics *list = diagnostics_new();
		struct composition composition;

		compose(&composition, rows[i].texts,
		    rows[i].texts[2] == NULL ? 2 : 3, list);
		char *findings = findings_text(list, 0);
		assert_string_equal(findings, rows[i].expected);
		free(findings);
		composition_free(&composition);
		diagnostics_free(list);
	}
}

static struct span
page_of(const struct composition *composition, const char *name)
{
	const struct capsule *capsule = &composition->capsule;

	for (size_t i = 0; i < capsule->count; i++)
		if (strcmp(capsule->files[i].name.ptr, name) == 0)
			return capsule->files[i].content;
	return SPAN("");
}

static bool
says(const struct composition *composition, const char *name, const char *line)
{
	struct span page = page_of(composition, name);

	return page.len > 0 &&
	       memmem(page.ptr, page.len, line, strlen(line)) != NULL;
}

static void
test_pages(void **state)
{
	static const char *const texts[] = {
	    FRONT("en", "31") "Hello.\n\n## Help\n\nOne.\n\n## More\n\nTwo.\n",
	    FRONT("es", "31") "Hola.\n\n## Ayuda {#help}\n\nUno.\n",
	    FRONT("pt-BR", "31") "## Mais {#more}\n\n![x](x.txt)\n",
	};
	static const struct {
		const char *name, *content;
	} rows[] = {
	    {"index.gmi",
		"# T en\n\nS.\n\n=> es/index.gmi Espa\xc3\xb1ol\n"
		"=> pt-BR/index.gmi Portugu\xc3\xaas (Brasil)\n\nHello.\n\n"
		"=> help.gmi Help\n=> more.gmi More\n\n"
		"Last reviewed: 2026-01-31\n"},
	    {"help.gmi", "# Help\n\nOne.\n\n=> es/help.gmi Espa\xc3\xb1ol\n\n"
			 "=> more.gmi Next: More\n=> index.gmi Contents\n"
			 "Last reviewed: 2026-01-31\n"},
	    {"es/help.gmi", "# Ayuda\n\nUno.\n\n=> ../help.gmi English\n\n"
			    "=> index.gmi \xc3\x8dndice\n"
			    "\xc3\x9altima revisi\xc3\xb3n: 2026-01-31\n"},
	    {"pt-BR/more.gmi",
		"# Mais\n\n=> x.txt x\n\n=> ../more.gmi English\n\n"
		"=> index.gmi \xc3\x8dndice\n"
		"\xc3\x9altima revis\xc3\xa3o: 2026-01-31\n"},
	};
	struct diagnostics *list = diagnostics_new();
	struct composition composition;
	struct buffer about = BUFFER_EMPTY;

	(void)state;
	scratch_write(&scratch, "x.txt", 0644, "x\n", 2);
	compose(&composition, texts, 3, list);
	assert_int_equal(diagnostics_count(list, DIAGNOSTIC_ERROR), 0);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct span page = page_of(&composition, rows[i].name);

		if (!span_equal(page, span_from(rows[i].content)))
			print_error("%s is:\n%.*s\n", rows[i].name,
			    (int)page.len, page.ptr);
		assert_true(span_equal(page, span_from(rows[i].content)));
	}
	/* 3 + 2 + 2 pages, and the copy of a file beside the document. */
	assert_int_equal(composition.capsule.page_count, 7);
	assert_int_equal(composition.capsule.count, 8);
	composition_about(&composition, &about);
	assert_true(span_equal(buffer_span(&about),
	    SPAN("lang en\ntranslation es\ntranslation pt-BR\n")));
	buffer_free(&about);
	composition_free(&composition);
	diagnostics_free(list);
}

/* A link to another document's file is one to its page. */
static void
test_links(void **state)
{
	static const char *const texts[] = {
	    FRONT("en", "31") "## A\n\n[all](b.md), [one](b.md#x).\n",
	    FRONT("es", "31") "## A\n\na\n\n### X\n\n[c](c.md#a)\n",
	    FRONT("fr", "31") "## A\n\n[self](c.md#a)\n",
	};
	struct diagnostics *list = diagnostics_new();
	struct composition composition;

	(void)state;
	compose(&composition, texts, 3, list);
	assert_int_equal(diagnostics_count(list, DIAGNOSTIC_ERROR), 0);
	assert_true(says(&composition, "a.gmi", "=> es/index.gmi all\n"));
	assert_true(says(&composition, "a.gmi", "=> es/a.gmi one\n"));
	assert_true(says(&composition, "es/a.gmi", "=> ../fr/a.gmi c\n"));
	assert_int_equal(composition.capsule.count, 6);
	composition_free(&composition);
	diagnostics_free(list);
}

static int
enter_scratch(void **state)
{
	(void)state;
	return scratch_make(&scratch) == 0 ? chdir(scratch.dir) : -1;
}

static int
remove_scratch(void **state)
{
	(void)state;
	scratch_remove(&scratch);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_findings),
	    cmocka_unit_test(test_pages),
	    cmocka_unit_test(test_links),
	};

	return cmocka_run_group_tests(tests, enter_scratch, remove_scratch);
}
