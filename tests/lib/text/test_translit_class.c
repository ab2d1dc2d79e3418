/*
 * Characters without a form of their own, at the edges of their ranges.
 */
#include "expect.h"
#include "translit_class.h"

static void
knows_classes(void **state)
{
	static const struct {
		uint32_t character;
		enum translit_class class;
	} rows[] = {
	    {0, TRANSLIT_SEEN},
	    {'a', TRANSLIT_SEEN},
	    {0x7F, TRANSLIT_SEEN},
	    {0x80, TRANSLIT_NEVER_SEEN},
	    {0x9F, TRANSLIT_NEVER_SEEN},
	    {0xA0, TRANSLIT_NO_BREAK_SPACE},
	    {0xA1, TRANSLIT_SEEN},
	    {0xAD, TRANSLIT_NEVER_SEEN},
	    {0x0300, TRANSLIT_MARK},
	    {0x0333, TRANSLIT_MARK},
	    {0x0334, TRANSLIT_MEANINGFUL_MARK},
	    {0x0338, TRANSLIT_MEANINGFUL_MARK},
	    {0x0339, TRANSLIT_MARK},
	    {0x034F, TRANSLIT_JOINER},
	    {0x05B0, TRANSLIT_MARK},
	    {0x061C, TRANSLIT_JOINER},
	    {0x094D, TRANSLIT_MARK},
	    {0x2006, TRANSLIT_SEEN},
	    {0x2007, TRANSLIT_NO_BREAK_SPACE},
	    {0x200A, TRANSLIT_SEEN},
	    {0x200B, TRANSLIT_JOINER},
	    {0x200F, TRANSLIT_JOINER},
	    {0x2010, TRANSLIT_SEEN},
	    {0x2029, TRANSLIT_SEEN},
	    {0x202A, TRANSLIT_NEVER_SEEN},
	    {0x202E, TRANSLIT_NEVER_SEEN},
	    {0x202F, TRANSLIT_NO_BREAK_SPACE},
	    {0x2066, TRANSLIT_NEVER_SEEN},
	    {0x2069, TRANSLIT_NEVER_SEEN},
	    {0x206A, TRANSLIT_SEEN},
	    {0x2060, TRANSLIT_NEVER_SEEN},
	    {0x20E0, TRANSLIT_MEANINGFUL_MARK},
	    {0x20E3, TRANSLIT_MARK},
	    {0x20E4, TRANSLIT_MEANINGFUL_MARK},
	    {0xFE0F, TRANSLIT_JOINER},
	    {0xFEFF, TRANSLIT_NEVER_SEEN},
	    {0x1F3FA, TRANSLIT_SEEN},
	    {0x1F3FB, TRANSLIT_JOINER},
	    {0x1F3FF, TRANSLIT_JOINER},
	    {0x1F400, TRANSLIT_SEEN},
	    {0xE0100, TRANSLIT_JOINER},
	    {0xE01EF, TRANSLIT_JOINER},
	    {0xE01F0, TRANSLIT_SEEN},
	    {0x10FFFF, TRANSLIT_SEEN},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(
		    translit_class_of(rows[i].character), rows[i].class);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_classes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
