/*
 * Found in the source, wherever no token stands.
 */
#include "check_vanished.h"

#include <string.h>

/* Longest label of a link, in bytes; CommonMark has 999 characters. */
#define LABEL_MAX 1000

/* So many are looked up in the whole text. */
#define TOLD_MAX 100

/* Where the bracket opens that closes at ${close}, if a line begins with it. */
static bool
find_opening(struct span text, size_t close, size_t *open)
{
	size_t at = close;

	while (at > 0 && close - at <= LABEL_MAX && text.ptr[at - 1] != '\n' &&
	       text.ptr[at - 1] != '[')
		at--;
	if (at == 0 || text.ptr[at - 1] != '[' || at == close ||
	    text.ptr[at] == '^')
		return false;
	*open = at - 1;
	at = *open;
	while (at > 0 && memchr(" >", text.ptr[at - 1], 2) != NULL)
		at--;
	return at == 0 || text.ptr[at - 1] == '\n';
}

/* May it be an address: does it name a path, a scheme, a host, a heading? */
static bool
is_address(struct span line)
{
	struct span word;

	line = span_trim(line);
	word = (struct span){line.ptr, span_find(line, ' ')};
	if (word.len == 0 || word.ptr[0] == '<' || word.ptr[0] == '#')
		return true;
	/* The last byte may end a sentence. */
	word.len--;
	return memchr(word.ptr, '/', word.len) != NULL ||
	       memchr(word.ptr, '.', word.len) != NULL ||
	       memchr(word.ptr, ':', word.len) != NULL ||
	       memchr(word.ptr, '@', word.len) != NULL;
}

/* Does the bracket from ${open} to ${close} stand elsewhere, too: as a link? */
static bool
is_used(struct span text, size_t open, size_t close)
{
	struct span label = {text.ptr + open, close + 1 - open};

	for (size_t at = 0; at < text.len;) {
		struct span rest = span_skip(text, at);
		const char *found =
		    memmem(rest.ptr, rest.len, label.ptr, label.len);

		if (found == NULL)
			return false;
		at = (size_t)(found - text.ptr) + label.len;
		if (at < text.len && *found == '[' && text.ptr[at] != ':')
			return true;
	}
	return false;
}

void
check_vanished(const struct markdown *markdown, size_t at)
{
	const struct source *source = markdown->source;
	struct span text = source->text;
	size_t next = 0, told = 0;

	while (at < text.len && told < TOLD_MAX) {
		const char *found =
		    memmem(text.ptr + at, text.len - at, "]:", 2);
		size_t close, open;

		if (found == NULL)
			return;
		close = (size_t)(found - text.ptr);
		at = close + 2;
		if (find_opening(text, close, &open) &&
		    !is_address(source_line(source, at)) &&
		    !markdown_covers(markdown, &next, open + 1)) {
			told++;
			if (!is_used(text, open, close))
				source_warning(source, open, "vanished-line",
				    "this is taken for the address of a link, "
				    "and so left out; write \\[ to have it as "
				    "text");
		}
	}
}
