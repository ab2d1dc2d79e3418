/*
 * Address blocks; see cidr.h.
 */
#include "cidr.h"

/* Bits before the IPv4 address in a v4-mapped one, and bits of an address. */
#define V4_MAPPED_BITS 96
#define ADDRESS_BITS 128

/* A prefix length, 0 to ${most}, in digits without leading zeros. */
static bool
parse_prefix(unsigned *prefix, struct span text, unsigned most)
{
	*prefix = 0;
	if (text.len == 0 || (text.len > 1 && text.ptr[0] == '0'))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		*prefix = *prefix * 10 + (unsigned)(text.ptr[i] - '0');
		if (*prefix > most)
			return false;
	}
	return true;
}

bool
cidr_parse(struct cidr *cidr, struct span text)
{
	size_t slash = span_find(text, '/');
	struct span base = {text.ptr, slash};
	unsigned before = 0, prefix;

	if (address_parse_v4(&cidr->base, base))
		before = V4_MAPPED_BITS;
	else if (!address_parse_v6(&cidr->base, base))
		return false;

	prefix = ADDRESS_BITS - before;
	if (slash < text.len &&
	    !parse_prefix(&prefix, span_skip(text, slash + 1), prefix))
		return false;
	cidr->bits = before + prefix;
	return true;
}

bool
cidr_contains(const struct cidr *cidr, const struct address *address)
{
	if (cidr->bits < V4_MAPPED_BITS && address_is_v4(address))
		return false;

	const unsigned char *a = cidr->base.bytes, *b = address->bytes;
	size_t whole = cidr->bits / 8;
	unsigned left = cidr->bits % 8;

	if (memcmp(a, b, whole) != 0)
		return false;
	return left == 0 || (unsigned)(a[whole] ^ b[whole]) >> (8 - left) == 0;
}
