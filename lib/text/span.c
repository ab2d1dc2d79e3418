/*
 * Views into text; see span.h.
 */
#include "span.h"

static inline char
ascii_lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

bool
span_equal(struct span a, struct span b)
{
	return a.len == b.len &&
	       (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool
span_equal_nocase(struct span a, struct span b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i]))
			return false;
	return true;
}

bool
span_starts_with(struct span text, struct span prefix)
{
	return text.len >= prefix.len &&
	       span_equal((struct span){text.ptr, prefix.len}, prefix);
}

bool
span_ends_with(struct span text, struct span suffix)
{
	return text.len >= suffix.len &&
	       span_equal(span_skip(text, text.len - suffix.len), suffix);
}

size_t
span_find(struct span text, char byte)
{
	const char *at =
	    text.len == 0 ? NULL : memchr(text.ptr, byte, text.len);

	return at == NULL ? text.len : (size_t)(at - text.ptr);
}

size_t
span_find_last(struct span text, char byte)
{
	for (size_t i = text.len; i > 0; i--)
		if (text.ptr[i - 1] == byte)
			return i - 1;
	return text.len;
}

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

struct span
span_trim(struct span text)
{
	while (text.len > 0 && is_blank(text.ptr[0]))
		text = span_skip(text, 1);
	while (text.len > 0 && is_blank(text.ptr[text.len - 1]))
		text.len--;
	return text;
}

bool
span_take_line(struct span *line, struct span *rest)
{
	if (rest->len == 0)
		return false;

	size_t end = span_find(*rest, '\n');
	bool has_line_end = end < rest->len;

	*line = (struct span){rest->ptr, end};
	if (has_line_end && end > 0 && line->ptr[end - 1] == '\r')
		line->len--;
	*rest = span_skip(*rest, has_line_end ? end + 1 : end);
	return true;
}
