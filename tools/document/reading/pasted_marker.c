/*
 * Bullets are a table; numbers and letters are read and counted.
 */
#include "pasted_marker.h"

#include <string.h>

#include "ascii.h"
#include "utf8.h"

/* Longest number, and longest Roman one, that marks an item. */
#define DIGITS_MAX 3
#define ROMAN_MAX 5

static const struct {
	const char *text;
	enum pasted_kind kind;
} bullets[] = {
    {"\xe2\x80\xa2", PASTED_BULLET}, /* bullet */
    {"\xe2\x80\xa3", PASTED_BULLET}, /* triangular bullet */
    {"\xe2\x81\x83", PASTED_BULLET}, /* hyphen bullet */
    {"\xc2\xb7", PASTED_BULLET},     /* middle dot */
    {"\xe2\x97\x8f", PASTED_BULLET}, /* black circle */
    {"\xe2\x97\x8b", PASTED_BULLET}, /* white circle */
    {"\xe2\x97\xa6", PASTED_BULLET}, /* white bullet */
    {"\xe2\x96\xaa", PASTED_BULLET}, /* small black square */
    {"\xe2\x96\xa0", PASTED_BULLET}, /* black square */
    {"\xe2\x96\xab", PASTED_BULLET}, /* small white square */
    {"\xe2\x96\xb6", PASTED_BULLET}, /* triangle */
    {"\xe2\x96\xb8", PASTED_BULLET}, /* small triangle */
    {"\xe2\x96\xba", PASTED_BULLET}, /* pointer */
    {"\xe2\x97\x86", PASTED_BULLET}, /* black diamond */
    {"\xe2\x97\x87", PASTED_BULLET}, /* white diamond */
    {"\xe2\x99\xa6", PASTED_BULLET}, /* diamond suit */
    {"\xe2\x9d\x96", PASTED_BULLET}, /* black diamond minus white X */
    {"\xe2\x9e\xa2", PASTED_BULLET}, /* arrowhead */
    {"\xe2\x9e\xa4", PASTED_BULLET}, /* black arrowhead */
    {"\xe2\x96\xa1", PASTED_SIGN},   /* white square */
    {"\xe2\x9d\x91", PASTED_SIGN},   /* shadowed white square */
    {"\xe2\x98\x90", PASTED_SIGN},   /* box */
    {"\xe2\x98\x91", PASTED_SIGN},   /* box with check */
    {"\xe2\x98\x92", PASTED_SIGN},   /* box with X */
    {"\xe2\x9c\x85", PASTED_SIGN},   /* white heavy check mark */
    {"\xe2\x9c\x93", PASTED_SIGN},   /* check mark */
    {"\xe2\x9c\x94", PASTED_SIGN},   /* heavy check mark */
    {"\xe2\x9c\x97", PASTED_SIGN},   /* ballot X */
    {"\xe2\x9c\x98", PASTED_SIGN},   /* heavy ballot X */
    {"\xe2\x9d\x8c", PASTED_SIGN},   /* cross mark */
    {"\xe2\x98\x85", PASTED_SIGN},   /* star */
    {"\xe2\x98\x86", PASTED_SIGN},   /* white star */
    {"\xe2\x86\x92", PASTED_SIGN},   /* arrow */
    {"\xe2\x87\x92", PASTED_SIGN},   /* double arrow */
    {"\xe2\x9e\x94", PASTED_SIGN},   /* heavy arrow */
    {"\xe2\x9e\x9c", PASTED_SIGN},   /* heavy round-tipped arrow */
    {"\xe2\x80\x93", PASTED_DASH},   /* en dash */
    {"\xe2\x80\x94", PASTED_DASH},   /* em dash */
    {"\xe2\x88\x92", PASTED_DASH},   /* minus */
};

size_t
pasted_no_break_length(struct span text)
{
	if (span_starts_with(text, SPAN("\xc2\xa0")))
		return 2;
	if (span_starts_with(text, SPAN("\xe2\x80\xaf")))
		return 3;
	return 0;
}

/* The bytes of white space that ${text} begins with. */
static size_t
space_length(struct span text)
{
	size_t length = 0;

	for (;;) {
		struct span rest = span_skip(text, length);
		size_t step = pasted_no_break_length(rest);

		if (step == 0 && rest.len > 0 &&
		    (rest.ptr[0] == ' ' || rest.ptr[0] == '\t'))
			step = 1;
		if (step == 0)
			return length;
		length += step;
	}
}

/* Word writes its own fonts' bullets as U+F020 to U+F0FF. */
static bool
is_symbol_font(struct span text)
{
	uint32_t character;

	return utf8_decode(&character, text) == 3 && character >= 0xf020 &&
	       character <= 0xf0ff;
}

static struct pasted_marker
read_bullet(struct span line)
{
	size_t count = sizeof bullets / sizeof bullets[0];
	size_t i = 0;

	while (i < count && !span_starts_with(line, span_from(bullets[i].text)))
		i++;

	bool is_symbol = i == count && is_symbol_font(line);
	if (i == count && !is_symbol)
		return (struct pasted_marker){0};
	struct pasted_marker marker = {
	    .kind = is_symbol ? PASTED_BULLET : bullets[i].kind,
	    .length = is_symbol ? 3 : strlen(bullets[i].text),
	};
	size_t space = space_length(span_skip(line, marker.length));
	/* A dash right before a word may belong to it. */
	if (space == 0 && marker.kind == PASTED_DASH)
		return (struct pasted_marker){0};
	marker.length += space;
	return marker;
}

