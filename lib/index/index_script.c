/*
 * Ranges of characters.  Source: Unicode 15, Scripts.txt, read coarsely: that
 * a range has some signs in it does no harm, as these are no word characters.
 */
#include "index_script.h"

#include <string.h>

#include "utf8.h"

struct range {
	uint32_t first, last;
};

static const struct range unspaced[] = {
    {0x0e00, 0x0eff},   /* Thai, Lao */
    {0x1000, 0x109f},   /* Burmese */
    {0x1100, 0x11ff},   /* Hangul jamo */
    {0x1780, 0x17ff},   /* Khmer */
    {0x3005, 0x3007},   /* marks that stand for Han characters */
    {0x3040, 0x30ff},   /* Hiragana, Katakana */
    {0x3100, 0x31bf},   /* Bopomofo, Hangul */
    {0x31f0, 0x31ff},   /* small Katakana */
    {0x3400, 0x4dbf},   /* Han */
    {0x4e00, 0x9fff},   /* Han */
    {0xa9e0, 0xa9ff},   /* Burmese */
    {0xaa60, 0xaa7f},   /* Burmese */
    {0xac00, 0xd7a3},   /* Hangul */
    {0xf900, 0xfaff},   /* Han */
    {0xff66, 0xff9f},   /* narrow Katakana */
    {0x20000, 0x3ffff}, /* Han */
};

static const struct range optional_marks[] = {
    {0x0591, 0x05bd}, /* Hebrew accents and points */
    {0x05bf, 0x05bf},
    {0x05c1, 0x05c2},
    {0x05c4, 0x05c5},
    {0x05c7, 0x05c7},
    {0x0640, 0x0640}, /* Arabic tatweel */
    {0x064b, 0x065f}, /* harakat */
    {0x0670, 0x0670},
};

static bool
is_in(uint32_t character, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count && character >= ranges[i].first; i++)
		if (character <= ranges[i].last)
			return true;
	return false;
}

bool
index_script_is_unspaced(uint32_t character)
{
	return is_in(character, unspaced, sizeof unspaced / sizeof unspaced[0]);
}

bool
index_script_has_unspaced(struct span text)
{
	uint32_t character;
	size_t len;

	while ((len = utf8_decode(&character, text)) > 0) {
		if (index_script_is_unspaced(character))
			return true;
		text = span_skip(text, len);
	}
	return false;
}

size_t
index_script_strip(char *bytes, size_t len)
{
	struct span rest = {bytes, len};
	uint32_t character;
	size_t kept = 0;
	size_t width;

	while ((width = utf8_decode(&character, rest)) > 0) {
		if (!is_in(character, optional_marks,
			sizeof optional_marks / sizeof optional_marks[0])) {
			memmove(bytes + kept, rest.ptr, width);
			kept += width;
		}
		rest = span_skip(rest, width);
	}
	return kept;
}
