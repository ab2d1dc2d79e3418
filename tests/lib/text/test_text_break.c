/*
 * Where a line may end ("|"), and how wide text is.
 */
#include <unilbrk.h>

#include "expect.h"
#include "text_break.h"

static void
show_breaks(struct buffer *out, struct span text)
{
	char breaks[TEXT_BREAK_BYTES_MAX];

	text_break_find(breaks, text);
	for (size_t i = 0; i < text.len; i++) {
		if (breaks[i])
			buffer_append_byte(out, '|');
		buffer_append_byte(out, text.ptr[i]);
	}
}

static void
finds_breaks(void **state)
{
	static const char *const rows[] = {
	    "",
	    "a",
	    " ",
	    "a |b",
	    "a  |b ",
	    " |a",
	    "well-|known",
	    "x--|y",
	    "--option",
	    "a |-b",
	    "a |- |b",
	    "5-|year",
	    "1-5",
	    "a-1",
	    "-",
	    "a-",
	    "and/or",
	    "Attention ! |Oui",
	    "a ) |b",
	    "( a |b",
	    "see |(here)",
	    "\"a |b\"",
	    "https://a-b.example/c-d |e-|f",
	    "<https://a-b.example/c-d>",
	    "a-|b://c-d",
	    "你|好，|世|界",
	    "é-|a |é |b",
	    "a\u00a0b |c",
	    "5\u00a0mg-|x",
	    "见|https://a-b.example/c|中",
	    "\u201ca |b\u201d",
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer text = BUFFER_EMPTY, out = BUFFER_EMPTY;

		for (const char *p = rows[i]; *p != '\0'; p++) {
			if (*p != '|')
				buffer_append_byte(&text, *p);
		}
		show_breaks(&out, buffer_span(&text));
		buffer_free(&text);
		expect_text(&out, rows[i]);
	}
}

/* For ordinary sentences our own rules for ASCII are those of UAX #14. */
static void
agrees_with_uax14(void **state)
{
	static const char *const rows[] = {
	    "Dilators come in sizes, from the width of a finger upwards.",
	    "Is it common? Yes: about 1 in 20; the true number is unknown!",
	    "A well-known, step-by-step plan (see below) takes 3-6 months.",
	    "She said: \"It hurts.\" Then 'stop' is enough.",
	    "Take 2.5 mg at 10:30, that is half a tablet [or none].",
	    "Attention ! Voir page 5 ; merci .",
	    "50% of people, $5 or 5 $; a + b = c",
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		char ours[TEXT_BREAK_BYTES_MAX], theirs[TEXT_BREAK_BYTES_MAX];
		size_t len = strlen(rows[i]);

		text_break_find(ours, span_from(rows[i]));
		u8_possible_linebreaks(
		    (const uint8_t *)rows[i], len, "UTF-8", theirs);
		for (size_t j = 1; j < len; j++)
			assert_int_equal(
			    ours[j], theirs[j] == UC_BREAK_POSSIBLE);
	}
}

static void
looks_at_the_longest_text(void **state)
{
	static char text[TEXT_BREAK_BYTES_MAX];
	char breaks[TEXT_BREAK_BYTES_MAX];
	(void)state;

	memset(text, 'a', sizeof text);
	text[sizeof text - 2] = ' ';
	text_break_find(breaks, (struct span){text, sizeof text});
	assert_int_equal(breaks[sizeof text - 2], 0);
	assert_int_equal(breaks[sizeof text - 1], 1);
}

static void
counts_columns(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
	} rows[] = {
	    {"", 0},
	    {"abc", 3},
	    {"é", 1},
	    {"e\u0301", 1},
	    {"你好", 4},
	    {"🙂", 2},
	    {"a\u200bb", 2},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(text_break_columns(span_from(rows[i].text)),
		    rows[i].columns);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_breaks),
	    cmocka_unit_test(agrees_with_uax14),
	    cmocka_unit_test(looks_at_the_longest_text),
	    cmocka_unit_test(counts_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
