/*
 * The decomposition of a character; see translit_decompose.h.
 */
#include "translit_decompose.h"

#include <stdint.h>
#include <stdlib.h>

#include "translit_class.h"
#include "translit_table.h"
#include "utf8.h"

/* Has ${c}, a part of a longer decomposition or ${alone}, an ASCII form? */
static bool
has_form(uint32_t c, bool alone)
{
	const struct translit_form *form;

	if (c < 0x80)
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
normalise(struct translit_decomposition *found, struct span character)
{
	uint8_t *bytes = (uint8_t *)found->bytes;

	found->len = sizeof found->bytes;

	uint8_t *normal = u8_normalize(UNINORM_NFKD,
	    (const uint8_t *)character.ptr, character.len, bytes, &found->len);

	if (normal == bytes)
		return true;
	free(normal);
	return false;
}

bool
translit_decompose(struct translit_decomposition *found, struct span character)
{
	ucs4_t first[UC_DECOMPOSITION_MAX_LENGTH];
	uint32_t c;

	if (utf8_decode(&c, character) == 0 ||
	    uc_decomposition(c, &found->tag, first) < 0)
		return false;
	return normalise(found, character) &&
	       have_forms((struct span){found->bytes, found->len});
}