/* "-" or the like without the space that Markdown wants. */
static struct pasted_marker
read_hyphen(struct span line)
{
	struct span rest = span_skip(line, 1);
	size_t space = pasted_no_break_length(rest);
	/* Two stars are emphasis. */
	bool is_lone = line.ptr[0] != '*' || span_find(rest, '*') == rest.len;
	bool is_word = is_lone && rest.len > 0 &&
		       (ascii_is_letter(rest.ptr[0]) ||
			   (unsigned char)rest.ptr[0] >= 0x80);

	if (space == 0 && !is_word)
		return (struct pasted_marker){0};
	return (struct pasted_marker){
	    .kind = PASTED_HYPHEN, .length = 1 + space_length(rest)};
}

/*
 * Word's symbol fonts have their bullets where other fonts have letters: "o" is
 * a circle, "§" a square.  A tab makes sure, a space does not.
 */
static struct pasted_marker
read_symbol(struct span line)
{
	static const char *const symbols[] = {
	    "o", "v", "q", "\xc2\xa7", "\xc3\x98", "\xc3\xbc", "\xc3\xa0"};

	for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++) {
		struct span symbol = span_from(symbols[i]);
		struct span rest = span_skip(line, symbol.len);
		size_t space = space_length(rest);

		if (!span_starts_with(line, symbol) || space == 0 ||
		    (i > 0 && rest.ptr[0] != '\t'))
			continue;
		return (struct pasted_marker){
		    .kind = PASTED_BULLET,
		    .length = symbol.len + space,
		    .is_weak = rest.ptr[0] == ' ',
		};
	}
	return (struct pasted_marker){0};
}

/* The value of small Roman numerals, or 0. */
static unsigned
roman_value(struct span letters)
{
	static const char *const numerals[] = {"i", "ii", "iii", "iv", "v",
	    "vi", "vii", "viii", "ix", "x", "xi", "xii"};

	for (unsigned i = 0; i < sizeof numerals / sizeof numerals[0]; i++)
		if (span_equal_nocase(letters, span_from(numerals[i])))
			return i + 1;
	return 0;
}

/* Read the digits or letters of ${text} into ${marker}; their length. */
static size_t
read_count(struct pasted_marker *marker, struct span text)
{
	size_t length = 0;

	while (length < text.len && length <= DIGITS_MAX &&
	       ascii_is_digit(text.ptr[length])) {
		marker->value =
		    marker->value * 10 + (unsigned)(text.ptr[length] - '0');
		length++;
	}
	if (length > 0) {
		marker->kind = PASTED_NUMBER;
		return length > DIGITS_MAX ? 0 : length;
	}
	while (length < text.len && length <= ROMAN_MAX &&
	       ascii_is_letter(text.ptr[length]))
		length++;
	marker->kind = PASTED_LETTER;
	marker->roman = roman_value((struct span){text.ptr, length});
	if (length == 1)
		marker->value = (unsigned)(ascii_lower(text.ptr[0]) - 'a') + 1;
	else if (marker->roman == 0)
		return 0;
	return length;
}

/* "1.", "(1)", "a)" and the like. */
static struct pasted_marker
read_counted(struct span line)
{
	struct pasted_marker marker = {0};
	size_t at = 0;

	if (line.ptr[0] == '(') {
		marker.opens = '(';
		at = 1;
	}
	size_t length = read_count(&marker, span_skip(line, at));
	at += length;
	if (length == 0 || at >= line.len ||
	    memchr(marker.opens == 0 ? ".)" : "))", line.ptr[at], 2) == NULL)
		return (struct pasted_marker){0};
	marker.closes = line.ptr[at++];

	struct span rest = span_skip(line, at);
	size_t space = space_length(rest);
	bool is_glued = marker.kind == PASTED_NUMBER && rest.len > 0 &&
			ascii_is_letter(rest.ptr[0]);
	if (space == 0 && !is_glued)
		return (struct pasted_marker){0};
	marker.length = at + space;
	return marker;
}

struct pasted_marker
pasted_marker_read(struct span line)
{
	if (line.len == 0)
		return (struct pasted_marker){0};
	/* Most lines begin with a word. */
	if (line.len > 1 && ascii_is_letter(line.ptr[0]) &&
	    ascii_is_letter(line.ptr[1]) &&
	    memchr("ivxIVX", line.ptr[0], 6) == NULL)
		return (struct pasted_marker){0};

	struct pasted_marker symbol = read_symbol(line);
	if (symbol.kind != PASTED_NONE)
		return symbol;
	if ((unsigned char)line.ptr[0] >= 0x80)
		return read_bullet(line);
	if (memchr("-*+", line.ptr[0], 3) != NULL)
		return read_hyphen(line);
	if (ascii_is_alphanumeric(line.ptr[0]) || line.ptr[0] == '(')
		return read_counted(line);
	return (struct pasted_marker){0};
}

bool
pasted_marker_follows(
    const struct pasted_marker *marker, const struct pasted_marker *last)
{
	if (marker->kind != last->kind || marker->opens != last->opens ||
	    marker->closes != last->closes)
		return false;
	switch (marker->kind) {
	case PASTED_NONE:
		return false;
	case PASTED_BULLET:
	case PASTED_SIGN:
	case PASTED_DASH:
	case PASTED_HYPHEN:
		return true;
	case PASTED_NUMBER:
		return marker->value == last->value + 1;
	case PASTED_LETTER:
		return (marker->value > 0 &&
			   marker->value == last->value + 1) ||
		       (marker->roman > 0 && marker->roman == last->roman + 1 &&
			   last->roman > 0);
	}
	return false;
}
