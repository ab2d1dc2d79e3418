/*
 * Signs that depend on their neighbours; see translit_sign.h.
 */
#include "translit_sign.h"

#include "ascii.h"
#include "translit_decompose.h"

#define MICRO_SIGN 0x00B5
#define MIDDLE_DOT 0x00B7
#define DEGREE_SIGN 0x00B0
#define RAISED_O 0x00BA
#define RING_ABOVE 0x02DA
#define OPENING_QUOTE 0x00AB
#define CLOSING_QUOTE 0x00BB

/* Highest ordinal that a degree sign behind a number may mean. */
#define ORDINAL_MAX 12

static const char *
word(const struct translit_writer *writer, enum translit_word word)
{
	return translit_language_word(writer->language, word);
}

/* ${text} without one space or no-break space at its end. */
static struct span
without_space(struct span text)
{
	if (span_ends_with(text, SPAN("\xC2\xA0")))
		text.len -= 2;
	else if (span_ends_with(text, SPAN(" ")))
		text.len--;
	return text;
}

/* The same at its start: here there may be narrow ones too. */
static struct span
after_space(struct span text)
{
	if (span_starts_with(text, SPAN("\xC2\xA0")))
		return span_skip(text, 2);
	if (span_starts_with(text, SPAN("\xE2\x80\xAF")) ||
	    span_starts_with(text, SPAN("\xE2\x80\x89")))
		return span_skip(text, 3);
	return span_skip(text, span_starts_with(text, SPAN(" ")));
}

/* The whole number at the end of ${text}; empty if there is none. */
static struct span
number_at_end(struct span text)
{
	size_t start = text.len;

	while (start > 0 && ascii_is_digit(text.ptr[start - 1]))
		start--;
	if (start > 0 && start < text.len &&
	    memchr(".,/^", text.ptr[start - 1], 4) != NULL)
		start = text.len;
	return span_skip(text, start);
}

/*
 * Write the word for exactly one unit, ${one}, or the next, as the number that
 * was written before it asks for.
 */
static void
put_word(struct translit_writer *writer, enum translit_word one)
{
	struct span number =
	    number_at_end(without_space(translit_written(writer)));
	bool is_one = span_equal(number, SPAN("1"));

	translit_put_word(writer, word(writer, is_one ? one : one + 1));
}

/* ---------- micro ---------- */

/* Length of the ASCII letters that follow. */
static size_t
letters_after(const struct translit_writer *writer)
{
	size_t len = 0;

	while (len < writer->rest.len && ascii_is_letter(writer->rest.ptr[len]))
		len++;
	return len;
}

/*
 * The micro sign, or the letter mu in its place: "µg" is "micrograms", and
 * never "mg".  False: it is a letter.
 */
static bool
put_micro(struct translit_writer *writer, uint32_t sign)
{
	static const struct {
		const char *symbol;
		enum translit_word one;
	} units[] = {
	    {"g", TRANSLIT_MICROGRAM},
	    {"l", TRANSLIT_MICROLITRE},
	    {"L", TRANSLIT_MICROLITRE},
	    {"m", TRANSLIT_MICROMETRE},
	    {"s", TRANSLIT_MICROSECOND},
	};
	size_t len = letters_after(writer);
	struct span symbol = {writer->rest.ptr, len};

	if (len == 0 &&
	    (sign != MICRO_SIGN || translit_byte_after(writer) == '-'))
		return false;
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		if (span_equal(symbol, span_from(units[i].symbol))) {
			writer->rest = span_skip(writer->rest, len);
			put_word(writer, units[i].one);
			return true;
		}
	}
	if (ascii_is_alphanumeric(translit_byte_before(writer)))
		buffer_append_byte(writer->out, ' ');
	translit_put_plain(writer, word(writer, TRANSLIT_MICRO));
	return true;
}

/* ---------- degrees, and letters that are raised ---------- */

/* "n°" or "n.º" before a number; ${after}: what stands for the sign. */
static bool
is_numero(const struct translit_writer *writer, const char **after)
{
	struct span text = translit_written(writer);
	bool has_dot = span_ends_with(text, SPAN("."));

	text.len -= has_dot;
	if (!span_ends_with(text, SPAN("n")) &&
	    !span_ends_with(text, SPAN("N")))
		return false;
	text.len--;
	*after = has_dot || translit_byte_after(writer) == 's'
		     ? "o"
		     : word(writer, TRANSLIT_NUMERO);
	return text.len == 0 ||
	       (!ascii_is_alphanumeric(text.ptr[text.len - 1]) &&
		   (unsigned char)text.ptr[text.len - 1] < 0x80);
}

