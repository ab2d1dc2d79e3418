/*
 * The text of the known-hosts file; see known_hosts.h.
 */
#include "known_hosts.h"

#include <stdbool.h>

#define KEY_KIND "spki-sha256"

/* Cut the first word off ${rest}; empty when there is none. */
static struct span
take_word(struct span *rest)
{
	struct span word;

	*rest = span_trim(*rest);
	word = *rest;
	word.len = 0;
	while (word.len < rest->len && word.ptr[word.len] != ' ' &&
	       word.ptr[word.len] != '\t')
		word.len++;
	*rest = span_skip(*rest, word.len);
	return word;
}

static bool
is_key(struct span hex)
{
	static const char digits[] = "0123456789abcdefABCDEF";

	for (size_t i = 0; i < hex.len; i++) {
		if (memchr(digits, hex.ptr[i], sizeof digits - 1) == NULL)
			return false;
	}
	return hex.len == KNOWN_HOSTS_HEX_BYTES - 1;
}

/* Judge one line that is neither blank nor a comment; NEW: another host's. */
static enum known_hosts_verdict
check_line(struct span line, struct span name, struct span hex)
{
	struct span rest = line;
	struct span host = take_word(&rest);
	struct span kind = take_word(&rest);
	struct span key = take_word(&rest);

	if (!span_equal(kind, SPAN(KEY_KIND)) || !is_key(key) ||
	    take_word(&rest).len > 0)
		return KNOWN_HOSTS_MALFORMED;
	if (!span_equal_nocase(host, name))
		return KNOWN_HOSTS_NEW;
	return span_equal_nocase(key, hex) ? KNOWN_HOSTS_SAME
					   : KNOWN_HOSTS_CHANGED;
}

enum known_hosts_verdict
known_hosts_check(
    struct span text, struct span name, struct span hex, size_t *line)
{
	struct span taken, rest = text;

	for (*line = 1; span_take_line(&taken, &rest); ++*line) {
		struct span words = span_trim(taken);
		enum known_hosts_verdict verdict;

		if (words.len == 0 || words.ptr[0] == '#')
			continue;
		verdict = check_line(words, name, hex);
		if (verdict != KNOWN_HOSTS_NEW)
			return verdict;
	}
	*line = 0;
	return KNOWN_HOSTS_NEW;
}

void
known_hosts_append(struct buffer *text, struct span name, struct span hex)
{
	if (text->len > 0 && text->ptr[text->len - 1] != '\n')
		buffer_append_byte(text, '\n');
	buffer_append(text, name);
	buffer_append_text(text, " " KEY_KIND " ");
	buffer_append(text, hex);
	buffer_append_byte(text, '\n');
}

void
known_hosts_hex(char hex[KNOWN_HOSTS_HEX_BYTES],
    const unsigned char key[KNOWN_HOSTS_KEY_BYTES])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < KNOWN_HOSTS_KEY_BYTES; i++) {
		hex[2 * i] = digits[key[i] >> 4];
		hex[2 * i + 1] = digits[key[i] & 15];
	}
	hex[KNOWN_HOSTS_HEX_BYTES - 1] = '\0';
}
