/*
 * Pages of gemtext, line by line: one row for each finding, where it points.
 */
#include "lint_page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include "findings.h"

#define X10 "xxxxxxxxxx"
#define X60 X10 X10 X10 X10 X10 X10
#define X67 X60 "xxxxxxx"
#define E_ACUTE "\xC3\xA9"
#define E10                                                                    \
	E_ACUTE E_ACUTE E_ACUTE E_ACUTE E_ACUTE E_ACUTE E_ACUTE E_ACUTE        \
	    E_ACUTE E_ACUTE

static const struct {
	const char *page;
	const char *findings;
} rows[] = {
    {"# Title\n\nText.\n=> a.gmi Label\n```alt\ncode\n```\n* item\n> q\n", ""},
    {"# Title", ""},
    {"# Title\r\ntext\r\n", ""},
    /* Titles and headings. */
    {"", "p:1:1 warning missing-title|"},
    {"text\n## Second\n", "p:1:1 warning missing-title|"},
    {"```alt\n# Title\n```\n", "p:1:1 warning missing-title|"},
    {"text\n# Late title\n", ""},
    {"# A\n# B\n", "p:2:1 warning second-title|p:1:1 note note|"},
    {"# A\n##\n", "p:2:1 warning empty-heading|"},
    {"# A\n###   \n", "p:2:1 warning empty-heading|"},
    /* Preformatted text. */
    {"# A\n```\nx\n```\n", "p:2:1 warning missing-alt-text|"},
    {"# A\n```  \nx\n```\n", "p:2:1 warning missing-alt-text|"},
    {"# A\n```alt\nx\n", "p:2:1 error unclosed-preformatted|"},
    {"# A\n```a\n```\n```b\n", "p:4:1 error unclosed-preformatted|"},
    {"# A\n```a\n" X67 "\n```\n", ""},
    {"# A\n```a\n" X67 "y\n```\n", "p:3:68 warning wide-preformatted|"},
    {"# A\n```a\n" E10 X60 "\n```\n", "p:3:78 warning wide-preformatted|"},
    {"# A\n```a\n" E10 "y" X60 "\n```\n", "p:3:78 warning wide-preformatted|"},
    {"# A\n" X67 X67 "\n", ""},
    {"# A\n```a\nb\tc\td\n```\n", "p:3:2 warning tab-in-preformatted|"},
    {"# A\nb\tc\n", ""},
    /* Characters. */
    {"# A\nab\xFFz\n", "p:2:3 error invalid-utf8|"},
    {"# A\n\xC3", "p:2:1 error invalid-utf8|"},
    {"# A\n\xED\xA0\x80\n", "p:2:1 error invalid-utf8|"},
    {"\xEF\xBB\xBF# A\n", "p:1:1 warning byte-order-mark|"},
    {"# A\nx\xEF\xBB\xBFy\n", "p:2:2 warning byte-order-mark|"},
    {"# A\nx\x1B[31m\x07\n", "p:2:2 error control-character|"},
    {"# A\nx\x7F\n", "p:2:2 error control-character|"},
    {"# A\n\xC2\x9B\n", "p:2:1 error control-character|"},
    {"# A\nx\ry\n", "p:2:2 error control-character|"},
    {"# A\nab\xE2\x80\xA8=> c\n", "p:2:3 error control-character|"},
    {"# A\nab\xE2\x80\xA9\n", "p:2:3 error control-character|"},
    {"# A\nab\xE2\x80\xAE\n", "p:2:3 error bidi-control|"},
    {"# A\nab\xE2\x81\xA6\n", "p:2:3 error bidi-control|"},
    {"# A\ncaf\xC3\xA9 \xE2\x80\x9Cq\xE2\x80\x9D\n", ""},
    {"# A\nab \xE4\xBD\xA0\n", "p:2:4 warning no-ascii-form|"},
    {"# A\n=> a \xC3\xA9\xE4\xBD\xA0\xE4\xBD\xA0\n",
	"p:2:8 warning no-ascii-form|"},
    {"\xEF\xBB\xBF# \xE4\xBD\xA0\n",
	"p:1:1 warning byte-order-mark|p:1:6 warning no-ascii-form|"},
    /* Links. */
    {"# A\n=>\n", "p:2:1 error empty-link|"},
    {"# A\n=>  \t\n", "p:2:1 error empty-link|"},
    {"# A\n=> a.gmi\n", "p:2:4 warning missing-label|"},
    {"# A\n=>\ta.gmi  \n", "p:2:4 warning missing-label|"},
    {"# A\n=>a.gmi x\n", ""},
    {"# A\n=> a 2024-02-29 Leap day\n", ""},
    {"# A\n=> a 2023-02-29 No leap day\n", "p:2:6 error bad-date|"},
    {"# A\n=> a 2023/02/28 Slashes\n", "p:2:6 warning near-date|"},
};

static void
ignore_link(void *arg, const struct lint_link *link)
{
	(void)arg;
	assert_true(link->url.len > 0);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct diagnostics *list = diagnostics_new();
		struct lint_file file = {.list = list, .name = "p"};
		char *found;

		lint_page_check(
		    &file, span_from(rows[i].page), ignore_link, NULL);
		found = findings_text(list, 0);
		assert_string_equal(found, rows[i].findings);
		free(found);
		diagnostics_free(list);
	}
}

/* What a visitor is told of the links. */
static void
note_link(void *arg, const struct lint_link *link)
{
	buffer_printf(arg, "%zu:%zu %.*s=%.*s|", link->line, link->column,
	    (int)link->url.len, link->url.ptr, (int)link->label.len,
	    link->label.ptr);
}

static void
test_links(void **state)
{
	static const char page[] =
	    "=> a b c\n```x\n=> hidden no\n```\n=>\t/d/ \n=>\n";
	struct diagnostics *list = diagnostics_new();
	struct lint_file file = {.list = list, .name = "p"};
	struct buffer seen = BUFFER_EMPTY;

	(void)state;
	lint_page_check(&file, span_from(page), note_link, &seen);
	buffer_append_byte(&seen, '\0');
	assert_string_equal(seen.ptr, "1:4 a=b c|5:4 /d/=|");
	buffer_free(&seen);
	diagnostics_free(list);
}

/* A page full of mistakes gives a bounded number of findings. */
static void
test_bounded(void **state)
{
	struct diagnostics *list = diagnostics_new();
	struct lint_file file = {.list = list, .name = "p"};
	struct buffer page = BUFFER_EMPTY;

	(void)state;
	buffer_append_text(&page, "# A\n");
	buffer_append_repeated(&page, '\n', 1);
	for (int i = 0; i < 5000; i++)
		buffer_append_text(&page, "=>\n");
	lint_page_check(&file, buffer_span(&page), ignore_link, NULL);
	assert_int_equal(
	    diagnostics_count(list, DIAGNOSTIC_ERROR), LINT_FINDINGS_MAX + 1);
	buffer_free(&page);
	diagnostics_free(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_links),
	    cmocka_unit_test(test_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
