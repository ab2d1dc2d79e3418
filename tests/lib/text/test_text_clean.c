/*
 * Clean text: no byte that steers a terminal, none that is not UTF-8.
 */
#include "expect.h"
#include "text_clean.h"

static void
cleans(void **state)
{
	static const struct {
		const char *text, *clean;
	} rows[] = {
	    {"", ""},
	    {" ~ plain", " ~ plain"},
	    {"é 你 🙂", "é 你 🙂"},
	    {"a\tb\rc\nd", "a b c d"},
	    {"\x1b[31mred\x7f", " [31mred "},
	    {"a\xc2\x85"
	     "b\xc2\x9b"
	     "c",
		"a b c"},
	    {"a\u2028b\u2029c", "a b c"},
	    {"a\u202eb\u202c\u2066c\u2069", "abc"},
	    {"soft\u00adhyphen\ufeff", "softhyphen"},
	    {"\u200fשלום", "\u200fשלום"},
	    {"a\u00a0b", "a\u00a0b"},
	    {"\xff", "\ufffd"},
	    {"\xe4\xbd", "\ufffd\ufffd"},
	    {"\xc0\x80", "\ufffd\ufffd"},
	    {"\xed\xa0\x80", "\ufffd\ufffd\ufffd"},
	    {"a\x80z", "a\ufffdz"},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;

		text_clean(&out, span_from(rows[i].text));
		expect_text(&out, rows[i].clean);
	}
}

static void
cleans_a_nul(void **state)
{
	struct buffer out = BUFFER_EMPTY;
	(void)state;

	text_clean(&out, SPAN("a\0b"));
	expect_text(&out, "a b");
}

static void
knows_plain_text(void **state)
{
	(void)state;
	assert_true(text_is_plain(SPAN("")));
	assert_true(text_is_plain(SPAN(" ~")));
	assert_false(text_is_plain(SPAN("a\x7f")));
	assert_false(text_is_plain(SPAN("\x1f")));
	assert_false(text_is_plain(SPAN("\x80")));
	assert_false(text_is_plain(SPAN("a\tb")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cleans),
	    cmocka_unit_test(cleans_a_nul),
	    cmocka_unit_test(knows_plain_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
