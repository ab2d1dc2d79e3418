/*
 * Paragraphs broken into lines: widths, indents, words that do not fit, and
 * text that comes in many pieces.
 */
#include "expect.h"
#include "text_break.h"
#include "text_wrap.h"

static struct text_wrap
wrap_of(unsigned width, enum text_overflow overflow)
{
	return (struct text_wrap){
	    .width = width,
	    .ascii = true,
	    .overflow = overflow,
	    .first_end = SPAN("\n"),
	    .next_end = SPAN("\n"),
	};
}

static void
breaks_lines(void **state)
{
	/* Ten columns. */
	static const struct {
		const char *text, *lines;
		size_t widest;
	} rows[] = {
	    {"", "\n", 0},
	    {"   ", "\n", 0},
	    {"\x01\x02", "\n", 0},
	    {"a", "a\n", 1},
	    {" a ", "a\n", 1},
	    {"1234567890", "1234567890\n", 10},
	    {"12345 7890", "12345 7890\n", 10},
	    {"12345 78901", "12345\n78901\n", 5},
	    {"12345 7890 1", "12345 7890\n1\n", 10},
	    {"1234567890 ", "1234567890\n", 10},
	    {"1234567890  a", "1234567890\na\n", 10},
	    {"a  b", "a  b\n", 4},
	    {"a\tb\rc", "a b c\n", 5},
	    {"abcde fgh-ij", "abcde fgh-\nij\n", 10},
	    {"abcdef fgh-ij", "abcdef\nfgh-ij\n", 6},
	    {"12345678901 a", "12345678901\na\n", 11},
	    {"a 12345678901 b", "a\n12345678901\nb\n", 11},
	    {"x a://b-cdefgh-i y", "x\na://b-cdefgh-i\ny\n", 14},
	    {"12345 5\u00a0mg", "12345 5 mg\n", 10},
	    {"123456 5\u00a0mg", "123456\n5 mg\n", 6},
	    {"12345678½", "12345678\n1/2\n", 8},
	    {"你好世界你好", "你好世界你\n好\n", 10},
	    {"é\u00adé", "ee\n", 2},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text_wrap how = wrap_of(10, TEXT_OVERFLOW_KEEP);
		struct buffer out = BUFFER_EMPTY;
		size_t widest = text_wrap(&out, span_from(rows[i].text), &how);

		expect_text(&out, rows[i].lines);
		assert_int_equal(widest, rows[i].widest);
	}
}

static void
splits_long_words(void **state)
{
	/* Ten columns, the URL kept or not. */
	static const struct {
		const char *text, *split, *split_all;
	} rows[] = {
	    {"12345678901", "1234567890\n1\n", "1234567890\n1\n"},
	    {"a 12345678901", "a\n1234567890\n1\n", "a\n1234567890\n1\n"},
	    {"12345678901 b", "1234567890\n1 b\n", "1234567890\n1 b\n"},
	    {"http://a.example/", "http://a.example/\n",
		"http://a.e\nxample/\n"},
	    {"a http://a.example/ b", "a\nhttp://a.example/\nb\n",
		"a\nhttp://a.e\nxample/ b\n"},
	    {"ニニニニニニ", "ニニニニニ\nニ\n", "ニニニニニ\nニ\n"},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text_wrap how = wrap_of(10, TEXT_OVERFLOW_SPLIT);
		struct buffer out = BUFFER_EMPTY;

		text_wrap(&out, span_from(rows[i].text), &how);
		expect_text(&out, rows[i].split);
		how.overflow = TEXT_OVERFLOW_SPLIT_ALL;
		text_wrap(&out, span_from(rows[i].text), &how);
		expect_text(&out, rows[i].split_all);
	}
}

static void
decorates_lines(void **state)
{
	struct text_wrap how = {
	    .width = 8,
	    .first_indent = SPAN("* "),
	    .next_indent = SPAN("  "),
	    .first_begin = SPAN("<"),
	    .first_end = SPAN(">"),
	    .next_begin = SPAN("["),
	    .next_end = SPAN("]"),
	};
	struct buffer out = BUFFER_EMPTY;
	(void)state;

	text_wrap(&out, SPAN("123 45 678 9"), &how);
	expect_text(&out, "<* 123 45>[  678 9]");
	text_wrap(&out, SPAN(""), &how);
	expect_text(&out, "<*>");
}

static void
keeps_utf8_if_asked(void **state)
{
	struct text_wrap how = wrap_of(10, TEXT_OVERFLOW_KEEP);
	struct buffer out = BUFFER_EMPTY;
	(void)state;

	how.ascii = false;
	text_wrap(&out, SPAN("½ “é”\u00a05 µg \u202e\xff x"), &how);
	expect_text(&out, "½ “é”\u00a05 µg\n\ufffd x\n");
}

