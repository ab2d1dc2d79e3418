/*
 * Cyrillic letters in ASCII; see translit_cyrillic.h.
 */
#include "translit_cyrillic.h"

#include <stdbool.h>
#include <stddef.h>

#define LETTERS(list)                                                          \
	{                                                                      \
		(list), sizeof(list) / sizeof((list)[0])                       \
	}

#define FIRST 0x0430
#define LAST 0x045F

/* U+0430 to U+045F. */
static const char *const common[LAST - FIRST + 1] = {
    "a", "b", "v", "g", "d", "e", "zh", "z",      /* а б в г д е ж з */
    "i", "j", "k", "l", "m", "n", "o", "p",       /* и й к л м н о п */
    "r", "s", "t", "u", "f", "kh", "c", "ch",     /* р с т у ф х ц ч */
    "sh", "shh", "\"", "y", "'", "e", "yu", "ya", /* ш щ ъ ы ь э ю я */
    "e", "yo", "dj", "gj", "ye", "dz", "i", "yi", /* ѐ ё ђ ѓ є ѕ і ї */
    "j", "lj", "nj", "c", "kj", "i", "u", "dzh",  /* ј љ њ ћ ќ ѝ ў џ */
};

/* Old letters, and those of other languages. */
static const struct translit_letter rare[] = {
    {0x0463, 0, "e"},  /* ѣ */
    {0x046B, 0, "u"},  /* ѫ */
    {0x0473, 0, "f"},  /* ѳ */
    {0x0475, 0, "i"},  /* ѵ */
    {0x0491, 0, "g"},  /* ґ */
    {0x0493, 0, "gh"}, /* ғ */
    {0x0497, 0, "zh"}, /* җ */
    {0x0499, 0, "z"},  /* ҙ */
    {0x049B, 0, "q"},  /* қ */
    {0x04A1, 0, "q"},  /* ҡ */
    {0x04A3, 0, "ng"}, /* ң */
    {0x04AB, 0, "s"},  /* ҫ */
    {0x04AF, 0, "u"},  /* ү */
    {0x04B1, 0, "u"},  /* ұ */
    {0x04B3, 0, "h"},  /* ҳ */
    {0x04B7, 0, "j"},  /* ҷ */
    {0x04BB, 0, "h"},  /* һ */
    {0x04D9, 0, "a"},  /* ә */
    {0x04E3, 0, "i"},  /* ӣ */
    {0x04E9, 0, "o"},  /* ө */
    {0x04EF, 0, "u"},  /* ӯ */
};

/* By the Resolution of 2010 for the letters that Russian has otherwise. */
static const struct translit_letter ukrainian[] = {
    {0x0433, 0, "h"},        /* г */
    {0x0437, 0x0433, "zgh"}, /* зг: "zh" is ж */
    {0x0438, 0, "y"},        /* и */
};

static const struct translit_letter belarusian[] = {
    {0x0433, 0, "h"},        /* г */
    {0x0437, 0x0433, "zgh"}, /* зг */
};

/* By the Transliteration Act of 2009. */
static const struct translit_letter bulgarian[] = {
    {0x0439, 0, "y"},   /* й */
    {0x0445, 0, "h"},   /* х */
    {0x0446, 0, "ts"},  /* ц */
    {0x0449, 0, "sht"}, /* щ */
    {0x044A, 0, "a"},   /* ъ, a vowel here */
    {0x044C, 0, "y"},   /* ь */
};

/* The language's own Latin letters, without their marks. */
static const struct translit_letter serbian[] = {
    {0x0111, 0, "dj"}, /* đ */
    {0x0436, 0, "z"},  /* ж */
    {0x0445, 0, "h"},  /* х */
    {0x0447, 0, "c"},  /* ч */
    {0x0448, 0, "s"},  /* ш */
    {0x045F, 0, "dz"}, /* џ */
};

static const struct translit_letter macedonian[] = {
    {0x0445, 0, "h"},  /* х */
    {0x045F, 0, "dj"}, /* џ */
};

static const struct translit_letters others = LETTERS(rare);

const struct translit_letters translit_cyrillic_ukrainian = LETTERS(ukrainian);
const struct translit_letters translit_cyrillic_belarusian =
    LETTERS(belarusian);
const struct translit_letters translit_cyrillic_bulgarian = LETTERS(bulgarian);
const struct translit_letters translit_cyrillic_serbian = LETTERS(serbian);
const struct translit_letters translit_cyrillic_macedonian =
    LETTERS(macedonian);

/* Before a vowel it is Russian's hard sign, and else Bulgarian's vowel. */
static bool
is_hard_sign(uint32_t next)
{
	static const uint32_t vowels[] = {0x0430, 0x0435, 0x0438, 0x043E,
	    0x0443, 0x044B, 0x044D, 0x044E, 0x044F, 0x0451};

	for (size_t i = 0; i < sizeof vowels / sizeof vowels[0]; i++)
		if (vowels[i] == next)
			return true;
	return next == 0;
}

const char *
translit_cyrillic_find(uint32_t letter, uint32_t next)
{
	const struct translit_letter *found;

	if (letter == 0x044A && !is_hard_sign(next))
		return "a";
	if (letter >= FIRST && letter <= LAST)
		return common[letter - FIRST];
	found = translit_letters_find(&others, letter, 0);
	return found != NULL ? found->ascii : NULL;
}
