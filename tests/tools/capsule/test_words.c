/*
 * The small readers of the builder: slugs, dates, language tags, entities,
 * nearest words.
 */
#include "date.h"
#include "entity.h"
#include "language_tag.h"
#include "link_url.h"
#include "nearest.h"
#include "slug.h"
#include "translit_language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#define COUNT(rows) (sizeof rows / sizeof rows[0])

static void
assert_text(struct buffer *text, const char *expected)
{
	buffer_append_byte(text, '\0');
	assert_string_equal(text->ptr, expected);
	buffer_free(text);
}

static void
test_slug(void **state)
{
	static const struct {
		const char *tag, *text, *slug;
	} rows[] = {
	    {"en", "Causes", "causes"},
	    {"en", "When to get help", "when-to-get-help"},
	    {"en", "  Causes & symptoms! ", "causes-symptoms"},
	    {"en",
		"\xc3\x9c"
		"ber Schmerzen",
		"uber-schmerzen"},
	    {"en", "Don\xe2\x80\x99t panic", "dont-panic"},
	    {"en", "1st \xc2\xbd", "1st-1-2"},
	    {"en", "a_b--c", "a-b-c"},
	    {"en", "\xe6\x97\xa5\xe6\x9c\xac", ""},
	    {"en", "", ""},
	    {"en", "?!", ""},
	    {"de", "Größe, Übung", "groesse-uebung"},
	    {"es", "¿Cuántos años?", "cuantos-anios"},
	    {"ru", "Что это?", "chto-eto"},
	    {"el", "Τι είναι;", "ti-einai"},
	    {"fr", "À 20°", "a-20-degres"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;

		slug_append(&out, span_from(rows[i].text),
		    translit_language_of(span_from(rows[i].tag)));
		assert_text(&out, rows[i].slug);
	}
}

static void
test_slug_length(void **state)
{
	struct buffer text = BUFFER_EMPTY, out = BUFFER_EMPTY;

	(void)state;
	for (int i = 0; i < 30; i++)
		buffer_append_text(&text, "words ");
	slug_append(&out, buffer_span(&text), NULL);
	assert_int_equal(out.len, 16 * 6 - 1);
	buffer_clear(&text);
	buffer_clear(&out);
	buffer_append_repeated(&text, 'a', 101);
	assert_false(slug_is_valid(buffer_span(&text)));
	slug_append(&out, buffer_span(&text), NULL);
	assert_int_equal(out.len, SLUG_MAX);
	assert_true(slug_is_valid(buffer_span(&out)));
	buffer_free(&text);
	buffer_free(&out);
}

static void
test_date(void **state)
{
	static const struct {
		const char *text;
		date_day day; /* 0: no date */
	} rows[] = {
	    {"2026-01-31", 20260131},
	    {"2024-02-29", 20240229},
	    {"2000-02-29", 20000229},
	    {"0001-01-01", 10101},
	    {"9999-12-31", 99991231},
	    {"2026-02-29", 0},
	    {"1900-02-29", 0},
	    {"2026-13-01", 0},
	    {"2026-00-01", 0},
	    {"2026-01-00", 0},
	    {"2026-04-31", 0},
	    {"0000-01-01", 0},
	    {"2026-1-31", 0},
	    {"2026-01-31 ", 0},
	    {"2026/01/31", 0},
	    {"31-01-2026", 0},
	    {"2026-01-3x", 0},
	    {"", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		date_day day = 0;

		assert_int_equal(date_parse(&day, span_from(rows[i].text)),
		    rows[i].day != 0);
		assert_int_equal(day, rows[i].day);
	}
	assert_true(date_is_written(SPAN("2026-02-30")));
	assert_false(date_is_written(SPAN("30-02-2026")));
}

static void
test_today(void **state)
{
	static const struct {
		const char *epoch;
		date_day day; /* 0: refused */
	} rows[] = {
	    {"0", 19700101},
	    {"1770033599", 20260202},
	    {"86399", 19700101},
	    {"86400", 19700102},
	    {"2147483648", 20380119},
	    {"4107542400", 21000301},
	    {"", 0},
	    {"1x", 0},
	    {"x", 0},
	    {"99999999999999999999", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		date_day day = 0;

		setenv("SOURCE_DATE_EPOCH", rows[i].epoch, 1);
		assert_int_equal(date_today(&day), rows[i].day != 0);
		assert_int_equal(day, rows[i].day);
	}
	unsetenv("SOURCE_DATE_EPOCH");
}

static void
test_language_tag(void **state)
{
	static const struct {
		const char *tag;
		bool valid;
	} rows[] = {
	    {"en", true},
	    {"en-GB", true},
	    {"pt-BR", true},
	    {"deu", true},
	    {"zh-Hant-TW", true},
	    {"sl-rozaj-biske", true},
	    {"es-419", true},
	    {"de-CH-1996", true},
	    {"zh-cmn-Hans-CN", true},
	    {"en-a-bbb-x-a-b", true},
	    {"x-whatever", true},
	    {"en-u-ca-gregory", true},
	    {"", false},
	    {"e", false},
	    {"en_GB", false},
	    {"en-", false},
	    {"-en", false},
	    {"en--GB", false},
	    {"en-G", false},
	    {"englishlanguage", false},
	    {"e1", false},
	    {"x", false},
	    {"en-x", false},
	    {"en-a", false},
	    {"en GB", false},
	    {"de-\xc3\xa4", false},
	    {"en-GBR1", false},
	    {"en-abcdefghi", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(language_tag_is_valid(span_from(rows[i].tag)),
		    rows[i].valid);
}

static void
test_entity(void **state)
{
	static const struct {
		const char *entity, *text;
	} rows[] = {
	    {"&amp;", "&"},
	    {"&eacute;", "\xc3\xa9"},
	    {"&hellip;", "\xe2\x80\xa6"},
	    {"&Dcaron;", "\xc4\x8e"},
	    {"&zwnj;", "\xe2\x80\x8c"},
	    {"&AElig;", "\xc3\x86"},
	    {"&#233;", "\xc3\xa9"},
	    {"&#xE9;", "\xc3\xa9"},
	    {"&#X1f600;", "\xf0\x9f\x98\x80"},
	    {"&#0;", "\xef\xbf\xbd"},
	    {"&#xd800;", "\xef\xbf\xbd"},
	    {"&#x110000;", "\xef\xbf\xbd"},
	    {"&#99999999;", "\xef\xbf\xbd"},
	    {"&nosuch;", "&nosuch;"},
	    {"&averylongnamethatisnone;", "&averylongnamethatisnone;"},
	    {"&;", "&;"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;

		entity_decode(&out, span_from(rows[i].entity));
		assert_text(&out, rows[i].text);
	}
}

static void
test_nearest(void **state)
{
	static const char *const candidates[] = {
	    "causes", "treatments", "help", "sources"};
	static const struct {
		const char *word, *best;
	} rows[] = {
	    {"cuases", "causes"},
	    {"Causes", "causes"},
	    {"cause", "causes"},
	    {"treatment", "treatments"},
	    {"hlep", "help"},
	    {"xyz", ""},
	    {"h", ""},
	    {"", ""},
	    {"sauces", "causes"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct nearest search = nearest_begin(span_from(rows[i].word));

		for (size_t j = 0; j < COUNT(candidates); j++)
			nearest_try(&search, span_from(candidates[j]));
		assert_true(span_equal(search.best, span_from(rows[i].best)));
	}
}

static void
test_link_url(void **state)
{
	static const struct {
		const char *target;
		enum link_url_verdict verdict;
		const char *href;
	} rows[] = {
	    {"https://a/b?c#d", LINK_URL_OK, "https://a/b?c#d"},
	    {"https://a/\xc3\xa4", LINK_URL_OK, "https://a/%C3%A4"},
	    {"mailto:a@b.c", LINK_URL_OK, "mailto:a@b.c"},
	    {"tel:+441234", LINK_URL_OK, "tel:+441234"},
	    {"gopher://a/1/b", LINK_URL_OK, "gopher://a/1/b"},
	    {"https:", LINK_URL_BAD, NULL},
	    {"https:a", LINK_URL_BAD, NULL},
	    {"https:///a", LINK_URL_BAD, NULL},
	    {"https://\xc3\xa4.de/", LINK_URL_BAD, NULL},
	    {"https://a b/", LINK_URL_BAD, NULL},
	    {"mailto:nobody", LINK_URL_BAD, NULL},
	    {"tel:", LINK_URL_BAD, NULL},
	    {"JavaScript:x", LINK_URL_FORBIDDEN, NULL},
	    {"vbscript:x", LINK_URL_FORBIDDEN, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer href = BUFFER_EMPTY;

		assert_int_equal(
		    link_url_check(&href, span_from(rows[i].target)),
		    rows[i].verdict);
		if (rows[i].href != NULL)
			assert_text(&href, rows[i].href);
		buffer_free(&href);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_slug),
	    cmocka_unit_test(test_slug_length),
	    cmocka_unit_test(test_date),
	    cmocka_unit_test(test_today),
	    cmocka_unit_test(test_language_tag),
	    cmocka_unit_test(test_entity),
	    cmocka_unit_test(test_nearest),
	    cmocka_unit_test(test_link_url),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
