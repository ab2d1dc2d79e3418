/*
 * UTF-8 by way of libunistring; see utf8.h.
 *
 * Most of what passes here is ASCII, which is skipped a word at a time.
 */
#include "utf8.h"

#include <unistr.h>

/* The high bit of each byte of a word. */
#define HIGH_BITS UINT64_C(0x8080808080808080)

size_t
utf8_ascii_length(struct span text)
{
	size_t i = 0;
	uint64_t word;

	for (; text.len - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, text.ptr + i, sizeof(word));
		if ((word & HIGH_BITS) != 0)
			break;
	}
	while (i < text.len && (unsigned char)text.ptr[i] < 0x80)
		i++;
	return i;
}

size_t
utf8_valid_length(struct span text)
{
	size_t skipped = utf8_ascii_length(text);

	if (skipped == text.len)
		return text.len;

	const uint8_t *start = (const uint8_t *)text.ptr;
	const uint8_t *bad = u8_check(start + skipped, text.len - skipped);

	return bad == NULL ? text.len : (size_t)(bad - start);
}

bool
utf8_is_valid(struct span text)
{
	return utf8_valid_length(text) == text.len;
}

bool
utf8_is_ascii(struct span text)
{
	return utf8_ascii_length(text) == text.len;
}

size_t
utf8_decode(uint32_t *character, struct span text)
{
	if (text.len == 0)
		return 0;

	ucs4_t decoded;
	int len = u8_mbtoucr(&decoded, (const uint8_t *)text.ptr, text.len);

	if (len < 0)
		return 0;
	*character = decoded;
	return (size_t)len;
}

size_t
utf8_encode(char bytes[4], uint32_t character)
{
	int len = u8_uctomb((uint8_t *)bytes, character, 4);

	return len < 0 ? 0 : (size_t)len;
}
