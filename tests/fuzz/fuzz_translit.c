/*
 * Fuzz: any text in ASCII, in any language: valid UTF-8, of bounded length, and
 * the verdict true; what is appended depends on nothing before it.
 *
 * The first byte chooses the language.
 */
#include <assert.h>
#include <stdint.h>

#include "translit.h"
#include "translit_language.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const tags[] = {"en", "es", "fr", "de", "it", "pt", "nl",
    "pl", "sv", "el", "ru", "uk", "bg", "sr", "eo", "xx", ""};

/* Only what stayed is not ASCII, and it begins where it was found. */
static void
check_kept(struct span text, struct span out, bool complete,
    const struct translit_language *language)
{
	size_t kept = translit_find_kept(text, language);

	assert(complete == utf8_is_ascii(out));
	assert(complete == (kept == text.len));
	assert(complete || translit_changes_words(text));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span input = {(const char *)data, size};
	struct span text = span_skip(input, 1);
	size_t choice = size > 0 ? data[0] % (sizeof tags / sizeof tags[0]) : 0;
	const struct translit_language *language =
	    translit_language_of(span_from(tags[choice]));
	struct buffer out = BUFFER_EMPTY, again = BUFFER_EMPTY;
	bool complete = translit_to_ascii(&out, text, language);

	assert(!out.failed);
	assert(utf8_is_valid(buffer_span(&out)));
	assert(out.len <= text.len * TRANSLIT_GROWTH_MAX);
	check_kept(text, buffer_span(&out), complete, language);

	buffer_append_text(&again, "n");
	translit_to_ascii(&again, text, language);
	assert(
	    span_equal(span_skip(buffer_span(&again), 1), buffer_span(&out)));
	buffer_free(&out);
	buffer_free(&again);
	return 0;
}
