/*
 * UTF-8: valid sequences, and every way to be invalid.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "utf8.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Twenty ASCII bytes: more than one word of a fast path. */
#define ASCII20 "abcdefghijklmnopqrst"

static void
measures_valid_text(void **state)
{
	static const struct {
		struct span text;
		size_t valid;
		bool ascii;
	} rows[] = {
	    {{"", 0}, 0, true},
	    {{"a\0b", 3}, 3, true},
	    {{ASCII20, 20}, 20, true},
	    {{ASCII20 "\xff", 21}, 20, false},
	    {{ASCII20 "\xc3\xbc" ASCII20, 42}, 42, false},
	    {{"\xc3\xbc", 2}, 2, false},
	    {{"\xe2\x82\xac", 3}, 3, false},
	    {{"\xf0\x9f\x98\x80", 4}, 4, false},
	    {{"\xf4\x8f\xbf\xbf", 4}, 4, false},
	    {{"ab\xc3", 3}, 2, false},               /* cut short */
	    {{"ab\xf0\x9f\x98", 5}, 2, false},       /* cut short */
	    {{"\x80", 1}, 0, false},                 /* lone continuation */
	    {{"\xc0\xaf", 2}, 0, false},             /* overlong */
	    {{"\xe0\x80\xaf", 3}, 0, false},         /* overlong */
	    {{"\xed\xa0\x80", 3}, 0, false},         /* surrogate */
	    {{"\xf4\x90\x80\x80", 4}, 0, false},     /* above U+10FFFF */
	    {{"\xf8\x88\x80\x80\x80", 5}, 0, false}, /* five bytes */
	    {{"\xfe", 1}, 0, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span text = rows[i].text;

		assert_int_equal(utf8_valid_length(text), rows[i].valid);
		assert_int_equal(
		    utf8_is_valid(text), rows[i].valid == text.len);
		assert_int_equal(utf8_is_ascii(text), rows[i].ascii);
	}
}

static void
decodes_and_encodes(void **state)
{
	static const struct {
		struct span text;
		size_t len;
		uint32_t character;
	} rows[] = {
	    {{"\0", 1}, 1, 0},
	    {{"a\xff", 2}, 1, 'a'},
	    {{"\xc2\x80", 2}, 2, 0x80},
	    {{"\xe2\x82\xac!", 4}, 3, 0x20ac},
	    {{"\xf4\x8f\xbf\xbf", 4}, 4, 0x10ffff},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint32_t character = UINT32_MAX;
		char bytes[4];

		assert_int_equal(
		    utf8_decode(&character, rows[i].text), rows[i].len);
		assert_int_equal(character, rows[i].character);
		assert_int_equal(utf8_encode(bytes, character), rows[i].len);
		assert_memory_equal(bytes, rows[i].text.ptr, rows[i].len);
	}
}

static void
refuses_what_is_no_character(void **state)
{
	static const struct span texts[] = {{"", 0}, {"\xc3", 1}, {"\x80", 1},
	    {"\xc0\x80", 2}, {"\xed\xa0\x80", 3},
	    {"\xff"
	     "a",
		2}};
	static const uint32_t characters[] = {
	    0xd800, 0xdfff, 0x110000, UINT32_MAX};
	uint32_t character;
	char bytes[4];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_int_equal(utf8_decode(&character, texts[i]), 0);
	for (size_t i = 0; i < COUNT(characters); i++)
		assert_int_equal(utf8_encode(bytes, characters[i]), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(measures_valid_text),
	    cmocka_unit_test(decodes_and_encodes),
	    cmocka_unit_test(refuses_what_is_no_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
