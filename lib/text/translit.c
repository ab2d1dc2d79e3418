/*
 * Unicode text in ASCII; see translit.h.
 *
 * One pass, one character at a time.  A form may depend on its neighbours: the
 * byte written last ("5µg": a space is due), the character that follows ("µg":
 * a unit), and what kind of form came before (a combining mark belongs to it).
 */
#include "translit.h"

#include <stdint.h>
#include <uninorm.h>

#include "translit_class.h"
#include "translit_decompose.h"
#include "translit_table.h"
#include "utf8.h"

#define NO_BREAK_SPACE SPAN("\xC2\xA0")

#define MICRO_SIGN 0x00B5

/* What was written last. */
enum last {
	LAST_NOTHING,
	LAST_ASCII,
	LAST_FRACTION,
	LAST_RAISED,
	LAST_LOWERED,
	LAST_KEPT, /* a character without an ASCII form */
};

struct translit {
	struct buffer *out;
	size_t start;     /* out->len at the beginning */
	struct span rest; /* what follows the present character */
	enum last last;
	bool keeps_no_break;
	bool is_greek; /* Greek letters are words here, not signs */
	bool is_complete;
};

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool
is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool
is_alphanumeric(char byte)
{
	return is_letter(byte) || is_digit(byte);
}

/* The byte written last; a space at the beginning. */
static char
byte_before(const struct translit *t)
{
	return t->out->len > t->start ? t->out->ptr[t->out->len - 1] : ' ';
}

/* The byte that follows; a space at the end. */
static char
byte_after(const struct translit *t)
{
	return t->rest.len > 0 ? t->rest.ptr[0] : ' ';
}

/*
 * Are there two Greek letters side by side (U+0370 to U+03FF)?  Then they are
 * words, and a letter alone may be one too.
 */
static bool
has_greek_words(struct span text)
{
	for (size_t i = 2; i < text.len; i++) {
		unsigned char before = (unsigned char)text.ptr[i - 2];
		unsigned char here = (unsigned char)text.ptr[i];

		if ((before == 0xCE || before == 0xCF) &&
		    (here == 0xCE || here == 0xCF))
			return true;
	}
	return false;
}

static void
keep(struct translit *t, struct span character)
{
	buffer_append(t->out, character);
	t->last = LAST_KEPT;
	t->is_complete = false;
}

static void
put_plain(struct translit *t, const char *ascii)
{
	buffer_append_text(t->out, ascii);
	t->last = LAST_ASCII;
}

/* Put ${ascii} with ${joint} where it would touch a byte that ${joins}. */
static void
put_joined(
    struct translit *t, const char *ascii, char joint, bool (*joins)(char byte))
{
	if (joins(byte_before(t)))
		buffer_append_byte(t->out, joint);
	put_plain(t, ascii);
	if (joins(byte_after(t)))
		buffer_append_byte(t->out, joint);
}

static void
put_word(struct translit *t, const char *ascii)
{
	put_joined(t, ascii, ' ', is_alphanumeric);
}

static void
put_form(
    struct translit *t, const struct translit_form *form, struct span character)
{
	switch (form->join) {
	case TRANSLIT_PLAIN:
		put_plain(t, form->ascii);
		break;
	case TRANSLIT_WORD:
		put_word(t, form->ascii);
		break;
	case TRANSLIT_GREEK:
		if (t->is_greek)
			keep(t, character);
		else
			put_joined(t, form->ascii, '-', is_letter);
		break;
	}
}

/* A character of no form of its own; false: it has one. */
static bool
put_unseen(struct translit *t, uint32_t c, struct span character)
{
	bool on_kept = t->last == LAST_KEPT;

	switch (translit_class_of(c)) {
	case TRANSLIT_SEEN:
		return false;
	case TRANSLIT_NEVER_SEEN:
		return true;
	case TRANSLIT_JOINER:
		if (on_kept)
			keep(t, character);
		return true;
	case TRANSLIT_MARK:
		if (on_kept || t->last == LAST_NOTHING)
			keep(t, character);
		return true;
	case TRANSLIT_MEANINGFUL_MARK:
		keep(t, character);
		return true;
	case TRANSLIT_NO_BREAK_SPACE:
		buffer_append(
		    t->out, t->keeps_no_break ? NO_BREAK_SPACE : SPAN(" "));
		t->last = LAST_ASCII;
		return true;
	}
	return false;
}

/* Length of the ASCII letters that follow. */
static size_t
letters_after(const struct translit *t)
{
	size_t len = 0;

	while (len < t->rest.len && is_letter(t->rest.ptr[len]))
		len++;
	return len;
}

/*
 * The micro sign, or the letter mu in its place: "µg" is "micrograms".  False:
 * it is a letter.
 */
