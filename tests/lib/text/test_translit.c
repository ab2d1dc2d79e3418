/*
 * ASCII forms: what a reader of a medical text must still be able to tell
 * apart, and what has no ASCII form and stays.
 */
#include "expect.h"
#include "translit.h"
#include "translit_language.h"
#include "translit_table.h"
#include "utf8.h"

/* All of ${text} is spelt in ASCII, as ${tag} has it. */
static void
expect_ascii(const char *tag, const char *text, const char *ascii)
{
	const struct translit_language *language =
	    translit_language_of(span_from(tag));
	struct buffer out = BUFFER_EMPTY;
	bool complete = translit_to_ascii(&out, span_from(text), language);

	buffer_append_byte(&out, '\0');
	if (strcmp(out.ptr, ascii) != 0 || !complete)
		fail_msg("%s: \"%s\" is \"%s\", not \"%s\"%s", tag, text,
		    out.ptr, ascii, complete ? "" : " (kept)");
	assert_int_equal(
	    translit_find_kept(span_from(text), language), strlen(text));
	buffer_free(&out);
}

static void
finds_ascii(void **state)
{
	static const struct {
		const char *text, *ascii;
	} rows[] = {
	    {"", ""},
	    {"plain\ttext\n", "plain\ttext\n"},
	    /* typography */
	    {"‘a’ “b” „c“ «d»", "'a' \"b\" \"c\" \"d\""},
	    {"5–10 mg — daily", "5-10 mg -- daily"},
	    {"wait…", "wait..."},
	    {"• a", "* a"},
	    {"a\u00a0b\u202fc\u2003d\u3000e", "a b c d e"},
	    {"a\u00adb\u200bc\u2060d\ufeffe", "abcde"},
	    {"© ® ™ № §3", "(C) (R) (TM) No. section 3"},
	    {"5′ 3″", "5' 3\""},
	    {"¿Qué? ¡Sí!", "Que? Si!"},
	    /* letters */
	    {"naïve café", "naive cafe"},
	    {"e\u0301", "e"},
	    {"Straße, Ærø, smør, Łódź", "Strasse, Aero, smor, Lodz"},
	    {"đường, ﬁne, ĳs, œuf", "duong, fine, ijs, oeuf"},
	    {"ＡＢＣ１", "ABC1"},
	    {"Åå \u212B", "Aa A"},
	    /* numbers and signs */
	    {"½", "1/2"},
	    {"1½ tablets", "1 1/2 tablets"},
	    {"½5", "1/2 5"},
	    {"¼ ¾ ⅓ ⅛", "1/4 3/4 1/3 1/8"},
	    {"1⁄2", "1/2"},
	    {"≥ 5, ≤ 3, ≠ 2", ">= 5, <= 3, != 2"},
	    {"≪ ≫ ≈ ± × ÷ −5", "<< >> ~ +/- x / -5"},
	    {"≮ ≯ ≰ ≱", "not < not > not <= not >="},
	    {"m² and 10⁻³", "m^2 and 10^-3"},
	    {"10²5", "10^2 5"},
	    {"xⁿ, x⁽ⁿ⁺¹⁾", "x^n, x^(n+1)"},
	    {"1ᵉʳ, 2ᵉ, Mᵐᵉ, nᵒ 5, 1ˢᵗ", "1er, 2e, Mme, no 5, 1st"},
	    {"pain.¹²", "pain.^12"},
	    {"H₂O, CO₂, B₁₂", "H2O, CO2, B12"},
	    {"2₁₀ log₂8", "2_10 log2 8"},
	    {"3·5 mg", "3.5 mg"},
	    {"a · b", "a * b"},
	    {"37 °C, 37°C, 90°", "37 degrees C, 37 degrees C, 90 degrees"},
	    {"37ºC, 98ºF, 1º", "37 degrees C, 98 degrees F, 1o"},
	    {"37℃ 98 ℉", "37 degrees C 98 degrees F"},
	    {"5‰", "5 per 1000"},
	    {"£5 5€ €5 5 £", "GBP 5 5 EUR EUR 5 5 GBP"},
	    {"①②", "(1)(2)"},
	    {"Ⅳ ⅳ", "IV iv"},
	    {"∞ √2", "infinity square root of 2"},
	    /* micro */
	    {"5 µg", "5 micrograms"},
	    {"5µg", "5 micrograms"},
	    {"5 \u03bcg/ml", "5 micrograms/ml"},
	    {"5 µl 5 µL 5 µm 5 µs",
		"5 microlitres 5 microlitres 5 micrometres 5 microseconds"},
	    {"5µmol/l", "5 micromol/l"},
	    {"5 µSv", "5 microSv"},
	    {"µ", "micro"},
	    {"\u03bc", "mu"},
	    {"µ-opioid \u03bc-opioid", "mu-opioid mu-opioid"},
	    {"5㎍, 5㎎", "5 micrograms, 5mg"},
	    /* Greek */
	    {"β-blocker", "beta-blocker"},
	    {"17β-estradiol", "17beta-estradiol"},
	    {"TNFα α1 Δt", "TNF-alpha alpha1 Delta-t"},
	    {"α, β or Ω", "alpha, beta or Omega"},
	    {"5 \u2126", "5 ohm"},
	    /* symbols */
	    {"a → b ← c ⇒ d", "a -> b <- c => d"},
	    {"↑risk ↓ dose", "up risk down dose"},
	    {"✓ yes ✗ no ☐ ☑", "[yes] yes [no] no [ ] [x]"},
	    {"⚠\ufe0f now", "[!] now"},
	    {"☎0800", "[phone] 0800"},
	    {"5\ufe0f\u20e3", "5"},
	    {"┌─┬─┐│╱╳", "+-+-+|/X"},
	    /* broken UTF-8 */
	    {"a\xff\xc3", "a??"},
	    {"\xed\xa0\x80", "???"},
	    {"\xc0\xaf\xf8", "???"},
	    {"\ufffd", "?"},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++)
		expect_ascii("en", rows[i].text, rows[i].ascii);
}

