/*
 * Stems, by language.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "index_stemmer.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
test_stems(void **state)
{
	static const struct {
		const char *lang, *word, *stem;
	} rows[] = {
	    {"en", "exercises", "exercis"},
	    {"en-GB", "exercises", "exercis"},
	    {"EN-gb", "exercises", "exercis"},
	    {"es", "dilataciones", "dilat"},
	    {"de-AT", "übungen", "ubung"},
	    {"nb", "øvelsene", "øvels"},
	    {"ru", "упражнения", "упражнен"},
	    {"cy", "ymarferion", "ymarferion"}, /* not known: as it is */
	    {"eng", "exercises", "exercises"},
	    {"", "exercises", "exercises"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct index_stemmer *stemmer =
		    index_stemmer_new(span_from(rows[i].lang));

		assert_non_null(stemmer);
		struct span stem =
		    index_stemmer_stem(stemmer, span_from(rows[i].word));
		if (!span_equal(stem, span_from(rows[i].stem)))
			fail_msg(
			    "%s: %.*s", rows[i].word, (int)stem.len, stem.ptr);
		index_stemmer_free(stemmer);
	}
}

/* Every language of the table is one that Snowball has. */
static void
test_languages(void **state)
{
	static const char *const tags[] = {"ar", "ca", "da", "de", "el", "en",
	    "es", "eu", "fi", "fr", "ga", "hi", "hu", "hy", "id", "it", "lt",
	    "nb", "ne", "nl", "nn", "no", "pt", "ro", "ru", "sr", "sv", "ta",
	    "tr", "yi"};

	(void)state;
	for (size_t i = 0; i < COUNT(tags); i++) {
		struct index_stemmer *stemmer =
		    index_stemmer_new(span_from(tags[i]));

		assert_non_null(stemmer);
		index_stemmer_free(stemmer);
	}
	index_stemmer_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_stems),
	    cmocka_unit_test(test_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