static bool
put_micro(struct translit *t, uint32_t c)
{
	static const struct {
		const char *symbol;
		const char *name;
	} units[] = {
	    {"g", "micrograms"},
	    {"l", "microlitres"},
	    {"L", "microlitres"},
	    {"m", "micrometres"},
	    {"s", "microseconds"},
	};
	size_t len = letters_after(t);
	struct span symbol = {t->rest.ptr, len};

	if (len == 0 && (c != MICRO_SIGN || byte_after(t) == '-'))
		return false;
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		if (span_equal(symbol, span_from(units[i].symbol))) {
			t->rest = span_skip(t->rest, len);
			put_word(t, units[i].name);
			return true;
		}
	}
	if (is_alphanumeric(byte_before(t)))
		buffer_append_byte(t->out, ' ');
	put_plain(t, "micro");
	return true;
}

/* "3·5" is a number, "a · b" a list. */
static void
put_middle_dot(struct translit *t)
{
	bool within =
	    is_alphanumeric(byte_before(t)) && is_alphanumeric(byte_after(t));

	put_plain(t, within ? "." : "*");
}

/* Characters whose form depends on their neighbours; false: none of them. */
static bool
put_contextual(struct translit *t, uint32_t c)
{
	switch (c) {
	case MICRO_SIGN:
	case TRANSLIT_MU:
		return put_micro(t, c);
	case 0x00B7:
		put_middle_dot(t);
		return true;
	case 0x00BA: /* the ordinal sign, often typed for a degree */
		if (byte_after(t) != 'C' && byte_after(t) != 'F')
			return false;
		put_word(t, "degrees");
		return true;
	}
	return false;
}

static void put_text(struct translit *t, struct span text);

/* Put the decomposition of a character, set off as its ${tag} asks for. */
static void
put_decomposed(struct translit *t, struct span decomposed, int tag)
{
	struct span rest = t->rest;
	enum last before = t->last, after = LAST_ASCII;
	const char *begin = "", *end = "";

	switch (tag) {
	case UC_DECOMP_SUPER:
		begin = before == LAST_RAISED ? "" : "^";
		after = LAST_RAISED;
		break;
	case UC_DECOMP_SUB:
		begin = is_digit(byte_before(t)) && before != LAST_LOWERED ? "_"
									   : "";
		after = LAST_LOWERED;
		break;
	case UC_DECOMP_FRACTION:
		begin = is_digit(byte_before(t)) ? " " : "";
		after = LAST_FRACTION;
		break;
	case UC_DECOMP_CIRCLE:
		begin = "(";
		end = ")";
		break;
	}
	put_plain(t, begin);
	put_text(t, decomposed);
	put_plain(t, end);
	t->rest = rest;
	t->last = after;
}

/* False: ${character} has no decomposition that has an ASCII form. */
static bool
put_by_decomposition(struct translit *t, struct span character)
{
	struct translit_decomposition found;

	if (!translit_decompose(&found, character))
		return false;
	/* Among characters as wide as itself it stays. */
	if (found.tag == UC_DECOMP_WIDE && t->last == LAST_KEPT)
		return false;
	put_decomposed(t, (struct span){found.bytes, found.len}, found.tag);
	return true;
}

static void
put_character(struct translit *t, uint32_t c, struct span character)
{
	const struct translit_form *form;
	char box = translit_table_box(c);

	if (box != '\0') {
		put_plain(t, (char[]){box, '\0'});
	} else if (put_unseen(t, c, character) || put_contextual(t, c)) {
		return;
	} else if ((form = translit_table_find(c)) != NULL) {
		put_form(t, form, character);
	} else if (!put_by_decomposition(t, character)) {
		keep(t, character);
	}
}

/* Put the ASCII at the start of ${text} and return its length. */
static size_t
put_ascii(struct translit *t, struct span text)
{
	size_t len = 0;

	while (len < text.len && (unsigned char)text.ptr[len] < 0x80)
		len++;
	if (len == 0)
		return 0;
	if (is_digit(text.ptr[0]) &&
	    (t->last == LAST_FRACTION || t->last == LAST_RAISED ||
		t->last == LAST_LOWERED))
		buffer_append_byte(t->out, ' ');
	buffer_append(t->out, (struct span){text.ptr, len});
	t->last = LAST_ASCII;
	return len;
}

static void
put_text(struct translit *t, struct span text)
{
	t->rest = text;
	while (t->rest.len > 0) {
		uint32_t c;
		struct span after = span_skip(t->rest, put_ascii(t, t->rest));
		size_t len = utf8_decode(&c, after);

		t->rest = span_skip(after, len > 0 ? len : 1);
		if (len > 0)
			put_character(t, c, (struct span){after.ptr, len});
		else if (after.len > 0)
			put_plain(t, "?");
	}
}

static bool
translit(struct buffer *out, struct span text, bool keeps_no_break)
{
	struct translit t = {
	    .out = out,
	    .start = out->len,
	    .keeps_no_break = keeps_no_break,
	    .is_greek = has_greek_words(text),
	    .is_complete = true,
	};

	put_text(&t, text);
	return t.is_complete;
}

bool
translit_to_ascii(struct buffer *out, struct span text)
{
	return translit(out, text, false);
}

bool
translit_for_layout(struct buffer *out, struct span text)
{
	return translit(out, text, true);
}