static void
keeps_what_has_none(void **state)
{
	static const struct {
		const char *text, *kept;
	} rows[] = {
	    {"नमस्ते", "नमस्ते"},
	    {"שָׁלוֹם", "שָׁלוֹם"},
	    {"مَرْحَبًا ﷺ", "مَرْحَبًا ﷺ"},
	    {"สวัสดี", "สวัสดี"},
	    {"你好，世界。", "你好，世界。"},
	    {"がぎ 한국", "がぎ 한국"},
	    {"می\u200cخواهم", "می\u200cخواهم"},
	    {"👩\u200d⚕\ufe0f x", "👩\u200d⚕\ufe0f x"},
	    {"\u0301", "\u0301"},
	    /* a mark that negates is not dropped */
	    {"x\u20e0", "x\u20e0"},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;
		bool complete =
		    translit_to_ascii(&out, span_from(rows[i].text), NULL);

		expect_text(&out, rows[i].kept);
		assert_false(complete);
	}
}

static void
keeps_no_break_spaces_for_layout(void **state)
{
	struct buffer out = BUFFER_EMPTY;
	(void)state;

	assert_true(translit_for_layout(&out, SPAN("5\u202fµg\u00a0a"), NULL));
	expect_text(&out, "5\u00a0mcg\u00a0a");
}

/* A form depends on what was written by this call only. */
static void
appends(void **state)
{
	struct buffer out = BUFFER_EMPTY;
	(void)state;

	buffer_append_text(&out, "5");
	assert_true(translit_to_ascii(&out, SPAN("½"), NULL));
	expect_text(&out, "51/2");
}

static void
has_a_sorted_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < translit_table_count; i++) {
		const struct translit_form *form = &translit_table[i];

		if (i > 0)
			assert_true(form[-1].character < form->character);
		assert_true(utf8_is_ascii(span_from(form->ascii)));
		assert_true(form->ascii != NULL || form->word != 0);
		assert_ptr_equal(translit_table_find(form->character), form);
	}
	assert_null(translit_table_find(0));
	assert_null(translit_table_find('a'));
	assert_null(translit_table_find(0x10FFFF));
	assert_int_equal(translit_table_box(0x24FF), 0);
	assert_int_equal(translit_table_box(0x2500), '-');
	assert_int_equal(translit_table_box(0x257F), '|');
	assert_int_equal(translit_table_box(0x2580), 0);
}

/* Whatever the character, the output is valid and the verdict true. */
static void
is_right_about_every_character(void **state)
{
	struct buffer out = BUFFER_EMPTY;
	(void)state;

	for (uint32_t c = 1; c <= 0x10FFFF; c += c < 0x30000 ? 1 : 0x101) {
		char bytes[6] = "a";
		size_t len = utf8_encode(bytes + 1, c);

		buffer_clear(&out);
		bool complete = translit_to_ascii(
		    &out, (struct span){bytes, len + 1}, NULL);
		assert_true(utf8_is_valid(buffer_span(&out)));
		if (complete != utf8_is_ascii(buffer_span(&out)))
			fail_msg("U+%04X: \"%.*s\"", (unsigned)c, (int)out.len,
			    out.ptr);
	}
	buffer_free(&out);
}

static void
fails_with_its_buffer(void **state)
{
	struct buffer out = BUFFER_LIMITED(4);
	(void)state;

	translit_to_ascii(&out, SPAN("5µg ½ β"), NULL);
	assert_true(out.failed);
	buffer_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_ascii),
	    cmocka_unit_test(keeps_what_has_none),
	    cmocka_unit_test(keeps_no_break_spaces_for_layout),
	    cmocka_unit_test(appends),
	    cmocka_unit_test(has_a_sorted_table),
	    cmocka_unit_test(is_right_about_every_character),
	    cmocka_unit_test(fails_with_its_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
