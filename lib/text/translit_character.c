/*
 * The next character of a text; see translit_character.h.
 *
 * Some keyboards and file systems write letters in parts, and "n" with a tilde
 * must be spelt as the one letter is.
 */
#include "translit_character.h"

#include <unictype.h>
#include <uninorm.h>

#include "utf8.h"

bool
translit_character_marked(struct span text, size_t at)
{
	if (at + 1 >= text.len)
		return false;

	unsigned char lead = (unsigned char)text.ptr[at];

	return lead == 0xCC ||
	       (lead == 0xCD && (unsigned char)text.ptr[at + 1] < 0xB0);
}

size_t
translit_character_take(uint32_t *character, struct span text)
{
	size_t len = utf8_decode(character, text);

	while (len > 0 && translit_character_marked(text, len)) {
		uint32_t mark = 0;
		size_t mark_len = utf8_decode(&mark, span_skip(text, len));
		uint32_t whole =
		    mark_len > 0 ? uc_composition(*character, mark) : 0;

		if (whole == 0)
			break;
		*character = whole;
		len += mark_len;
	}
	return len;
}

bool
translit_character_is_upper(uint32_t character)
{
	if (character < 0x80)
		return character >= 'A' && character <= 'Z';
	return uc_is_general_category_withtable(character, UC_CATEGORY_MASK_Lu);
}

bool
translit_character_is_letter(uint32_t character)
{
	if (character < 0x80)
		return (character >= 'a' && character <= 'z') ||
		       (character >= 'A' && character <= 'Z');
	return uc_is_general_category_withtable(character, UC_CATEGORY_MASK_L);
}
