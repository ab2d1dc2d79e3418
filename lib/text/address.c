/*
 * IP addresses as text and as bytes; see address.h.
 */
#include "address.h"

#include "ascii.h"

/* The first bytes of every v4-mapped address. */
static const unsigned char v4_prefix[12] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

/* Most groups of 16 bits an IPv6 address has. */
#define GROUPS 8

struct address
address_from_v4(const unsigned char bytes[4])
{
	struct address address;

	memcpy(address.bytes, v4_prefix, sizeof(v4_prefix));
	memcpy(address.bytes + sizeof(v4_prefix), bytes, 4);
	return address;
}

struct address
address_from_v6(const unsigned char bytes[16])
{
	struct address address;

	memcpy(address.bytes, bytes, 16);
	return address;
}

bool
address_is_v4(const struct address *address)
{
	return memcmp(address->bytes, v4_prefix, sizeof(v4_prefix)) == 0;
}

bool
address_is_loopback(const struct address *address)
{
	static const unsigned char v6_loopback[16] = {[15] = 1};

	if (address_is_v4(address))
		return address->bytes[sizeof(v4_prefix)] == 127;
	return memcmp(address->bytes, v6_loopback, sizeof(v6_loopback)) == 0;
}

/* dec-octet: 0 to 255 in one to three digits, without leading zeros. */
static bool
take_octet(unsigned char *octet, struct span *rest)
{
	unsigned value = 0;
	size_t len = 0;

	while (len < rest->len && len < 3 && rest->ptr[len] >= '0' &&
	       rest->ptr[len] <= '9')
		value = value * 10 + (unsigned)(rest->ptr[len++] - '0');
	if (len == 0 || value > 255 || (len > 1 && rest->ptr[0] == '0'))
		return false;

	*octet = (unsigned char)value;
	*rest = span_skip(*rest, len);
	return true;
}

static bool
take_byte(struct span *rest, char byte)
{
	if (rest->len == 0 || rest->ptr[0] != byte)
		return false;
	*rest = span_skip(*rest, 1);
	return true;
}

static bool
read_v4(unsigned char bytes[4], struct span text)
{
	for (int i = 0; i < 4; i++)
		if ((i > 0 && !take_byte(&text, '.')) ||
		    !take_octet(&bytes[i], &text))
			return false;
	return text.len == 0;
}

bool
address_parse_v4(struct address *address, struct span text)
{
	unsigned char bytes[4];

	if (!read_v4(bytes, text))
		return false;
	*address = address_from_v4(bytes);
	return true;
}

/* h16: one to four hex digits. */
static bool
take_group(unsigned char bytes[2], struct span *rest)
{
	int value = 0;
	size_t len = 0;

	while (
	    len < rest->len && len < 4 && ascii_hex_value(rest->ptr[len]) >= 0)
		value = value * 16 + ascii_hex_value(rest->ptr[len++]);
	if (len == 0)
		return false;

	bytes[0] = (unsigned char)(value >> 8);
	bytes[1] = (unsigned char)(value & 0xff);
	*rest = span_skip(*rest, len);
	return true;
}

/*
 * Groups with a colon between each two, up to "::" or the end of the text; the
 * last may be an IPv4 address, which takes the place of two groups.  ${count}
 * is how many there are, at most ${most}; false if the text is malformed.
 */
static bool
read_groups(unsigned char *bytes, size_t *count, struct span *rest, size_t most)
{
	*count = 0;
	while (rest->len > 0 && !span_starts_with(*rest, SPAN("::"))) {
		unsigned char *at = bytes + 2 * *count;

		if (*count > 0 && !take_byte(rest, ':'))
			return false;
		if (*count + 2 <= most && read_v4(at, *rest)) {
			*rest = span_skip(*rest, rest->len);
			*count += 2;
			return true;
		}
		if (*count == most || !take_group(at, rest))
			return false;
		++*count;
	}
	return true;
}

bool
address_parse_v6(struct address *address, struct span text)
{
	unsigned char head[2 * GROUPS] = {0}, tail[2 * GROUPS];
	size_t before, after;

	if (!read_groups(head, &before, &text, GROUPS) ||
	    (before == GROUPS) != (text.len == 0))
		return false;
	*address = address_from_v6(head);
	if (before == GROUPS)
		return true;

	/* "::" stands for at least one group of zeros. */
	text = span_skip(text, 2);
	if (!read_groups(tail, &after, &text, GROUPS - 1 - before) ||
	    text.len > 0)
		return false;
	memcpy(address->bytes + 2 * (GROUPS - after), tail, 2 * after);
	return true;
}
