/*
 * Latin letters in ASCII; see translit_letters.h.
 *
 * Sources: the transcriptions of ICAO Doc 9303-3, which passports have, where
 * they are what writers of the language use on ASCII machines too; and where
 * these have a habit of their own, that.
 */
#include "translit_letters.h"

#define LETTERS(list)                                                          \
	{                                                                      \
		(list), sizeof(list) / sizeof((list)[0])                       \
	}

/* DIN 5007 and every German typist without these keys. */
static const struct translit_letter german[] = {
    {0x00E4, 0, "ae"},
    {0x00F6, 0, "oe"},
    {0x00FC, 0, "ue"},
};

/* Without its ring or dots a word is often another: "får" and "far". */
static const struct translit_letter nordic[] = {
    {0x00E4, 0, "ae"},
    {0x00E5, 0, "aa"},
    {0x00F6, 0, "oe"},
    {0x00F8, 0, "oe"},
};

static const struct translit_letter icelandic[] = {
    {0x00F0, 0, "d"},
    {0x00F6, 0, "o"},
    {0x00FE, 0, "th"},
};

/*
 * "Años" must not become "anos".  Of the habits ("anios", "anyos", "annos",
 * "an~os") this one is read aloud nearly right, by people and by machines; an
 * i that follows stands for its own ("compañía" is "compania").
 */
static const struct translit_letter spanish[] = {
    {0x00F1, 'i', "ni"},
    {0x00F1, 0x00ED, "ni"},
    {0x00F1, 0, "ni"},
};

static const struct translit_letter south_slavic[] = {
    {0x0111, 0, "dj"},
};

/* The "x" convention. */
static const struct translit_letter esperanto[] = {
    {0x0109, 0, "cx"},
    {0x011D, 0, "gx"},
    {0x0125, 0, "hx"},
    {0x0135, 0, "jx"},
    {0x015D, 0, "sx"},
    {0x016D, 0, "ux"},
};

static const struct translit_letter neutral[] = {
    {0x00DF, 0, "ss"},
    {0x00E6, 0, "ae"},
    {0x00F0, 0, "d"},
    {0x00F8, 0, "o"},
    {0x00FE, 0, "th"},
    {0x0111, 0, "d"},
    {0x0127, 0, "h"},
    {0x0131, 0, "i"},
    {0x0138, 0, "k"},
    {0x0142, 0, "l"},
    {0x014B, 0, "ng"},
    {0x0153, 0, "oe"},
    {0x0167, 0, "t"},
    {0x0180, 0, "b"},
    {0x0192, 0, "f"},
    {0x01B6, 0, "z"},
    {0x01DD, 0, "e"},
    {0x01E5, 0, "g"},
    {0x0253, 0, "b"},
    {0x0254, 0, "o"},
    {0x0257, 0, "d"},
    {0x0259, 0, "e"},
    {0x025B, 0, "e"},
    {0x0268, 0, "i"},
    {0x026B, 0, "l"},
    {0x0289, 0, "u"},
};

const struct translit_letters translit_letters_german = LETTERS(german);
const struct translit_letters translit_letters_nordic = LETTERS(nordic);
const struct translit_letters translit_letters_icelandic = LETTERS(icelandic);
const struct translit_letters translit_letters_spanish = LETTERS(spanish);
const struct translit_letters translit_letters_south_slavic =
    LETTERS(south_slavic);
const struct translit_letters translit_letters_esperanto = LETTERS(esperanto);
const struct translit_letters translit_letters_neutral = LETTERS(neutral);

/* The index of the first entry for ${letter}, or of where it would stand. */
static size_t
first_of(const struct translit_letters *letters, uint32_t letter)
{
	size_t low = 0, high = letters->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (letters->items[middle].letter < letter)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct translit_letter *
translit_letters_find(
    const struct translit_letters *letters, uint32_t letter, uint32_t next)
{
	for (size_t i = first_of(letters, letter);
	     i < letters->count && letters->items[i].letter == letter; i++) {
		if (letters->items[i].next == 0 ||
		    letters->items[i].next == next)
			return &letters->items[i];
	}
	return NULL;
}
