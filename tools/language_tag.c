/*
 * A language tag is subtags between hyphens, each kind in its turn.
 */
#include "language_tag.h"

#include <ctype.h>

/* The tag's subtags not read yet. */
struct subtags {
	struct span now;  /* empty at the end */
	struct span rest; /* after the hyphen */
	bool broken;      /* an empty subtag or one over 8 characters */
};

static void
advance(struct subtags *tags)
{
	size_t len = span_find(tags->rest, '-');

	tags->now = (struct span){tags->rest.ptr, len};
	if (len < tags->rest.len) {
		tags->rest = span_skip(tags->rest, len + 1);
		tags->broken |= len == 0 || tags->rest.len == 0;
	} else {
		tags->rest = span_skip(tags->rest, len);
	}
	tags->broken |= len > 8;
}

static bool
all_are(struct span text, int (*is)(int))
{
	for (size_t i = 0; i < text.len; i++)
		if (!is((unsigned char)text.ptr[i]))
			return false;
	return true;
}

static bool
is_alpha(struct span text, size_t least, size_t most)
{
	return text.len >= least && text.len <= most && all_are(text, isalpha);
}

static bool
is_region(struct span text)
{
	return is_alpha(text, 2, 2) ||
	       (text.len == 3 && all_are(text, isdigit));
}

static bool
is_variant(struct span text)
{
	return (text.len >= 5 && text.len <= 8) ||
	       (text.len == 4 && isdigit((unsigned char)text.ptr[0]));
}

static bool
is_private(struct span text)
{
	return span_equal_nocase(text, SPAN("x"));
}

/* Pass over the subtags of an extension or private use; is there one? */
static bool
take_subtags(struct subtags *tags, size_t least)
{
	size_t count = 0;

	advance(tags);
	while (tags->now.len >= least) {
		count++;
		advance(tags);
	}
	return count > 0;
}

static bool
take_language(struct subtags *tags)
{
	bool has_extensions = is_alpha(tags->now, 2, 3);

	if (!is_alpha(tags->now, 2, 8))
		return false;
	advance(tags);
	for (int i = 0; i < 3 && has_extensions; i++)
		if (is_alpha(tags->now, 3, 3))
			advance(tags);
	return true;
}

bool
language_tag_is_valid(struct span tag)
{
	struct subtags tags = {.rest = tag};

	for (size_t i = 0; i < tag.len; i++)
		if (tag.ptr[i] != '-' && !isalnum((unsigned char)tag.ptr[i]))
			return false;
	if (tag.len == 0 || tag.len > LANGUAGE_TAG_MAX)
		return false;

	advance(&tags);
	if (is_private(tags.now))
		return take_subtags(&tags, 1) && tags.now.len == 0 &&
		       !tags.broken;
	if (!take_language(&tags))
		return false;
	if (is_alpha(tags.now, 4, 4))
		advance(&tags);
	if (is_region(tags.now))
		advance(&tags);
	while (is_variant(tags.now))
		advance(&tags);
	while (tags.now.len == 1 && !is_private(tags.now))
		if (!take_subtags(&tags, 2))
			return false;
	if (is_private(tags.now) && !take_subtags(&tags, 1))
		return false;
	return tags.now.len == 0 && !tags.broken;
}
