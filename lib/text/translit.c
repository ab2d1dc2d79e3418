/*
 * Unicode text in ASCII; see translit.h.
 *
 * One pass, one character at a time.  Letters come first (translit_word.c),
 * then signs that depend on their neighbours (translit_sign.c), then the table
 * of forms, then Unicode's decompositions.
 */
#include "translit.h"

#include <stdint.h>
#include <uninorm.h>

#include "ascii.h"
#include "translit_character.h"
#include "translit_class.h"
#include "translit_decompose.h"
#include "translit_language.h"
#include "translit_sign.h"
#include "translit_table.h"
#include "translit_word.h"
#include "translit_writer.h"
#include "utf8.h"

#define NO_BREAK_SPACE SPAN("\xC2\xA0")

static void
put_words_form(struct translit_writer *writer, const struct translit_form *form)
{
	const char *word = translit_language_word(writer->language, form->word);

	if (form->join == TRANSLIT_WORD) {
		translit_put_word(writer, word);
	} else {
		translit_put_plain(writer, word);
		translit_put_plain(writer, form->ascii);
	}
}

static void
put_form(struct translit_writer *writer, const struct translit_form *form)
{
	if (form->word != TRANSLIT_NO_WORD) {
		put_words_form(writer, form);
		return;
	}
	switch (form->join) {
	case TRANSLIT_PLAIN:
		translit_put_plain(writer, form->ascii);
		break;
	case TRANSLIT_WORD:
		translit_put_word(writer, form->ascii);
		break;
	case TRANSLIT_GREEK:
		translit_put_joined(writer, form->ascii, '-', ascii_is_letter);
		break;
	}
}

/* A character of no form of its own; false: it has one. */
static bool
put_unseen(struct translit_writer *writer, uint32_t c, struct span character)
{
	bool on_kept = writer->last == TRANSLIT_LAST_KEPT;

	switch (translit_class_of(c)) {
	case TRANSLIT_SEEN:
		return false;
	case TRANSLIT_NEVER_SEEN:
		return true;
	case TRANSLIT_JOINER:
		if (on_kept)
			translit_keep(writer, character);
		return true;
	case TRANSLIT_MARK:
		if (on_kept || writer->last == TRANSLIT_LAST_NOTHING)
			translit_keep(writer, character);
		return true;
	case TRANSLIT_MEANINGFUL_MARK:
		translit_keep(writer, character);
		return true;
	case TRANSLIT_NO_BREAK_SPACE:
		buffer_append(writer->out,
		    writer->keeps_no_break ? NO_BREAK_SPACE : SPAN(" "));
		writer->last = TRANSLIT_LAST_ASCII;
		return true;
	}
	return false;
}

static void put_text(struct translit_writer *writer, struct span text);

/* "1ᵉʳ" and "Mᵐᵉ" are words, "xⁿ" and "10⁻³" are powers. */
static bool
is_power(uint32_t c, struct span decomposed)
{
	return c == 0x2071 || c == 0x207F || decomposed.len == 0 ||
	       !ascii_is_letter(decomposed.ptr[0]);
}

/* Put the decomposition of ${c}, set off as its ${tag} asks for. */
static void
put_decomposed(
    struct translit_writer *writer, uint32_t c, struct span decomposed, int tag)
{
	struct span rest = writer->rest;
	enum translit_last before = writer->last, after = TRANSLIT_LAST_ASCII;
	const char *begin = "", *end = "";

	switch (tag) {
	case UC_DECOMP_SUPER:
		begin =
		    before == TRANSLIT_LAST_RAISED || !is_power(c, decomposed)
			? ""
			: "^";
		after = TRANSLIT_LAST_RAISED;
		break;
	case UC_DECOMP_SUB:
		begin = ascii_is_digit(translit_byte_before(writer)) &&
				before != TRANSLIT_LAST_LOWERED
			    ? "_"
			    : "";
		after = TRANSLIT_LAST_LOWERED;
		break;
	case UC_DECOMP_FRACTION:
		begin = ascii_is_digit(translit_byte_before(writer)) ? " " : "";
		after = TRANSLIT_LAST_FRACTION;
		break;
	case UC_DECOMP_CIRCLE:
		begin = "(";
		end = ")";
		break;
	}
	translit_put_plain(writer, begin);
	writer->depth++;
	put_text(writer, decomposed);
	writer->depth--;
	translit_put_plain(writer, end);
	writer->rest = rest;
	writer->last = after;
}

/* False: the character has no decomposition that has an ASCII form. */
static bool
put_by_decomposition(struct translit_writer *writer, uint32_t c)
{
	struct translit_decomposition found;

	if (writer->depth > 0 || !translit_decompose(&found, c))
		return false;
	/* Among characters as wide as itself it stays. */
	if (found.tag == UC_DECOMP_WIDE && writer->last == TRANSLIT_LAST_KEPT)
		return false;
	put_decomposed(
	    writer, c, (struct span){found.bytes, found.len}, found.tag);
	return true;
}

