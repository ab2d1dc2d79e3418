/*
 * Names of languages in themselves.
 */
#include "endonym.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void
test_names(void **state)
{
	static const struct {
		const char *tag, *expected;
	} rows[] = {
	    {"en", "English"},
	    {"en-GB", "English"},
	    {"es", "Espa\xc3\xb1ol"},
	    {"ES-mx", "Espa\xc3\xb1ol"},
	    {"pt-BR", "Portugu\xc3\xaas (Brasil)"},
	    {"pt-PT", "Portugu\xc3\xaas"},
	    {"sr-Latn-RS", "Srpski"},
	    {"tlh", "tlh"},
	    {"x-mine", "x-mine"},
	    {"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_true(span_equal(endonym_of(span_from(rows[i].tag)),
		    span_from(rows[i].expected)));
	assert_true(endonym_is_one(SPAN("Espa\xc3\xb1ol")));
	assert_false(endonym_is_one(SPAN("Espa\xc3\xb1ol.")));
	assert_false(endonym_is_one(SPAN("tlh")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
