/*
 * As much of CommonMark's block structure as decides where a definition can
 * stand and where it ends.
 */
#include "footnote_scan.h"

#include <ctype.h>
#include <string.h>

/* An indentation of this many columns makes code of a line, or a lazy line
 * part of a definition. */
#define CODE_INDENT 4

bool
footnote_key_is_valid(struct span key)
{
	for (size_t i = 0; i < key.len; i++) {
		unsigned char byte = (unsigned char)key.ptr[i];

		if (byte < 0x80 && !isalnum(byte) &&
		    memchr("-_.:", byte, 4) == NULL)
			return false;
	}
	return key.len > 0 && key.len <= FOOTNOTE_KEY_MAX &&
	       key.ptr[0] != '_' && key.ptr[key.len - 1] != '_';
}

/* The columns that ${line} is indented by, counted up to CODE_INDENT. */
static size_t
indentation(struct span line)
{
	size_t columns = 0;

	while (columns < line.len && columns < CODE_INDENT &&
	       line.ptr[columns] == ' ')
		columns++;
	return columns < line.len && line.ptr[columns] == '\t' ? CODE_INDENT
							       : columns;
}

static bool
is_space_at(struct span text, size_t at)
{
	return at >= text.len || text.ptr[at] == ' ' || text.ptr[at] == '\t';
}

/* The bytes of a list's marker that ${text} begins with; 0 for none. */
static size_t
marker_length(struct span text)
{
	size_t digits = 0;

	while (digits < text.len && digits < 9 &&
	       isdigit((unsigned char)text.ptr[digits]))
		digits++;
	if (digits == text.len ||
	    memchr(digits > 0 ? ".)" : "-+*", text.ptr[digits],
		digits > 0 ? 2 : 3) == NULL)
		return 0;
	return is_space_at(text, digits + 1) ? digits + 1 : 0;
}

/* How many times ${text} begins with ${byte}. */
static size_t
run_length(struct span text, char byte)
{
	size_t length = 0;

	while (length < text.len && text.ptr[length] == byte)
		length++;
	return length;
}

/* Is it nothing but these bytes? */
static bool
is_made_of(struct span text, const char *bytes)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '\0' || strchr(bytes, text.ptr[i]) == NULL)
			return false;
	return text.len > 0;
}

/* The length of the fence that ${text} begins with; 0 for none. */
static size_t
fence_length(struct span text)
{
	if (text.len == 0 || (text.ptr[0] != '`' && text.ptr[0] != '~'))
		return 0;

	size_t length = run_length(text, text.ptr[0]);
	struct span info = span_skip(text, length);
	bool is_code_span =
	    text.ptr[0] == '`' && span_find(info, '`') < info.len;
	return length < 3 || is_code_span ? 0 : length;
}

/* "[label]:", which defines a link. */
static bool
defines_link(struct span text)
{
	size_t close = span_find(text, ']');

	return text.len > 0 && text.ptr[0] == '[' && close + 1 < text.len &&
	       text.ptr[close + 1] == ':';
}

/* Would the line, trimmed, end the paragraph above it? */
static bool
begins_block(struct span text)
{
	size_t signs = run_length(text, '#');
	size_t marker = marker_length(text);
	bool is_number = marker > 0 && isdigit((unsigned char)text.ptr[0]);

	return (signs > 0 && signs <= 6 && is_space_at(text, signs)) ||
	       (marker > 0 &&
		   (!is_number || (marker == 2 && text.ptr[0] == '1'))) ||
	       text.ptr[0] == '>' || fence_length(text) > 0 ||
	       span_starts_with(text, SPAN("<!")) ||
	       span_starts_with(text, SPAN("<?")) ||
	       is_made_of(text, "-:| \t") || is_made_of(text, "* \t") ||
	       is_made_of(text, "_ \t") || is_made_of(text, "=") ||
	       defines_link(text);
}

/* "[^key]: text"?  Then its parts. */
static bool
is_definition(struct span text, struct span *key, struct span *words)
{
	if (!span_starts_with(text, SPAN("[^")) || !defines_link(text))
		return false;
	*key = (struct span){text.ptr + 2, span_find(text, ']') - 2};
	*words = span_trim(span_skip(text, key->len + 4));
	return span_find(*key, '[') == key->len;
}

/* ${text} without the marks of quotes and lists; is there one of a list? */
static struct span
without_marks(struct span text, bool *has_marker)
{
	*has_marker = false;
	for (;;) {
		size_t length = marker_length(text);

		*has_marker |= length > 0;
		if (length == 0 && text.len > 0 && text.ptr[0] == '>')
			length = 1;
		if (length == 0)
			return text;
		text = span_trim(span_skip(text, length));
	}
}

/* A line within the code block that is open. */
static void
follow_fence(struct footnote_scan *scan, struct span text)
{
	while (text.len > 0 && text.ptr[0] == '>')
		text = span_trim(span_skip(text, 1));

	size_t length = run_length(text, scan->fence_byte);
	if (length >= scan->fence_length && length == text.len)
		scan->fence_byte = 0;
}

/* Does the comment that is open end in ${text}? */
static void
follow_comment(struct footnote_scan *scan, struct span text)
{
	scan->in_comment =
	    text.len == 0 || memmem(text.ptr, text.len, "-->", 3) == NULL;
}

/* A line of none of the footnotes: what does it open? */
static void
follow_block(struct footnote_scan *scan, struct span text, size_t indent)
{
	bool has_marker;
	struct span words = without_marks(text, &has_marker);

	if (has_marker)
		scan->in_list = true;
	else if (indent == 0 && scan->after_blank)
		scan->in_list = false;
	if (indent == CODE_INDENT && !scan->in_list)
		return;
	scan->fence_length = fence_length(words);
	if (scan->fence_length > 0)
		scan->fence_byte = words.ptr[0];
	if (span_starts_with(words, SPAN("<!--")))
		follow_comment(scan, span_skip(words, 4));
}

/* A line with words on it. */
static enum footnote_line
take_words(struct footnote_scan *scan, struct span line, struct span *key,
    struct span *text)
{
	struct span words = span_trim(line);
	size_t indent = indentation(line);

	if (indent < CODE_INDENT && is_definition(words, key, text)) {
		scan->is_open = true;
		return FOOTNOTE_LINE_BEGINS;
	}
	if (scan->is_open && begins_block(words) && indent == CODE_INDENT)
		return FOOTNOTE_LINE_BLOCK;
	if (scan->is_open && !begins_block(words) &&
	    (!scan->after_blank || indent == CODE_INDENT)) {
		*text = words;
		return FOOTNOTE_LINE_GOES_ON;
	}
	scan->is_open = false;
	follow_block(scan, words, indent);
	return FOOTNOTE_LINE_OTHER;
}

enum footnote_line
footnote_scan_line(struct footnote_scan *scan, struct span line,
    struct span *key, struct span *text)
{
	struct span words = span_trim(line);
	enum footnote_line kind = FOOTNOTE_LINE_OTHER;

	if (scan->fence_byte != 0)
		follow_fence(scan, words);
	else if (scan->in_comment)
		follow_comment(scan, words);
	else if (words.len == 0)
		kind = FOOTNOTE_LINE_BLANK;
	else
		kind = take_words(scan, line, key, text);
	scan->after_blank = words.len == 0;
	return kind;
}
