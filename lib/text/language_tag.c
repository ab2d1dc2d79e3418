#include "language_tag.h"

#include "ascii.h"

#define SUBTAG_MAX 8 /* bytes */

/* Cut the subtag at the front off the rest of a tag. */
static struct span
next_subtag(struct span *rest)
{
	struct span subtag = {rest->ptr, 0};

	while (subtag.len < rest->len && rest->ptr[subtag.len] != '-')
		subtag.len++;
	*rest = span_skip(*rest, subtag.len + 1);
	return subtag;
}

/* The parts of a tag, in the order in which they may stand. */
enum part {
	PART_LANGUAGE,
	PART_EXTLANG,
	PART_SCRIPT,
	PART_REGION,
	PART_VARIANT,
	PART_SINGLETON, /* what follows it is free */
	PART_NONE,
};

/* What a subtag can only be, after the part `last`. */
static enum part
subtag_part(struct span subtag, enum part last)
{
	bool alpha = ascii_all(subtag, ascii_is_letter);
	bool digits = ascii_all(subtag, ascii_is_digit);

	if (subtag.len == 1)
		return PART_SINGLETON;
	if (subtag.len == 2 && alpha)
		return PART_REGION;
	if (subtag.len == 3 && digits)
		return PART_REGION;
	if (subtag.len == 3 && alpha && last <= PART_EXTLANG)
		return PART_EXTLANG;
	if (subtag.len == 4 && alpha)
		return PART_SCRIPT;
	if (subtag.len >= 5 ||
	    (subtag.len == 4 && ascii_is_digit(subtag.ptr[0])))
		return PART_VARIANT;
	return PART_NONE;
}

/* May a part follow `last`?  Only variants and extended ones repeat. */
static bool
part_may_follow(enum part part, enum part last)
{
	if (part == PART_NONE)
		return false;
	if (part == PART_VARIANT || part == PART_EXTLANG)
		return part >= last;
	return part > last;
}

/* May the tag begin like this?  `x` alone is for private use. */
static bool
begins_tag(struct span subtag, enum part *part)
{
	bool is_private = subtag.len == 1 && ascii_lower(subtag.ptr[0]) == 'x';

	*part = is_private ? PART_SINGLETON : PART_LANGUAGE;
	return is_private || (subtag.len >= 2 && subtag.len <= SUBTAG_MAX &&
				 ascii_all(subtag, ascii_is_letter));
}

/* May this subtag come next?  Behind a singleton all may. */
static bool
continues_tag(struct span subtag, enum part *last)
{
	enum part part;

	if (subtag.len > SUBTAG_MAX ||
	    !ascii_all(subtag, ascii_is_alphanumeric))
		return false;
	if (*last == PART_SINGLETON)
		return true;
	part = subtag_part(subtag, *last);
	if (!part_may_follow(part, *last))
		return false;
	*last = part;
	return true;
}

bool
language_tag_is_valid(struct span tag)
{
	struct span rest = tag;
	struct span subtag = next_subtag(&rest);
	enum part last;
	bool lacks_more; /* a singleton says nothing alone */

	if (tag.len == 0 || tag.len > LANGUAGE_TAG_MAX ||
	    tag.ptr[tag.len - 1] == '-' || !begins_tag(subtag, &last))
		return false;
	lacks_more = last == PART_SINGLETON;
	while (rest.len > 0) {
		bool within = last == PART_SINGLETON;

		subtag = next_subtag(&rest);
		if (!continues_tag(subtag, &last))
			return false;
		lacks_more = !within && last == PART_SINGLETON;
	}
	return !lacks_more;
}

/* Scripts, and languages that are usually written in one of them. */
static const char *const right_to_left[] = {"adlm", "arab", "hebr", "nkoo",
    "rohg", "syrc", "thaa", "ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo",
    "ps", "sd", "syr", "ug", "ur", "yi"};

/* Letters of a script's code. */
#define SCRIPT_LETTERS 4

bool
language_tag_is_right_to_left(struct span tag)
{
	struct span language = {tag.ptr, span_find(tag, '-')};
	struct span script = span_skip(tag, language.len + 1);

	script.len = span_find(script, '-');
	if (script.len == SCRIPT_LETTERS)
		language = script;
	for (size_t i = 0; i < sizeof right_to_left / sizeof *right_to_left;
	     i++)
		if (span_equal_nocase(language, span_from(right_to_left[i])))
			return true;
	return false;
}
