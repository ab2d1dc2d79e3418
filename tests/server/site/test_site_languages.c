/*
 * What the head of a manifest says of a capsule's languages.
 */
#include "site_languages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define MANIFEST                                                               \
	"lang en-GB\nword not-found Nothing here.\ntranslation es\n"           \
	"translation pt-BR\nword next Adiante: sim\nword nonsense x\n"         \
	"file es\nfile es/index.gmi\n"

/* Read ${text} as a manifest. */
static bool
read_text(struct site_languages *languages, const char *text, size_t len)
{
	FILE *file = tmpfile();

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, len, file), len);
	assert_int_equal(fflush(file), 0);
	bool is_read = site_languages_read(languages, fileno(file));
	fclose(file);
	return is_read;
}

static void
test_places(void **state)
{
	static const struct {
		const char *manifest, *path, *expected;
	} rows[] = {
	    {MANIFEST, "", "en-GB"},
	    {MANIFEST, "index.gmi", "en-GB"},
	    {MANIFEST, "es", "es"},
	    {MANIFEST, "es/", "es"},
	    {MANIFEST, "es/index.gmi", "es"},
	    {MANIFEST, "es/a/b.gmi", "es"},
	    {MANIFEST, "essay/a.gmi", "en-GB"},
	    {MANIFEST, "e", "en-GB"},
	    {MANIFEST, "a/es/b.gmi", "en-GB"},
	    {MANIFEST, "pt-BR/a.gmi", "pt-BR"},
	    {MANIFEST, "pt-br/a.gmi", "en-GB"},
	    {"", "a.gmi", ""},
	    {"lang en", "a.gmi", "en"},
	    {"file lang\nlang fr\r\n", "a.gmi", "fr"},
	    {"lang a;b\nlang it\nlang fr\n", "a.gmi", "it"},
	    {"lang e\"n\n", "a.gmi", ""},
	    {"lang \n", "a.gmi", ""},
	    {"file a\nlang en\nlang de\n", "a.gmi", "en"},
	    {"translation es\n", "es/a.gmi", "es"},
	    {"translation es\n", "a.gmi", ""},
	    {"translation es\nlang en\n", "a.gmi", "en"},
	    {"translation es/..\ntranslation \n", "es/a.gmi", ""},
	    {"lang en\ntranslation e/s\n", "e/s/a.gmi", "en"},
	    {"word next x\nlang en\n", "a.gmi", "en"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct site_languages languages = {0};

		assert_true(read_text(
		    &languages, rows[i].manifest, strlen(rows[i].manifest)));
		const struct site_language *found =
		    site_languages_at(&languages, span_from(rows[i].path));
		assert_string_equal(found->tag, rows[i].expected);
		site_languages_free(&languages);
	}
}

static void
test_words(void **state)
{
	struct site_languages languages = {0};

	(void)state;
	assert_true(read_text(&languages, MANIFEST, strlen(MANIFEST)));
	assert_int_equal(languages.count, 3);
	const struct words *words = &languages.list[0].words;
	assert_string_equal(words->text[WORD_NOT_FOUND], "Nothing here.");
	assert_string_equal(words->text[WORD_NEXT], "Next");
	words = &languages.list[1].words;
	assert_string_equal(words->text[WORD_NEXT], "Siguiente");
	words = &languages.list[2].words;
	assert_string_equal(words->text[WORD_NEXT], "Adiante: sim");
	assert_string_equal(words->text[WORD_PREVIOUS], "Anterior");

	/* What cannot be read leaves all as it was. */
	assert_false(site_languages_read(&languages, -1));
	assert_int_equal(languages.count, 3);
	assert_true(read_text(&languages, "lang de\n", 8));
	assert_int_equal(languages.count, 1);
	site_languages_free(&languages);
}

/* However long it is, only its beginning is read, and no part of a line. */
static void
test_bounds(void **state)
{
	static char text[256 << 10];
	struct site_languages languages = {0};
	size_t len = 0;

	(void)state;
	len += (size_t)sprintf(text, "lang en\n");
	for (unsigned i = 0; len < sizeof text - 32; i++)
		len += (size_t)sprintf(text + len, "translation x-%u\n", i);
	assert_true(read_text(&languages, text, len));
	assert_int_equal(languages.count, 64);
	site_languages_free(&languages);

	memset(text, 'x', sizeof text);
	memcpy(text, "lang en\nword next ", 18);
	text[sizeof text - 1] = '\n';
	assert_true(read_text(&languages, text, sizeof text));
	assert_int_equal(languages.count, 1);
	assert_string_equal(languages.list[0].words.text[WORD_NEXT], "Next");
	site_languages_free(&languages);

	assert_true(read_text(&languages, "lang en\nword next a\0b\n", 22));
	assert_string_equal(languages.list[0].words.text[WORD_NEXT], "a");
	site_languages_free(&languages);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_places),
	    cmocka_unit_test(test_words),
	    cmocka_unit_test(test_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
