/*
 * Which language a page is in, by the builder's list.
 */
#include "lint_language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define LIST                                                                   \
	"lang en-GB\nword next On\ntranslation es\ntranslation pt-BR\nfile "   \
	"x\n"

static void
test_rows(void **state)
{
	static const struct {
		const char *list, *path, *lang;
	} rows[] = {
	    {LIST, "index.gmi", "en-GB"},
	    {LIST, "es/index.gmi", "es"},
	    {LIST, "es/deep/a.gmi", "es"},
	    {LIST, "pt-BR/a.gmi", "pt-BR"},
	    {LIST, "es", "en-GB"},
	    {LIST, "fr/a.gmi", "en-GB"},
	    {"translation es\n", "a.gmi", ""},
	    {"lang no tag\ntranslation \n", "a.gmi", ""},
	    {"", "a.gmi", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_true(span_equal(lint_language_of(span_from(rows[i].list),
					   span_from(rows[i].path)),
		    span_from(rows[i].lang)));
}

/* However many files there are, the same is looked at for each of them. */
static void
test_keep(void **state)
{
	struct buffer list = BUFFER_EMPTY, kept = BUFFER_EMPTY;

	(void)state;
	buffer_append_text(&list, LIST);
	for (int i = 0; i < 1000; i++)
		buffer_printf(&list, "file lang-%d.gmi\n", i);
	buffer_append_text(&list, "translation de");
	lint_language_keep(&kept, buffer_span(&list));
	assert_true(span_equal(buffer_span(&kept),
	    SPAN("lang en-GB\ntranslation es\ntranslation pt-BR\n"
		 "translation de\n")));
	buffer_free(&list);
	buffer_free(&kept);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_keep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
