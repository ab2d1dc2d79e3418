/*
 * Letters of words in ASCII; see translit_word.h.
 */
#include "translit_word.h"

#include <string.h>
#include <unicase.h>
#include <uninorm.h>

#include "ascii.h"
#include "translit_character.h"
#include "translit_cyrillic.h"
#include "translit_greek.h"
#include "translit_table.h"

#define SHARP_S 0x00DF

/* The letter that follows; 0 if something else does. */
static uint32_t
next_letter(struct span rest)
{
	uint32_t next;

	if (translit_character_take(&next, rest) == 0 ||
	    !translit_character_is_letter(next))
		return 0;
	return next;
}

static bool
is_capital(char byte)
{
	return byte >= 'A' && byte <= 'Z';
}

/* Of a capital: are its neighbours capitals, so that all of its form is? */
static bool
is_among_capitals(const struct translit_writer *writer, uint32_t next)
{
	if (next != 0)
		return translit_character_is_upper(next);
	return is_capital(translit_byte_before(writer));
}

static void
put_form(struct translit_writer *writer, const char *ascii, bool is_upper)
{
	bool among_capitals =
	    is_upper && ascii[1] != '\0' &&
	    is_among_capitals(writer, next_letter(writer->rest));

	translit_put_letters(writer, ascii, is_upper, among_capitals);
}

/* The sharp s stands for its own capital, too: "STRAßE". */
static bool
is_in_capitals(const struct translit_writer *writer)
{
	return is_capital(translit_byte_before(writer)) &&
	       is_among_capitals(writer, next_letter(writer->rest));
}

/* ---------- Latin and Cyrillic ---------- */

/* The language's own spelling, perhaps of two letters. */
static bool
put_own(struct translit_writer *writer, uint32_t lower, bool is_upper)
{
	const struct translit_letter *found;
	uint32_t next = 0;
	size_t next_len = translit_character_take(&next, writer->rest);

	found = translit_letters_find(writer->language->letters, lower,
	    next_len > 0 ? uc_tolower(next) : 0);
	if (found == NULL)
		return false;
	if (found->next != 0) {
		writer->rest = span_skip(writer->rest, next_len);
		translit_put_letters(writer, found->ascii, is_upper,
		    translit_character_is_upper(next));
	} else {
		put_form(writer, found->ascii, is_upper);
	}
	return true;
}

/* The spelling that most languages have. */
static const char *
common_form(uint32_t lower, struct span rest)
{
	const struct translit_letter *found;

	if (lower >= 0x0400 && lower < 0x0530)
		return translit_cyrillic_find(
		    lower, lower == 0x044A ? uc_tolower(next_letter(rest)) : 0);
	found = translit_letters_find(&translit_letters_neutral, lower, 0);
	return found != NULL ? found->ascii : NULL;
}

/*
 * An accent at the end of a word, behind the letter: "perché" is "perche'".
 * Not of a circumflex or a tilde, which tell no words apart there, nor on a
 * consonant, which only names from elsewhere have.
 */
static bool
put_end(struct translit_writer *writer, uint32_t letter)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];

	if (uc_canonical_decomposition(letter, parts) != 2 ||
	    (parts[1] != 0x0300 && parts[1] != 0x0301) || parts[0] >= 0x80 ||
	    strchr("aeiouAEIOU", (char)parts[0]) == NULL ||
	    next_letter(writer->rest) != 0)
		return false;
	translit_put_plain(writer, (char[]){(char)parts[0], '\'', '\0'});
	return true;
}

/* ---------- Greek ---------- */

/* A space and then a Greek word, of two letters or more. */
static bool
is_before_greek_word(struct span rest)
{
	struct translit_greek greek;

	if (rest.len == 0 || rest.ptr[0] != ' ' ||
	    !translit_greek_read(&greek, span_skip(rest, 1), false))
		return false;
	return greek.is_pair ||
	       translit_greek_starts(span_skip(rest, 1 + greek.len));
}

static bool
is_signs_neighbour(char byte)
{
	return ascii_is_alphanumeric(byte) || byte == '-';
}

/*
 * Is this letter part of a word?  Alone it may be the sign "β"; with an accent
 * it is a word of one letter.
 */
static bool
is_in_greek_word(const struct translit_writer *writer, uint32_t letter)
{
	char before = translit_byte_before(writer);

	if (writer->last == TRANSLIT_LAST_GREEK && before != ' ')
		return true;
	if (translit_greek_starts(writer->rest))
		return !ascii_is_alphanumeric(before);
	if (is_signs_neighbour(before) ||
	    is_signs_neighbour(translit_byte_after(writer)))
		return false;
	return writer->language->is_greek ||
	       translit_table_find(letter) == NULL ||
	       is_before_greek_word(writer->rest) ||
	       (writer->last == TRANSLIT_LAST_GREEK && before == ' ');
}

static bool
put_greek(
    struct translit_writer *writer, uint32_t letter, struct span character)
{
	struct translit_greek greek;
	struct span text =
	    span_between(character.ptr, writer->rest.ptr + writer->rest.len);
	bool in_word = writer->last == TRANSLIT_LAST_GREEK &&
		       translit_byte_before(writer) != ' ';

	if (!is_in_greek_word(writer, letter) ||
	    !translit_greek_read(&greek, text, in_word))
		return false;
	writer->rest = span_skip(text, greek.len);
	if (greek.is_pair)
		translit_put_letters(
		    writer, greek.ascii, greek.is_upper, greek.next_is_upper);
	else
		put_form(writer, greek.ascii, greek.is_upper);
	writer->last = TRANSLIT_LAST_GREEK;
	return true;
}

bool
translit_word_put(
    struct translit_writer *writer, uint32_t letter, struct span character)
{
	uint32_t lower = uc_tolower(letter);
	const char *ascii;

	if (translit_greek_is_letter(letter))
		return put_greek(writer, letter, character);
	if (writer->language->letters != NULL &&
	    put_own(writer, lower, lower != letter))
		return true;
	if (writer->language->ends_accented && put_end(writer, letter))
		return true;
	ascii = common_form(lower, writer->rest);
	if (ascii == NULL)
		return false;
	put_form(writer, ascii,
	    lower != letter || (letter == SHARP_S && is_in_capitals(writer)));
	return true;
}