/* Blocks with letters of words: Latin, Greek, Cyrillic. */
static bool
may_be_in_word(uint32_t c)
{
	return (c >= 0x00C0 && c < 0x02B0) || (c >= 0x0370 && c < 0x0530) ||
	       (c >= 0x1E00 && c < 0x2000);
}

static void
put_character(struct translit_writer *writer, uint32_t c, struct span character)
{
	const struct translit_form *form;
	char box = translit_table_box(c);

	if (c < 0x80 || box != '\0') {
		char byte = c < 0x80 ? (char)c : box;

		translit_put_plain(writer, (char[]){byte, '\0'});
		return;
	}
	if (may_be_in_word(c) && translit_word_put(writer, c, character))
		return;
	if (put_unseen(writer, c, character) || translit_sign_put(writer, c))
		return;
	form = translit_table_find(c);
	if (form != NULL)
		put_form(writer, form);
	else if (!put_by_decomposition(writer, c))
		translit_keep(writer, character);
}

/* Does this follow a part whose digits a space must set off? */
static bool
is_set_off(enum translit_last last)
{
	return last == TRANSLIT_LAST_FRACTION || last == TRANSLIT_LAST_RAISED ||
	       last == TRANSLIT_LAST_LOWERED;
}

/*
 * Put the ASCII at the start of ${text} and return its length.  A letter with
 * a combining mark behind it is not of it.
 */
static size_t
put_ascii(struct translit_writer *writer, struct span text)
{
	size_t len = 0;

	while (len < text.len && (unsigned char)text.ptr[len] < 0x80)
		len++;
	if (len > 0 && writer->depth == 0 &&
	    translit_character_marked(text, len))
		len--;
	if (len == 0)
		return 0;
	if (ascii_is_digit(text.ptr[0]) && is_set_off(writer->last))
		buffer_append_byte(writer->out, ' ');
	buffer_append(writer->out, (struct span){text.ptr, len});
	/* A Greek word may go on after a space. */
	if (len != 1 || text.ptr[0] != ' ' ||
	    writer->last != TRANSLIT_LAST_GREEK)
		writer->last = TRANSLIT_LAST_ASCII;
	return len;
}

static void
put_text(struct translit_writer *writer, struct span text)
{
	writer->rest = text;
	while (writer->rest.len > 0) {
		uint32_t c;
		struct span after =
		    span_skip(writer->rest, put_ascii(writer, writer->rest));
		/* What has been decomposed stays so. */
		size_t len = writer->depth > 0
				 ? utf8_decode(&c, after)
				 : translit_character_take(&c, after);

		if (writer->depth == 0)
			writer->at = writer->text.len - after.len;
		writer->rest = span_skip(after, len > 0 ? len : 1);
		if (len > 0)
			put_character(writer, c, (struct span){after.ptr, len});
		else if (after.len > 0)
			translit_put_plain(writer, "?");
	}
}

/* Transliterate, and return the index of the first character that is kept. */
static size_t
translit(struct buffer *out, struct span text,
    const struct translit_language *language, bool keeps_no_break)
{
	struct translit_writer writer = {
	    .out = out,
	    .language =
		language != NULL ? language : translit_language_of(SPAN("")),
	    .start = out->len,
	    .text = text,
	    .keeps_no_break = keeps_no_break,
	    .kept_at = text.len,
	};

	put_text(&writer, text);
	return writer.kept_at;
}

bool
translit_to_ascii(struct buffer *out, struct span text,
    const struct translit_language *language)
{
	return translit(out, text, language, false) == text.len;
}

bool
translit_for_layout(struct buffer *out, struct span text,
    const struct translit_language *language)
{
	return translit(out, text, language, true) == text.len;
}

size_t
translit_find_kept(struct span text, const struct translit_language *language)
{
	struct buffer scratch = BUFFER_EMPTY;
	size_t found = translit(&scratch, text, language, false);

	buffer_free(&scratch);
	return found;
}

/* Letters that are written for signs. */
static bool
is_sign_letter(uint32_t c)
{
	return c == 0x00AA || c == 0x00B5 || c == 0x00BA || c == 0x2126 ||
	       (c >= 0x2070 && c < 0x20A0);
}

static bool
changes_word(uint32_t c)
{
	struct translit_decomposition found;
	enum translit_class class = translit_class_of(c);

	if (translit_character_is_letter(c))
		return !is_sign_letter(c);
	if (class == TRANSLIT_MARK || class == TRANSLIT_MEANINGFUL_MARK)
		return true;
	return class == TRANSLIT_SEEN && translit_table_find(c) == NULL &&
	       translit_table_box(c) == 0 && c != 0x00AB && c != 0x00BB &&
	       c != 0x00B7 && !translit_decompose(&found, c);
}

bool
translit_changes_words(struct span text)
{
	while (text.len > 0) {
		uint32_t c = 0;
		size_t len;

		text = span_skip(text, utf8_ascii_length(text));
		len = utf8_decode(&c, text);
		if (len > 0 && changes_word(c))
			return true;
		text = span_skip(text, len > 0 ? len : 1);
	}
	return false;
}