/* Words of five and a space, far more than are handled at a time. */
static void
wraps_a_long_line_as_a_short_one(void **state)
{
	static const char *const words[] = {"abcd ", "äbcd ", "ab-cd "};
	(void)state;

	for (size_t i = 0; i < COUNT(words); i++) {
		struct text_wrap how = wrap_of(40, TEXT_OVERFLOW_KEEP);
		struct buffer text = BUFFER_EMPTY, out = BUFFER_EMPTY;
		struct span rest, line;
		size_t first = 0;

		for (int n = 0; n < 8000; n++)
			buffer_append_text(&text, words[i]);
		text_wrap(&out, buffer_span(&text), &how);
		rest = buffer_span(&out);
		while (span_take_line(&line, &rest)) {
			if (first == 0)
				first = line.len;
			else if (rest.len > 0 && i < 2)
				assert_int_equal(line.len, first);
			assert_in_range(line.len, 1, 40);
		}
		buffer_free(&text);
		buffer_free(&out);
	}
}

/* Take out what breaking lines may change: spaces and line ends. */
static void
squeeze(struct buffer *text)
{
	size_t len = 0;

	for (size_t i = 0; i < text->len; i++) {
		if (text->ptr[i] != ' ' && text->ptr[i] != '\n')
			text->ptr[len++] = text->ptr[i];
	}
	text->len = len;
}

static void
loses_nothing(void **state)
{
	static const char *const texts[] = {
	    "A “word” or two – and a half-hearted one. ",
	    "你好，世界 see https://a-b.example/c-d 中文",
	    "नमस्ते दुनिया é\u0301🙂",
	    "👩\u200d⚕\ufe0f é\u200bx ",
	    "(( [ ! ?! -- a-b- ",
	};
	(void)state;

	for (size_t i = 0; i < COUNT(texts); i++) {
		struct text_wrap how = wrap_of(33, TEXT_OVERFLOW_SPLIT);
		struct buffer text = BUFFER_EMPTY, out = BUFFER_EMPTY;

		how.ascii = false;
		for (int n = 0; n < 500; n++)
			buffer_append_text(&text, texts[i]);
		text_wrap(&out, buffer_span(&text), &how);
		squeeze(&text);
		squeeze(&out);
		buffer_append_byte(&text, '\0');
		expect_text(&out, text.ptr);
		buffer_free(&text);
	}
}

/* One word, larger than any window, must come out whole and unbroken. */
static void
keeps_an_endless_word(void **state)
{
	static const char *const letters[] = {"a", "न", "\u00a0"};
	(void)state;

	for (size_t i = 0; i < COUNT(letters); i++) {
		struct text_wrap how = wrap_of(20, TEXT_OVERFLOW_KEEP);
		struct buffer text = BUFFER_EMPTY, out = BUFFER_EMPTY;

		how.ascii = false;
		for (size_t n = 0; n < 3 * TEXT_BREAK_BYTES_MAX + 1; n++)
			buffer_append_text(&text, letters[i]);
		text_wrap(&out, buffer_span(&text), &how);
		buffer_append_text(&text, "\n");
		buffer_append_byte(&text, '\0');
		expect_text(&out, text.ptr);
		buffer_free(&text);
	}
}

static void
wraps_preformatted_text(void **state)
{
	/* Ten columns, kept and cut. */
	static const struct {
		const char *text, *kept, *cut;
	} rows[] = {
	    {"", "\n", "\n"},
	    {"  a  b  ", "  a  b  \n", "  a  b  \n"},
	    {"a\tb", "a       b\n", "a       b\n"},
	    {"\t", "        \n", "        \n"},
	    {"12345678\tb", "12345678        b\n", "12345678  \n      b\n"},
	    {"1234567890ab", "1234567890ab\n", "1234567890\nab\n"},
	    {"你好你好你好", "你好你好你好\n", "你好你好你\n好\n"},
	    {"┌──┐", "+--+\n", "+--+\n"},
	    {"a\x1b[b", "a [b\n", "a [b\n"},
	    {"a://123456789", "a://123456789\n", "a://123456\n789\n"},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text_wrap how = wrap_of(10, TEXT_OVERFLOW_KEEP);
		struct buffer out = BUFFER_EMPTY;

		text_wrap_preformatted(&out, span_from(rows[i].text), &how);
		expect_text(&out, rows[i].kept);
		how.overflow = TEXT_OVERFLOW_SPLIT;
		text_wrap_preformatted(&out, span_from(rows[i].text), &how);
		expect_text(&out, rows[i].cut);
	}
}

static void
fails_with_its_buffer(void **state)
{
	struct text_wrap how = wrap_of(20, TEXT_OVERFLOW_SPLIT);
	(void)state;

	for (size_t limit = 1; limit < 24; limit++) {
		struct buffer out = BUFFER_LIMITED(limit);

		text_wrap(&out, SPAN("“a” b-c 5 µg and so on"), &how);
		assert_true(out.failed);
		assert_in_range(out.len, 0, limit);
		buffer_free(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(breaks_lines),
	    cmocka_unit_test(splits_long_words),
	    cmocka_unit_test(decorates_lines),
	    cmocka_unit_test(keeps_utf8_if_asked),
	    cmocka_unit_test(wraps_a_long_line_as_a_short_one),
	    cmocka_unit_test(loses_nothing),
	    cmocka_unit_test(keeps_an_endless_word),
	    cmocka_unit_test(wraps_preformatted_text),
	    cmocka_unit_test(fails_with_its_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
