/*
 * SipHash-2-4: the authors' test vectors.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "siphash.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct siphash_key key = {
    {0x0706050403020100, 0x0f0e0d0c0b0a0908}};

/* The input is the bytes 0, 1, 2...; the key likewise. */
static void
agrees_with_the_vectors(void **state)
{
	static const struct {
		size_t len;
		uint64_t hash;
	} rows[] = {
	    {0, 0x726fdb47dd0e0e31},
	    {1, 0x74f839c593dc67fd},
	    {7, 0xab0200f58b01d137},
	    {8, 0x93f5f5799a932462},
	    {15, 0xa129ca6149be45e5},
	};
	char bytes[64];

	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)i;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(
		    siphash(&key, (struct span){bytes, rows[i].len}),
		    rows[i].hash);
}

static void
depends_on_key_and_input(void **state)
{
	const struct siphash_key other = {{key.words[0], key.words[1] ^ 1}};
	const char high[] = {(char)0xff, (char)0x80, 0};

	(void)state;
	assert_int_not_equal(
	    siphash(&key, SPAN("a")), siphash(&other, SPAN("a")));
	assert_int_not_equal(
	    siphash(&key, SPAN("a")), siphash(&key, SPAN("a\0")));
	assert_int_not_equal(siphash(&key, (struct span){high, 1}),
	    siphash(&key, (struct span){high, 2}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(agrees_with_the_vectors),
	    cmocka_unit_test(depends_on_key_and_input),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