/* In "2° grado" the sign is an "o": a low number, and a word behind it. */
static bool
is_ordinal(const struct translit_writer *writer)
{
	struct span number = number_at_end(translit_written(writer));
	struct span rest = writer->rest;
	unsigned value = 0;

	if (!writer->language->has_ordinals || number.len == 0 ||
	    number.len > 2 || !span_starts_with(rest, SPAN(" ")) ||
	    rest.len < 2)
		return false;
	for (size_t i = 0; i < number.len; i++)
		value = value * 10 + (unsigned)(number.ptr[i] - '0');
	return value >= 1 && value <= ORDINAL_MAX && rest.ptr[1] >= 'a' &&
	       rest.ptr[1] <= 'z';
}

/* Does "C" or "F" follow, so that this is a temperature? */
static bool
is_temperature(const struct translit_writer *writer)
{
	struct span rest = after_space(writer->rest);

	return rest.len > 0 && (rest.ptr[0] == 'C' || rest.ptr[0] == 'F') &&
	       (rest.len == 1 || !ascii_is_letter(rest.ptr[1]));
}

static void
put_raised(struct translit_writer *writer, uint32_t sign)
{
	bool is_degree = sign != RAISED_O && !is_ordinal(writer);
	const char *after;

	if (is_numero(writer, &after)) {
		translit_put_plain(writer, after);
		if (ascii_is_digit(translit_byte_after(writer)))
			buffer_append_byte(writer->out, ' ');
	} else if (is_degree || is_temperature(writer)) {
		put_word(writer, TRANSLIT_DEGREE);
	} else {
		translit_put_plain(writer, "o");
	}
}

/* ---------- the middle dot ---------- */

/* Does a power of ten follow, "10" and a raised figure? */
static bool
is_before_power(const struct translit_writer *writer)
{
	struct span rest = writer->rest;

	return span_starts_with(rest, SPAN("10")) && rest.len > 2 &&
	       ((unsigned char)rest.ptr[2] >= 0x80 || rest.ptr[2] == '^');
}

/*
 * "3·5 mg" is a number in English, and elsewhere a product; "a · b" is a list.
 * In Greek a dot behind a word is its colon.
 */
static void
put_middle_dot(struct translit_writer *writer)
{
	char before = translit_byte_before(writer);
	char after = translit_byte_after(writer);
	bool parts_digits = ascii_is_digit(before) && ascii_is_digit(after);
	bool parts_words =
	    ascii_is_alphanumeric(before) && ascii_is_alphanumeric(after);

	const char *form = "*";

	if (parts_words && (!parts_digits || (writer->language->dots_decimals &&
						 !is_before_power(writer))))
		form = ".";
	else if (writer->language->is_greek && after == ' ' &&
		 ascii_is_alphanumeric(before))
		form = ":";
	translit_put_plain(writer, form);
}

/* ---------- quotes ---------- */

/* "« mot »" is "\"mot\"": the spaces are of the quotes. */
static void
put_quote(struct translit_writer *writer, bool opens)
{
	if (writer->language->pads_quotes && opens)
		writer->rest = after_space(writer->rest);
	else if (writer->language->pads_quotes)
		writer->out->len =
		    writer->start + without_space(translit_written(writer)).len;
	translit_put_plain(writer, "\"");
}

bool
translit_sign_put(struct translit_writer *writer, uint32_t sign)
{
	switch (sign) {
	case MICRO_SIGN:
	case TRANSLIT_MU:
		return put_micro(writer, sign);
	case DEGREE_SIGN:
	case RAISED_O:
	case RING_ABOVE:
		put_raised(writer, sign);
		return true;
	case MIDDLE_DOT:
		put_middle_dot(writer);
		return true;
	case OPENING_QUOTE:
	case CLOSING_QUOTE:
		put_quote(writer, sign == OPENING_QUOTE);
		return true;
	}
	return false;
}
