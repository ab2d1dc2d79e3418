/*
 * Fuzz: the known-hosts file; no text makes two keys the pinned one.
 */
#include <assert.h>
#include <stdint.h>

#include "known_hosts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HOST SPAN("a.example:1965")

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span given = {(const char *)data, size};
	char one[KNOWN_HOSTS_HEX_BYTES], other[KNOWN_HOSTS_HEX_BYTES];
	struct buffer text = BUFFER_EMPTY;
	enum known_hosts_verdict before, after;
	size_t line = 99;

	known_hosts_hex(one, (const unsigned char[KNOWN_HOSTS_KEY_BYTES]){1});
	known_hosts_hex(other, (const unsigned char[KNOWN_HOSTS_KEY_BYTES]){2});
	before = known_hosts_check(given, HOST, span_from(one), &line);
	assert((line == 0) == (before == KNOWN_HOSTS_NEW));
	if (before == KNOWN_HOSTS_SAME)
		assert(known_hosts_check(given, HOST, span_from(other),
			   &line) == KNOWN_HOSTS_CHANGED);

	/* What is learned is known from then on; nothing of a broken file. */
	if (before == KNOWN_HOSTS_MALFORMED)
		return 0;
	buffer_append(&text, given);
	known_hosts_append(&text, HOST, span_from(one));
	after =
	    known_hosts_check(buffer_span(&text), HOST, span_from(one), &line);
	assert(
	    after == (before == KNOWN_HOSTS_NEW ? KNOWN_HOSTS_SAME : before));
	buffer_free(&text);
	return 0;
}
