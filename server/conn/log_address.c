#include "log_address.h"

#include <arpa/inet.h>
#include <string.h>

/* What is left of a prefix, in bytes: a /24 and a /48. */
#define V4_KEPT_BYTES (12 + 3)
#define V6_KEPT_BYTES 6

static void
write_address(char text[LOG_ADDRESS_BYTES], const struct address *address)
{
	if (address_is_v4(address))
		inet_ntop(
		    AF_INET, address->bytes + 12, text, LOG_ADDRESS_BYTES);
	else
		inet_ntop(AF_INET6, address->bytes, text, LOG_ADDRESS_BYTES);
}

static void
write_prefix(char text[LOG_ADDRESS_BYTES], const struct address *address)
{
	bool v4 = address_is_v4(address);
	struct address net = {{0}};

	memcpy(net.bytes, address->bytes, v4 ? V4_KEPT_BYTES : V6_KEPT_BYTES);
	write_address(text, &net);
	strncat(text, v4 ? "/24" : "/48", LOG_ADDRESS_BYTES - strlen(text) - 1);
}

const char *
log_address(char text[LOG_ADDRESS_BYTES], enum config_log_address how,
    const struct address *address)
{
	text[0] = '\0';
	switch (how) {
	case CONFIG_ADDRESS_NONE:
		break;
	case CONFIG_ADDRESS_PREFIX:
		write_prefix(text, address);
		break;
	case CONFIG_ADDRESS_FULL:
		write_address(text, address);
		break;
	}
	return text;
}
