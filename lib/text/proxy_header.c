/*
 * PROXY protocol headers; see proxy_header.h.
 */
#include "proxy_header.h"

#define V1_PREFIX SPAN("PROXY ")
#define V2_SIGNATURE SPAN("\r\n\r\n\0\r\nQUIT\n")

/* Bytes of a version 2 header before its addresses. */
#define V2_FIXED_BYTES 16

/* Do the bytes so far agree with how a header begins? */
static bool
may_begin_with(struct span bytes, struct span start)
{
	if (bytes.len < start.len)
		start.len = bytes.len;
	return span_starts_with(bytes, start);
}

/* The line without its CRLF, if it has ended in time. */
static enum proxy_verdict
take_line(struct span *line, struct span bytes)
{
	struct span window = bytes;

	if (window.len > PROXY_HEADER_V1_MAX)
		window.len = PROXY_HEADER_V1_MAX;

	size_t cr = span_find(window, '\r');
	if (span_find(window, '\n') < cr)
		return PROXY_HEADER_BAD;
	if (cr + 1 >= window.len)
		return window.len == PROXY_HEADER_V1_MAX ? PROXY_HEADER_BAD
							 : PROXY_HEADER_MORE;
	if (bytes.ptr[cr + 1] != '\n')
		return PROXY_HEADER_BAD;
	*line = (struct span){bytes.ptr, cr};
	return PROXY_HEADER_OK;
}

/* Cut the word before the next single space off ${rest}. */
static struct span
take_word(struct span *rest)
{
	struct span word = {rest->ptr, span_find(*rest, ' ')};

	*rest = span_skip(*rest, word.len + 1);
	return word;
}

/* A port: 0 to 65535 in digits without leading zeros. */
static bool
parse_port(unsigned *port, struct span text)
{
	*port = 0;
	if (text.len == 0 || text.len > 5 ||
	    (text.len > 1 && text.ptr[0] == '0'))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		*port = *port * 10 + (unsigned)(text.ptr[i] - '0');
	}
	return *port <= 65535;
}

/* SP source SP destination SP source port SP destination port */
static bool
parse_endpoints(struct proxy_header *header, struct span rest,
    bool (*parse_address)(struct address *address, struct span text))
{
	struct address destination;
	struct span from = take_word(&rest), to = take_word(&rest);
	struct span from_port = take_word(&rest);

	header->has_source = true;
	return parse_address(&header->source, from) &&
	       parse_address(&destination, to) &&
	       parse_port(&header->source_port, from_port) &&
	       parse_port(&header->destination_port, rest);
}

static enum proxy_verdict
parse_v1(struct proxy_header *header, struct span bytes)
{
	struct span line;
	enum proxy_verdict verdict = take_line(&line, bytes);

	if (verdict != PROXY_HEADER_OK)
		return verdict;

	struct span rest = span_skip(line, V1_PREFIX.len);
	struct span family = take_word(&rest);
	bool valid = false;

	header->size = line.len + 2;
	if (span_equal(family, SPAN("UNKNOWN")))
		valid = true;
	else if (span_equal(family, SPAN("TCP4")))
		valid = parse_endpoints(header, rest, address_parse_v4);
	else if (span_equal(family, SPAN("TCP6")))
		valid = parse_endpoints(header, rest, address_parse_v6);
	return valid ? PROXY_HEADER_OK : PROXY_HEADER_BAD;
}

static unsigned
two_bytes(const unsigned char *at)
{
	return (unsigned)at[0] << 8 | at[1];
}

/*
 * Fill in the source from the ${len} bytes of addresses at ${at}, which are of
 * the family and transport ${kind}.
 */
static bool
read_addresses(struct proxy_header *header, unsigned kind,
    const unsigned char *at, size_t len)
{
	enum {
		UNSPEC,
		INET,
		INET6,
		UNIX
	};
	static const size_t least[] = {
	    [UNSPEC] = 0, [INET] = 12, [INET6] = 36, [UNIX] = 216};
	unsigned family = kind >> 4, transport = kind & 0xf;

	if (family > UNIX || transport > 2 || len < least[family])
		return false;
	if (family == INET) {
		header->source = address_from_v4(at);
		header->source_port = two_bytes(at + 8);
		header->destination_port = two_bytes(at + 10);
	} else if (family == INET6) {
		header->source = address_from_v6(at);
		header->source_port = two_bytes(at + 32);
		header->destination_port = two_bytes(at + 34);
	}
	header->has_source = family == INET || family == INET6;
	return true;
}

static enum proxy_verdict
parse_v2(struct proxy_header *header, struct span bytes)
{
	const unsigned char *at = (const unsigned char *)bytes.ptr;
	enum {
		LOCAL = 0x20,
		PROXY = 0x21
	}; /* version 2 and the command */

	if (bytes.len > 12 && at[12] != LOCAL && at[12] != PROXY)
		return PROXY_HEADER_BAD;
	if (bytes.len < V2_FIXED_BYTES)
		return PROXY_HEADER_MORE;

	size_t len = two_bytes(at + 14);
	header->size = V2_FIXED_BYTES + len;
	if (header->size > PROXY_HEADER_BYTES_MAX)
		return PROXY_HEADER_BAD;
	if (bytes.len < header->size)
		return PROXY_HEADER_MORE;

	header->local = at[12] == LOCAL;
	if (!header->local &&
	    !read_addresses(header, at[13], at + V2_FIXED_BYTES, len))
		return PROXY_HEADER_BAD;
	return PROXY_HEADER_OK;
}

enum proxy_verdict
proxy_header_parse(struct proxy_header *header, struct span bytes)
{
	*header = (struct proxy_header){0};
	if (bytes.len == 0)
		return PROXY_HEADER_MORE;
	if (may_begin_with(bytes, V2_SIGNATURE))
		return parse_v2(header, bytes);
	if (may_begin_with(bytes, V1_PREFIX))
		return parse_v1(header, bytes);
	return PROXY_HEADER_BAD;
}
