/*
 * Values of options and of lozenged.conf.  See config_value.h.
 */
#include "config_value.h"

#include "address.h"
#include "ascii.h"

#define PORT_MAX 65535
#define LABEL_MAX 63 /* bytes in a label.  Source: RFC 1035, 2.3.4 */

static bool
is_ipv4(struct span text)
{
	struct address address;

	return address_parse_v4(&address, text);
}

static bool
is_ipv6(struct span text)
{
	struct address address;

	return address_parse_v6(&address, text);
}

/* The text without the brackets around it; as it is if there are none. */
static struct span
without_brackets(struct span text)
{
	if (text.len >= 2 && text.ptr[0] == '[' &&
	    text.ptr[text.len - 1] == ']')
		return (struct span){text.ptr + 1, text.len - 2};
	return text;
}

bool
config_value_number(
    unsigned *value, struct span text, unsigned min, unsigned max)
{
	unsigned long long sum = 0;

	if (!ascii_all(text, ascii_is_digit))
		return false;
	for (size_t i = 0; i < text.len && sum <= max; i++)
		sum = sum * 10 + (unsigned)(text.ptr[i] - '0');
	if (sum < min || sum > max)
		return false;
	*value = (unsigned)sum;
	return true;
}

bool
config_value_socket(struct span *address, unsigned *port, struct span text)
{
	size_t colon = text.len;
	struct span host, literal;

	while (colon > 0 && text.ptr[colon - 1] != ':')
		colon--;
	if (colon == 0)
		return false;
	if (!config_value_number(port, span_skip(text, colon), 0, PORT_MAX))
		return false;

	host = (struct span){text.ptr, colon - 1};
	literal = without_brackets(host);
	*address = literal;
	if (host.len == 0)
		return true;
	return literal.len == host.len ? is_ipv4(literal) : is_ipv6(literal);
}

/* The units of a duration, in milliseconds. */
static const struct {
	const char *name;
	unsigned ms;
} units[] = {{"ms", 1}, {"s", 1000}, {"", 1000}, {"m", 60000}, {"h", 3600000}};

bool
config_value_duration(
    unsigned *ms, struct span text, unsigned min_ms, unsigned max_ms)
{
	size_t digits = 0;
	unsigned count;

	while (digits < text.len && ascii_is_digit(text.ptr[digits]))
		digits++;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strlen(units[i].name) != text.len - digits ||
		    memcmp(units[i].name, text.ptr + digits,
			text.len - digits) != 0)
			continue;
		if (!config_value_number(&count,
			(struct span){text.ptr, digits}, 0,
			max_ms / units[i].ms) ||
		    count * units[i].ms < min_ms)
			return false;
		*ms = count * units[i].ms;
		return true;
	}
	return false;
}

bool
config_value_is_plain(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] < 0x20 || text.ptr[i] == 0x7f)
			return false;
	return text.len > 0;
}

/* One label of a host name: letters, digits, and hyphens within. */
static bool
is_label(struct span label)
{
	if (label.len == 0 || label.len > LABEL_MAX)
		return false;
	for (size_t i = 0; i < label.len; i++)
		if (!ascii_is_alphanumeric(label.ptr[i]) && label.ptr[i] != '-')
			return false;
	return label.ptr[0] != '-' && label.ptr[label.len - 1] != '-';
}

/* Labels between dots; a number at the end is for IPv4 addresses only. */
static bool
is_host_name(struct span text)
{
	struct span label = text;

	for (size_t i = 0, start = 0; i <= text.len; i++) {
		if (i < text.len && text.ptr[i] != '.')
			continue;
		label = (struct span){text.ptr + start, i - start};
		if (!is_label(label))
			return false;
		start = i + 1;
	}
	return !ascii_all(label, ascii_is_digit);
}

bool
config_value_host(char host[CONFIG_HOST_MAX + 1], struct span text)
{
	struct span bare = without_brackets(text);

	if (text.len > 0 && text.ptr[text.len - 1] == '.')
		bare.len = text.len - 1;
	if (bare.len == 0 || bare.len > CONFIG_HOST_MAX)
		return false;
	if (!is_ipv6(bare) &&
	    (bare.ptr != text.ptr || (!is_ipv4(bare) && !is_host_name(bare))))
		return false;

	for (size_t i = 0; i < bare.len; i++) {
		host[i] = ascii_lower(bare.ptr[i]);
	}
	host[bare.len] = '\0';
	return true;
}

bool
config_value_is_user(struct span text)
{
	struct span signs = SPAN("._-");

	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_alphanumeric(text.ptr[i]) &&
		    span_find(signs, text.ptr[i]) == signs.len)
			return false;
	return text.len > 0 && text.ptr[0] != '-';
}
