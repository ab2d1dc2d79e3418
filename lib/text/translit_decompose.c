/*
 * The decomposition of a character; see translit_decompose.h.
 */
#include "translit_decompose.h"

#include <stdint.h>
#include <stdlib.h>

#include <unicase.h>

#include "translit_class.h"
#include "translit_cyrillic.h"
#include "translit_letters.h"
#include "translit_table.h"
#include "utf8.h"

static bool
is_spelt(uint32_t letter)
{
	uint32_t lower = uc_tolower(letter);

	return translit_cyrillic_find(lower, 0) != NULL ||
	       translit_letters_find(&translit_letters_neutral, lower, 0) !=
		   NULL;
}

/* Has ${c}, a part of a longer decomposition or ${alone}, an ASCII form? */
static bool
has_form(uint32_t c, bool alone)
{
	const struct translit_form *form;

	if (c < 0x80 || is_spelt(c))
		return true;
	form = translit_table_find(c);
	if (form == NULL)
		return false;
	/* An accented letter is of a word; with mu there are units. */
	return form->join != TRANSLIT_GREEK || alone || c == TRANSLIT_MU;
}

static bool
have_forms(struct span decomposed)
{
	uint32_t c;
	size_t len, at = 0;

	while ((len = utf8_decode(&c, span_skip(decomposed, at))) > 0) {
		bool is_mark = at > 0 && translit_class_of(c) == TRANSLIT_MARK;

		if (!is_mark && !has_form(c, len == decomposed.len))
			return false;
		at += len;
	}
	return at > 0 && at == decomposed.len;
}

/* False: the NFKD form of ${character} does not fit, or no memory was left. */
static bool
normalise(struct translit_decomposition *found, uint32_t character)
{
	uint8_t *bytes = (uint8_t *)found->bytes;
	char encoded[4];
	size_t len = utf8_encode(encoded, character);

	found->len = sizeof found->bytes;

	uint8_t *normal = u8_normalize(
	    UNINORM_NFKD, (const uint8_t *)encoded, len, bytes, &found->len);

	if (normal == bytes)
		return true;
	free(normal);
	return false;
}

bool
translit_decompose(struct translit_decomposition *found, uint32_t character)
{
	ucs4_t first[UC_DECOMPOSITION_MAX_LENGTH];

	return uc_decomposition(character, &found->tag, first) >= 0 &&
	       normalise(found, character) &&
	       have_forms((struct span){found->bytes, found->len});
}
