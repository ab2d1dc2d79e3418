/*
 * Languages and what they are written in.
 */
#include "script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void
test_rows(void **state)
{
	static const struct {
		const char *tag;
		uint32_t character;
		bool is_own;
	} rows[] = {
	    {"ja", 0x65e5, true},    /* Han */
	    {"ja", 0x3042, true},    /* Hiragana */
	    {"ja", 0x3001, true},    /* a comma */
	    {"ja", 0x30fc, true},    /* a long vowel */
	    {"ja", 0xd55c, false},   /* Hangul */
	    {"ja", 0x1f600, false},  /* a face */
	    {"JA-jp", 0x65e5, true}, /* however the tag is written */
	    {"ar", 0x061f, true},
	    {"fa", 0x06af, true},
	    {"yi", 0x05d0, true},
	    {"en", 0x65e5, false},
	    {"", 0x65e5, false},
	    {"ja", 'a', false},
	    {"ja", 0x110000, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(
		    script_is_own(rows[i].character,
			script_of_language(span_from(rows[i].tag))),
		    rows[i].is_own);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
