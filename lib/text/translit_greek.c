/*
 * Greek words in ASCII; see translit_greek.h.
 */
#include "translit_greek.h"

#include <unicase.h>
#include <uninorm.h>

#include "translit_character.h"

#define ALPHA 0x03B1
#define GAMMA 0x03B3
#define EPSILON 0x03B5
#define ETA 0x03B7
#define OMEGA 0x03C9
#define MU 0x03BC
#define OMICRON 0x03BF
#define PI 0x03C0
#define UPSILON 0x03C5

#define TONOS 0x0301
#define DIAERESIS 0x0308

/* U+03B1 to U+03C9. */
static const char *const letters[OMEGA - ALPHA + 1] = {"a", "v", "g", "d", "e",
    "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t",
    "y", "f", "ch", "ps", "o"};

/* Two letters; NULL: by what follows them. */
static const struct {
	uint32_t first, second;
	const char *ascii;
} pairs[] = {
    {0x03B3, 0x03B3, "ng"},  /* γγ */
    {0x03B3, 0x03BE, "nx"},  /* γξ */
    {0x03B3, 0x03C7, "nch"}, /* γχ */
    {0x03BF, 0x03C5, "ou"},  /* ου */
};

/* A letter without its marks. */
struct letter {
	uint32_t base; /* lower case; 0: there is none */
	bool is_upper;
	bool has_accent;
	bool has_diaeresis;
	size_t len; /* bytes */
};

bool
translit_greek_is_letter(uint32_t character)
{
	return character == 0x0386 ||
	       (character >= 0x0388 && character <= 0x03CE) ||
	       (character >= 0x1F00 && character <= 0x1FFC);
}

bool
translit_greek_starts(struct span text)
{
	uint32_t character;

	return translit_character_take(&character, text) > 0 &&
	       translit_greek_is_letter(character);
}

/* Most letters have none, and need not come here. */
__attribute__((noinline)) static void
strip_marks(struct letter *letter, uint32_t character)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	int count;

	while ((count = uc_canonical_decomposition(character, parts)) > 0) {
		for (int i = 1; i < count; i++) {
			letter->has_accent |= parts[i] == TONOS;
			letter->has_diaeresis |= parts[i] == DIAERESIS;
		}
		character = parts[0];
	}
	letter->is_upper = translit_character_is_upper(character);
	character = uc_tolower(character);
	letter->base = character >= ALPHA && character <= OMEGA ? character : 0;
}

static struct letter
read_letter(struct span text)
{
	struct letter letter = {0};
	uint32_t character;
	size_t len = translit_character_take(&character, text);

	if (len == 0 || !translit_greek_is_letter(character))
		return letter;
	if (character >= ALPHA && character <= OMEGA)
		letter.base = character;
	else
		strip_marks(&letter, character);
	letter.len = len;
	return letter;
}

/* Does the voice sound in this letter, or is it a vowel? */
static bool
is_voiced(uint32_t base)
{
	static const bool voiceless[OMEGA - ALPHA + 1] = {
	    [0x03B8 - ALPHA] = true, /* θ */
	    [0x03BA - ALPHA] = true, /* κ */
	    [0x03BE - ALPHA] = true, /* ξ */
	    [0x03C0 - ALPHA] = true, /* π */
	    [0x03C2 - ALPHA] = true, /* ς */
	    [0x03C3 - ALPHA] = true, /* σ */
	    [0x03C4 - ALPHA] = true, /* τ */
	    [0x03C6 - ALPHA] = true, /* φ */
	    [0x03C7 - ALPHA] = true, /* χ */
	    [0x03C8 - ALPHA] = true, /* ψ */
	};

	return base != 0 && !voiceless[base - ALPHA];
}

/* "αυ", "ευ" and "ηυ" sound as what follows lets them; NULL: none of them. */
static const char *
vowel_pair(const struct letter *first, const struct letter *third)
{
	bool voiced = is_voiced(third->base);

	switch (first->base) {
	case ALPHA:
		return voiced ? "av" : "af";
	case EPSILON:
		return voiced ? "ev" : "ef";
	case ETA:
		return voiced ? "iv" : "if";
	}
	return NULL;
}

/* Is there a pair that this letter begins? */
static bool
begins_pair(uint32_t base)
{
	return base == ALPHA || base == GAMMA || base == EPSILON ||
	       base == ETA || base == MU || base == OMICRON;
}

/* What two letters sound like together; NULL: as each alone. */
static const char *
pair_of(const struct letter *first, const struct letter *second,
    const struct letter *third, bool in_word)
{
	/* Dots on the second part them, as an accent on the first does. */
	if (second->has_diaeresis)
		return NULL;
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		if (pairs[i].first == first->base &&
		    pairs[i].second == second->base)
			return pairs[i].ascii;
	}
	if (first->base == MU && second->base == PI)
		return in_word && third->base != 0 ? NULL : "b";
	return second->base == UPSILON ? vowel_pair(first, third) : NULL;
}

bool
translit_greek_read(
    struct translit_greek *greek, struct span text, bool in_word)
{
	struct letter first = read_letter(text);
	struct span rest = span_skip(text, first.len);
	struct letter second = {0}, third = {0};

	if (first.base == 0)
		return false;
	if (begins_pair(first.base) && !first.has_accent)
		second = read_letter(rest);
	if (second.base != 0)
		third = read_letter(span_skip(rest, second.len));

	const char *pair =
	    second.base != 0 ? pair_of(&first, &second, &third, in_word) : NULL;

	*greek = (struct translit_greek){
	    .ascii = pair != NULL ? pair : letters[first.base - ALPHA],
	    .len = first.len + (pair != NULL ? second.len : 0),
	    .is_upper = first.is_upper,
	    .next_is_upper = second.is_upper,
	    .is_pair = pair != NULL,
	};
	return true;
}
