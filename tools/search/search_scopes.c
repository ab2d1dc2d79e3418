#include "search_scopes.h"

#include "language_tag.h"

void
search_scopes_begin(struct search_scopes *scopes)
{
	*scopes = (struct search_scopes){
	    .items = {{SPAN(""), SPAN("")}},
	    .count = 1,
	};
}

static struct span
without_slashes(struct span text)
{
	while (text.len > 0 && text.ptr[0] == '/')
		text = span_skip(text, 1);
	while (text.len > 0 && text.ptr[text.len - 1] == '/')
		text.len--;
	return text;
}

/* The scope of exactly this prefix, or NULL. */
static struct search_scope *
find(struct search_scopes *scopes, struct span prefix)
{
	for (size_t i = 0; i < scopes->count; i++)
		if (span_equal(scopes->items[i].prefix, prefix))
			return &scopes->items[i];
	return NULL;
}

bool
search_scopes_set(
    struct search_scopes *scopes, struct span prefix, struct span lang)
{
	struct search_scope *scope;

	prefix = without_slashes(prefix);
	scope = find(scopes, prefix);
	if (scope == NULL && scopes->count == INDEX_SCOPES_MAX)
		return false;
	if (scope == NULL)
		scope = &scopes->items[scopes->count++];
	*scope = (struct search_scope){prefix, lang};
	return true;
}

/* The value of a line that begins with the word; empty if it does not. */
static struct span
value_of(struct span line, struct span word)
{
	struct span value = SPAN("");

	if (span_starts_with(line, word))
		value = span_skip(line, word.len);
	return language_tag_is_valid(value) ? value : SPAN("");
}

void
search_scopes_take(struct search_scopes *scopes, struct span manifest)
{
	struct search_scope *root = &scopes->items[0];
	struct span line;

	while (span_take_line(&line, &manifest)) {
		struct span lang = value_of(line, SPAN("lang "));
		struct span translation = value_of(line, SPAN("translation "));

		if (root->lang.len == 0 && lang.len > 0)
			root->lang = lang;
		if (translation.len > 0 && find(scopes, translation) == NULL)
			search_scopes_set(scopes, translation, translation);
	}
}

/* Is the path beneath the scope's directory? */
static bool
is_beneath(struct span path, struct span prefix)
{
	return span_starts_with(path, prefix) && path.len > prefix.len &&
	       path.ptr[prefix.len] == '/';
}

size_t
search_scopes_of(const struct search_scopes *scopes, struct span path)
{
	size_t best = 0;

	for (size_t i = 1; i < scopes->count; i++) {
		struct span prefix = scopes->items[i].prefix;

		if (is_beneath(path, prefix) &&
		    prefix.len >= scopes->items[best].prefix.len)
			best = i;
	}
	return best;
}
