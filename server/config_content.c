/*
 * What options and lozenged.conf say about pages.  See config_content.h.
 */
#include "config_content.h"

#include "config_value.h"
#include "uri.h"

#define TARGET_MAX 1024    /* bytes.  Source: Gemini, "Responses" */
#define MEDIA_TYPE_MAX 255 /* bytes; leaves room for charset and lang */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_alnum(char c)
{
	return is_digit(c) || is_alpha(c);
}

/* The bytes of a token.  Source: RFC 2045, 5.1. */
static bool
is_token(char c)
{
	struct span specials = SPAN("()<>@,;:\\\"/[]?=");

	return c > ' ' && c < 0x7f && span_find(specials, c) == specials.len;
}

/* Are there bytes, and is each of this kind? */
static bool
all_are(struct span text, bool (*kind)(char))
{
	for (size_t i = 0; i < text.len; i++)
		if (!kind(text.ptr[i]))
			return false;
	return text.len > 0;
}

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
	bool alpha = all_are(subtag, is_alpha);
	bool digits = all_are(subtag, is_digit);

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
	if (subtag.len >= 5 || (subtag.len == 4 && is_digit(subtag.ptr[0])))
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

bool
config_content_is_lang(struct span text)
{
	struct span rest = text;
	struct span subtag = next_subtag(&rest);
	enum part last = PART_LANGUAGE;
	bool lacks_more; /* a singleton says nothing alone */

	if (text.len == 0 || text.ptr[text.len - 1] == '-')
		return false;
	if (subtag.len == 1 && (subtag.ptr[0] | 0x20) == 'x')
		last = PART_SINGLETON;
	else if (subtag.len < 2 || subtag.len > 8 || !all_are(subtag, is_alpha))
		return false;
	lacks_more = last == PART_SINGLETON;

	while (rest.len > 0) {
		enum part part = PART_SINGLETON;

		subtag = next_subtag(&rest);
		if (!all_are(subtag, is_alnum) || subtag.len > 8)
			return false;
		lacks_more = last != PART_SINGLETON && subtag.len == 1;
		if (last != PART_SINGLETON)
			part = subtag_part(subtag, last);
		if (last != PART_SINGLETON && !part_may_follow(part, last))
			return false;
		last = part;
	}
	return !lacks_more;
}

bool
config_content_is_media_type(struct span text)
{
	struct span essence = {text.ptr, span_find(text, ';')};
	size_t slash;

	if (text.len > MEDIA_TYPE_MAX || !config_value_is_plain(text))
		return false;
	essence = span_trim(essence);
	slash = span_find(essence, '/');
	return all_are((struct span){essence.ptr, slash}, is_token) &&
	       all_are(span_skip(essence, slash + 1), is_token);
}

/* A path from the root, without control characters. */
static bool
is_path(struct span text)
{
	return config_value_is_plain(text) && text.ptr[0] == '/';
}

bool
config_content_is_rule(struct span text)
{
	return is_path(text) && span_find(text, '*') + 1 >= text.len;
}

bool
config_content_is_prefix(struct span text)
{
	return is_path(text) && text.ptr[text.len - 1] == '/';
}

bool
config_content_is_target(struct span text)
{
	struct uri uri;

	return text.len > 0 && text.len <= TARGET_MAX &&
	       uri_parse(&uri, text) && !uri.has_fragment &&
	       !span_starts_with(text, SPAN("//"));
}
