/*
 * What options and lozenged.conf say about pages.  See config_content.h.
 */
#include "config_content.h"

#include "ascii.h"
#include "uri.h"

#include "config_value.h"

#define TARGET_MAX 1024    /* bytes.  Source: Gemini, "Responses" */
#define MEDIA_TYPE_MAX 255 /* bytes; leaves room for charset and lang */

/* The bytes of a token.  Source: RFC 2045, 5.1. */
static bool
is_token(char c)
{
	struct span specials = SPAN("()<>@,;:\\\"/[]?=");

	return c > ' ' && c < 0x7f && span_find(specials, c) == specials.len;
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
	return ascii_all((struct span){essence.ptr, slash}, is_token) &&
	       ascii_all(span_skip(essence, slash + 1), is_token);
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
config_content_is_switch(bool *is_on, struct span text)
{
	bool yes =
	    span_equal(text, SPAN("yes")) || span_equal(text, SPAN("on"));
	bool no = span_equal(text, SPAN("no")) || span_equal(text, SPAN("off"));

	if (yes || no)
		*is_on = yes;
	return yes || no;
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
