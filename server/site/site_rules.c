#include "site_rules.h"

#include <string.h>

#include "config.h"
#include "path.h"
#include "uri.h"

/* A path with its first slash and, for a directory, its last. */
#define WHOLE_BYTES_MAX (PATH_BYTES_MAX + 2)

/* Room for such a path, percent-encoded, and a redirect's target after it. */
#define ENCODED_ROOM (64 + 3 * WHOLE_BYTES_MAX + 1024)

static struct span
whole_path(char bytes[WHOLE_BYTES_MAX], const struct path *path)
{
	size_t len = 0;

	bytes[len++] = '/';
	memcpy(bytes + len, path->bytes, path->len);
	len += path->len;
	if (path->wants_directory && path->len > 0)
		bytes[len++] = '/';
	return (struct span){bytes, len};
}

/* What a rule is written for, without its "*"; is it a prefix? */
static bool
rule_prefix(struct span *text, const struct config_rule *rule)
{
	*text = span_from(rule->path);
	if (!span_ends_with(*text, SPAN("*")))
		return false;
	text->len--;
	return true;
}

const struct config_rule *
site_rules_find(const struct config_capsule *capsule, const struct path *path)
{
	char bytes[WHOLE_BYTES_MAX];
	struct span whole = whole_path(bytes, path);

	for (size_t i = 0; i < capsule->rule_count; i++) {
		const struct config_rule *rule = &capsule->rules[i];
		struct span text;

		if (rule_prefix(&text, rule) ? span_starts_with(whole, text)
					     : span_equal(whole, text))
			return rule;
	}
	return NULL;
}

/* Append the rest of what was asked for to the target, without its "*". */
static void
append_rest(
    struct buffer *out, struct span target, bool starred, struct span rest)
{
	bool slash_before = span_ends_with(target, SPAN("/"));
	bool slash_after = span_starts_with(rest, SPAN("/"));

	if (slash_before && slash_after)
		rest = span_skip(rest, 1);
	if (!starred && !slash_before && !slash_after)
		buffer_append_byte(out, '/');
	uri_percent_encode(out, rest);
}

/* Is the result, whatever the rest made of it, where the target leads? */
static bool
leads_as_meant(struct span result, const struct uri *target)
{
	struct uri uri;

	return uri_parse(&uri, result) && !uri.has_fragment &&
	       !span_starts_with(result, SPAN("//")) &&
	       span_equal(uri.scheme, target->scheme) &&
	       uri.has_authority == target->has_authority &&
	       span_equal(uri.userinfo, target->userinfo) &&
	       span_equal(uri.host, target->host) &&
	       span_equal(uri.port, target->port);
}

bool
site_rules_target(
    struct buffer *out, const struct config_rule *rule, const struct path *path)
{
	struct span target = span_from(rule->target);
	struct span query = span_skip(target, span_find(target, '?'));
	struct span asked, prefix;
	char bytes[WHOLE_BYTES_MAX];
	bool is_prefix = rule_prefix(&prefix, rule);
	bool starred;
	struct uri uri;

	target.len -= query.len;
	starred = is_prefix && span_ends_with(target, SPAN("*"));
	target.len -= starred;
	if (!uri_parse(&uri, target))
		return false;
	buffer_append(out, target);
	asked = whole_path(bytes, path);
	if (is_prefix)
		append_rest(out, target, starred, span_skip(asked, prefix.len));
	buffer_append(out, query);
	return !out->failed && leads_as_meant(buffer_span(out), &uri);
}

bool
site_rules_stays_within(
    const struct config_capsule *capsule, struct span target)
{
	struct uri uri;

	if (!uri_parse(&uri, target))
		return false;
	if (!uri.has_authority)
		return uri.scheme.len == 0;
	return span_equal_nocase(uri.scheme, SPAN("gemini")) &&
	       config_capsule_has_host(capsule, uri.host);
}

bool
site_rules_follow(struct path *path, struct span target)
{
	struct uri base, reference, uri;
	char bytes[WHOLE_BYTES_MAX];
	char text_bytes[ENCODED_ROOM], whole_bytes[ENCODED_ROOM];
	struct buffer text = BUFFER_WITHIN(text_bytes);
	struct buffer whole = BUFFER_WITHIN(whole_bytes);
	bool followed = false;

	/* With an authority, no path can be taken for one ("//x"). */
	buffer_append_text(&text, "gemini://capsule");
	uri_percent_encode(&text, whole_path(bytes, path));
	if (uri_parse(&base, buffer_span(&text)) &&
	    uri_parse(&reference, target)) {
		uri_resolve(&whole, &base, &reference);
		followed = !whole.failed &&
			   uri_parse(&uri, buffer_span(&whole)) &&
			   path_from_uri(path, uri.path) == PATH_OK;
	}
	return followed;
}
