/*
 * Which pages are searched where, as the command line and the manifest say.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "buffer.h"
#include "search_scopes.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
describe(struct buffer *out, const struct search_scopes *scopes)
{
	for (size_t i = 0; i < scopes->count; i++) {
		if (i > 0)
			buffer_append_byte(out, ' ');
		buffer_append(out, scopes->items[i].prefix);
		buffer_append_byte(out, '=');
		buffer_append(out, scopes->items[i].lang);
	}
	buffer_append_byte(out, '\0');
}

static void
test_manifest(void **state)
{
	static const struct {
		const char *manifest, *scopes;
	} rows[] = {
	    {"", "="},
	    {"file a.gmi\n", "="},
	    {"lang en-GB\nfile a.gmi\n", "=en-GB"},
	    {"lang en\ntranslation es\ntranslation pt-BR\n",
		"=en es=es pt-BR=pt-BR"},
	    {"lang e_n\ntranslation ../..\ntranslation es\n", "= es=es"},
	    {"lang en\nlang es\n", "=en"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;
		struct search_scopes scopes;

		search_scopes_begin(&scopes);
		search_scopes_take(&scopes, span_from(rows[i].manifest));
		describe(&out, &scopes);
		assert_string_equal(out.ptr, rows[i].scopes);
		buffer_free(&out);
	}
}

/* What is said goes before what was noted; there is room for so many. */
static void
test_set(void **state)
{
	struct buffer out = BUFFER_EMPTY;
	struct search_scopes scopes;
	char names[INDEX_SCOPES_MAX][8];

	(void)state;
	search_scopes_begin(&scopes);
	assert_true(search_scopes_set(&scopes, SPAN("/es/"), SPAN("es-MX")));
	assert_true(search_scopes_set(&scopes, SPAN(""), SPAN("fr")));
	search_scopes_take(&scopes, SPAN("lang en\ntranslation es\n"));
	describe(&out, &scopes);
	assert_string_equal(out.ptr, "=fr es=es-MX");
	buffer_free(&out);
	for (size_t i = scopes.count; i < INDEX_SCOPES_MAX; i++) {
		snprintf(names[i], sizeof names[i], "d%zu", i);
		assert_true(search_scopes_set(
		    &scopes, span_from(names[i]), SPAN("en")));
	}
	assert_false(search_scopes_set(&scopes, SPAN("more"), SPAN("en")));
	assert_true(search_scopes_set(&scopes, SPAN("es"), SPAN("es")));
}

static void
test_of(void **state)
{
	static const struct {
		const char *path;
		size_t scope;
	} rows[] = {
	    {"a.gmi", 0},
	    {"es/a.gmi", 1},
	    {"es/mx/a.gmi", 2},
	    {"es.gmi", 0},
	    {"essay/a.gmi", 0},
	    {"es", 0},
	};
	struct search_scopes scopes;

	(void)state;
	search_scopes_begin(&scopes);
	search_scopes_set(&scopes, SPAN("es"), SPAN("es"));
	search_scopes_set(&scopes, SPAN("es/mx"), SPAN("es-MX"));
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(
		    search_scopes_of(&scopes, span_from(rows[i].path)),
		    rows[i].scope);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_manifest),
	    cmocka_unit_test(test_set),
	    cmocka_unit_test(test_of),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
