/*
 * Which lines are a footnote's: a letter for each line of the text.
 */
#include "footnote_scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

/* "B'key=text' " begins, "G'text' " goes on, "K" block, "-" blank, "." other.
 */
static void
describe(char *out, size_t size, const char *text)
{
	struct footnote_scan scan = {0};
	struct span line, key, words, rest = span_from(text);
	FILE *stream = fmemopen(out, size, "w");

	assert_non_null(stream);
	while (span_take_line(&line, &rest))
		switch (footnote_scan_line(&scan, line, &key, &words)) {
		case FOOTNOTE_LINE_OTHER:
			fputc('.', stream);
			break;
		case FOOTNOTE_LINE_BEGINS:
			fprintf(stream, "B'%.*s=%.*s'", (int)key.len, key.ptr,
			    (int)words.len, words.ptr);
			break;
		case FOOTNOTE_LINE_GOES_ON:
			fprintf(stream, "G'%.*s'", (int)words.len, words.ptr);
			break;
		case FOOTNOTE_LINE_BLANK:
			fputc('-', stream);
			break;
		case FOOTNOTE_LINE_BLOCK:
			fputc('K', stream);
			break;
		}
	fclose(stream);
}

static void
test_lines(void **state)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
	    {"a\n\nb[^c]: d\n", ".-."},
	    {"[^a]: b", "B'a=b'"},
	    {"   [^a]:b \nc\n", "B'a=b'G'c'"},
	    {"[^a]:\n    b\n", "B'a='G'b'"},
	    {"[^a]: b\n\n    c\n\nd\n", "B'a=b'-G'c'-."},
	    {"[^a]: b\n\n\tc\n\n   d\n", "B'a=b'-G'c'-."},
	    {"[^a]: b\n[^c]: d\ne\n", "B'a=b'B'c=d'G'e'"},
	    {"a\n[^b]: c\n", ".B'b=c'"},
	    {"[^]: a\n[^b c]: d\n[^[e]: f\n[^g]h: i\n", "B'=a'B'b c=d'.."},
	    /* What begins a block of its own ends a definition. */
	    {"[^a]: b\n# c\n", "B'a=b'."},
	    {"[^a]: b\n#c\n", "B'a=b'G'#c'"},
	    {"[^a]: b\n- c\n", "B'a=b'."},
	    {"[^a]: b\n-c\n", "B'a=b'G'-c'"},
	    {"[^a]: b\n1. c\n", "B'a=b'."},
	    {"[^a]: b\n2019. c\n", "B'a=b'G'2019. c'"},
	    {"[^a]: b\n> c\n", "B'a=b'."},
	    {"[^a]: b\n***\n", "B'a=b'."},
	    {"[^a]: b\n---|:--\n", "B'a=b'."},
	    {"[^a]: b\n===\n", "B'a=b'."},
	    {"[^a]: b\n<!-- c -->\n", "B'a=b'."},
	    {"[^a]: b\n<https://c>\n", "B'a=b'G'<https://c>'"},
	    {"[^a]: b\n[c]: d\n", "B'a=b'."},
	    {"[^a]: b\n\n    - c\n", "B'a=b'-K"},
	    {"[^a]: b\n\n    ```\n    c\n", "B'a=b'-KG'c'"},
	    /* Code and comments hold none. */
	    {"```\n[^a]: b\n```\n[^a]: b\n", "...B'a=b'"},
	    {"~~~~ x\n~~~\n[^a]: b\n~~~~~\n[^a]: b\n", "....B'a=b'"},
	    {"```a`b\n[^a]: b\n", ".B'a=b'"},
	    {"- ```\n  [^a]: b\n  ```\n[^a]: b\n", "...B'a=b'"},
	    {"1. x\n\n    ```\n    [^a]: b\n    ```\n", ".-..."},
	    {"> ```\n> [^a]: b\n> ```\n[^a]: b\n", "...B'a=b'"},
	    {"a\n\n    ```\n\n[^a]: b\n", ".-.-B'a=b'"},
	    {"    [^a]: b\n", "."},
	    {"<!--\n[^a]: b\n-->\n[^a]: b\n", "...B'a=b'"},
	    {"<!-- c -->\n[^a]: b\n", ".B'a=b'"},
	    {"> [^a]: b\n", "."},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char told[256] = "";

		describe(told, sizeof told, rows[i].text);
		assert_string_equal(told, rows[i].expected);
	}
}

static void
test_keys(void **state)
{
	static const struct {
		const char *key;
		bool is_valid;
	} rows[] = {
	    {"1", true},
	    {"nhs-2024.a:b_c", true},
	    {"\xc3\xa9tude", true},
	    {"", false},
	    {"a b", false},
	    {"a*b", false},
	    {"_a", false},
	    {"a_", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(footnote_key_is_valid(span_from(rows[i].key)),
		    rows[i].is_valid);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lines),
	    cmocka_unit_test(test_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
