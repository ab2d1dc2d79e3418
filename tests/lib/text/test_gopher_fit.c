/*
 * What Gopher can show, and where it cannot.
 */
#include "expect.h"
#include "gopher_fit.h"

#define TEN "0123456789"
#define SIXTY TEN TEN TEN TEN TEN TEN

static void
finds_foreign_characters(void **state)
{
	static const struct {
		const char *text;
		size_t foreign;
	} rows[] = {
	    {"", 0},
	    {"plain", 5},
	    {"Café – ½ “x” µg", 24},
	    {"a 日 b", 2},
	    {"é 日", 3},
	    {"Press 1\ufe0f\u20e3 now", 17},
	    {"Press 日1\ufe0f\u20e3", 6},
	    {"e\u0301", 3},
	    {"a\u20dd b", 1},
	    {"soft\u00adhyphen", 12},
	    {"a\x01\u202e\u2066", 8},
	    {"broken \xff\xc3", 9},
	    {"\U0001f600", 4},
	    {"ok 日\U0001f600", 3},
	};
	struct gopher_fit fit = {0};
	(void)state;

	/* Twice: what is remembered must not change the answer. */
	for (size_t round = 0; round < 2; round++)
		for (size_t i = 0; i < COUNT(rows); i++)
			assert_int_equal(
			    gopher_fit_foreign(&fit, span_from(rows[i].text)),
			    rows[i].foreign);
}

/* What a language is always written with is no surprise. */
static void
spares_own_scripts(void **state)
{
	static const struct {
		const char *lang, *text;
		size_t foreign;
	} rows[] = {
	    {"ja", "いつ？ 今、電話 (24時間) ヘルプー。", 49},
	    {"ja", "日 你 한", 8},
	    {"ja", "日1\ufe0f\u20e3日\U0001f534", 13},
	    {"ja-JP", "日", 3},
	    {"zh-Hant-TW", "電話", 6},
	    {"ko", "전화 電話", 13},
	    {"th", "โทร ๆ ฿", 14},
	    {"ar", "اتصل، ٠١٢؟", 19},
	    {"he", "שָׁלוֹם", 14},
	    {"he", "שלום \U0001f534", 9},
	    {"hi", "हिन्दी।", 21},
	    {"en", "日", 0},
	    {"", "日", 0},
	    {"xx", "日", 0},
	};
	struct gopher_fit fit = {0};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		gopher_fit_speak(&fit, span_from(rows[i].lang));
		assert_int_equal(
		    gopher_fit_foreign(&fit, span_from(rows[i].text)),
		    rows[i].foreign);
	}
}

static void
measures_lines(void **state)
{
	static const struct {
		const char *text;
		size_t columns, overflow;
	} rows[] = {
	    {"", 0, 0},
	    {SIXTY "1234567", 67, 67},
	    {SIXTY "12345678", 68, 67},
	    {SIXTY "12345é7", 67, 68},
	    {SIXTY "12345日", 67, 68},
	    {SIXTY "123456日", 68, 66},
	    {"a\tb", 9, 3},
	    {"12345678\tb", 17, 10},
	    {SIXTY "\tb", 65, 62},
	    {SIXTY "1234\tb", 73, 64},
	    {"e\u0301", 1, 3},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span text = span_from(rows[i].text);

		assert_int_equal(gopher_fit_columns(0, text), rows[i].columns);
		assert_int_equal(gopher_fit_overflow(text), rows[i].overflow);
	}
	assert_int_equal(gopher_fit_columns(3, SPAN("\tx")), 9);
}

/* However much there is that is not judged, it is looked at once. */
static void
looks_once(void **state)
{
	struct gopher_fit fit = {0};
	struct buffer text = BUFFER_EMPTY;
	(void)state;

	for (int i = 0; i < 300000; i++)
		buffer_append_text(&text, "\u202e");
	buffer_append_text(&text, "日");
	assert_int_equal(
	    gopher_fit_foreign(&fit, buffer_span(&text)), text.len - 3);
	buffer_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_foreign_characters),
	    cmocka_unit_test(spares_own_scripts),
	    cmocka_unit_test(measures_lines),
	    cmocka_unit_test(looks_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
