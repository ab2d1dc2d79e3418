/*
 * Characters that have no form of their own; see translit_class.h.
 */
#include "translit_class.h"

#include <stddef.h>
#include <unictype.h>

/* Sorted.  Some are marks to Unicode, but not to us. */
static const struct {
	uint32_t first, last;
	enum translit_class class;
} ranges[] = {
    {0x0080, 0x009F, TRANSLIT_NEVER_SEEN}, /* controls */
    {0x00A0, 0x00A0, TRANSLIT_NO_BREAK_SPACE},
    {0x00AD, 0x00AD, TRANSLIT_NEVER_SEEN}, /* soft hyphen */
    {0x0334, 0x0338, TRANSLIT_MEANINGFUL_MARK},
    {0x034F, 0x034F, TRANSLIT_JOINER},
    {0x061C, 0x061C, TRANSLIT_JOINER},
    {0x2007, 0x2007, TRANSLIT_NO_BREAK_SPACE},
    {0x200B, 0x200F, TRANSLIT_JOINER},
    {0x202A, 0x202E, TRANSLIT_NEVER_SEEN}, /* of the direction of reading */
    {0x202F, 0x202F, TRANSLIT_NO_BREAK_SPACE},
    {0x2060, 0x2064, TRANSLIT_NEVER_SEEN}, /* word joiner and its like */
    {0x2066, 0x2069, TRANSLIT_NEVER_SEEN}, /* of the direction again */
    {0x20D0, 0x20E2, TRANSLIT_MEANINGFUL_MARK},
    {0x20E4, 0x20F0, TRANSLIT_MEANINGFUL_MARK}, /* E3 draws a key cap */
    {0xFE00, 0xFE0F, TRANSLIT_JOINER},          /* variation selectors */
    {0xFEFF, 0xFEFF, TRANSLIT_NEVER_SEEN},      /* BOM */
    {0x1F3FB, 0x1F3FF, TRANSLIT_JOINER},        /* the colour of a hand */
    {0xE0100, 0xE01EF, TRANSLIT_JOINER},
};

enum translit_class
translit_class_of(uint32_t character)
{
	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0] &&
			   character >= ranges[i].first;
	     i++) {
		if (character <= ranges[i].last)
			return ranges[i].class;
	}
	if (uc_is_general_category_withtable(character, UC_CATEGORY_MASK_M))
		return TRANSLIT_MARK;
	return TRANSLIT_SEEN;
}
