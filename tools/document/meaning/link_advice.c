/*
 * Guesses from the surest to the boldest; the first that holds is given.
 */
#include "link_advice.h"

#include "local_file.h"
#include "nearest.h"
#include "slug.h"
#include "translit_language.h"
#include "uri.h"

/* Names are compared this often in a run, with this many others. */
#define COMPARISONS_MAX 100
#define CANDIDATES_MAX 2000

struct link_advice
link_advice_begin(const struct document *document, const struct beneath *folder)
{
	return (struct link_advice){.document = document, .folder = folder};
}

/* The anchor whose name is made as ${text} would be made into one. */
static struct span
anchor_of_words(const struct link_advice *advice, struct span text)
{
	struct buffer decoded = BUFFER_EMPTY;
	struct buffer slug = BUFFER_EMPTY;
	const struct anchor *anchor = NULL;

	if (uri_percent_decode(&decoded, text)) {
		slug_append(&slug, buffer_span(&decoded),
		    translit_language_of(
			document_value(advice->document, FRONT_MATTER_LANG)));
		anchor = anchors_find(
		    &advice->document->anchors, buffer_span(&slug));
	}
	buffer_free(&decoded);
	buffer_free(&slug);
	return anchor == NULL ? SPAN("") : anchor->slug;
}

/* The anchor whose name is nearest to ${name}. */
static struct span
nearest_anchor(struct link_advice *advice, struct span name)
{
	const struct anchors *anchors = &advice->document->anchors;
	struct nearest search = nearest_begin(name);

	if (advice->given++ >= COMPARISONS_MAX)
		return SPAN("");
	for (size_t i = 0; i < anchors->count && i < CANDIDATES_MAX; i++)
		nearest_try(&search, anchors->list[i].slug);
	return search.best;
}

void
link_advice_no_anchor(struct link_advice *advice, struct span name, size_t at)
{
	const struct source *source = advice->document->source;
	struct span best = anchor_of_words(advice, name);

	if (best.len == 0)
		best = nearest_anchor(advice, name);
	if (name.len == 0)
		source_error(source, at, "broken-anchor",
		    "\"#\" alone names no heading; write the name of one "
		    "after it, such as (#causes)");
	else if (best.len > 0)
		source_error(source, at, "broken-anchor",
		    "no heading is named \"#%.*s\"; did you mean \"#%.*s\"?",
		    (int)name.len, name.ptr, (int)best.len, best.ptr);
	else if (slug_is_valid(name))
		source_error(source, at, "broken-anchor",
		    "no heading is named \"#%.*s\"; write {#%.*s} at the end "
		    "of the heading that is meant",
		    (int)name.len, name.ptr, (int)name.len, name.ptr);
	else
		source_error(source, at, "broken-anchor",
		    "no heading is named \"#%.*s\"; names have small letters "
		    "a-z, digits and hyphens only",
		    (int)name.len, name.ptr);
}

/* Was a page or a heading meant: "causes", "/causes.html", "causes#why"? */
static bool
guess_anchor(
    struct buffer *guess, const struct link_advice *advice, struct span target)
{
	size_t mark = span_find(target, '#');
	struct span words = {target.ptr, mark};

	if (mark + 1 < target.len)
		words = span_skip(target, mark + 1);
	else
		words.len = span_find_last(words, '.');
	struct span slug = anchor_of_words(advice, words);
	if (slug.len == 0 && span_equal(words, SPAN("index")))
		slug = words;
	if (slug.len == 0)
		return false;
	buffer_append_byte(guess, '#');
	buffer_append(guess, slug);
	return true;
}

/* Was a site or an address of mail meant, and its scheme forgotten? */
static bool
guess_address(struct buffer *guess, struct span target)
{
	struct span host = {target.ptr, span_find(target, '/')};
	bool has_dot = span_find_last(host, '.') < host.len;
	bool is_mail = host.len == target.len && has_dot &&
		       span_find(host, '@') < host.len;
	bool is_site = span_starts_with(target, SPAN("www.")) ||
		       (has_dot && host.len < target.len);

	if (target.ptr[0] == '.' || (!is_mail && !is_site))
		return false;
	buffer_append_text(guess, is_mail ? "mailto:" : "https://");
	buffer_append(guess, target);
	return true;
}

/* Was the path written as on Windows? */
static bool
guess_slashes(struct buffer *guess, struct span target)
{
	if (span_find(target, '\\') == target.len)
		return false;
	for (size_t i = 0; i < target.len; i++)
		buffer_append_byte(
		    guess, target.ptr[i] == '\\' ? '/' : target.ptr[i]);
	return true;
}

/* Is a file of nearly that name there? */
static bool
guess_file(struct buffer *guess, struct link_advice *advice, const char *path)
{
	if (advice->given++ >= COMPARISONS_MAX)
		return false;
	local_file_nearest(advice->folder, path, guess);
	return guess->len > 0;
}

void
link_advice_no_file(struct link_advice *advice, struct span target,
    const char *path, bool is_outside, size_t at)
{
	const struct source *source = advice->document->source;
	struct buffer guess = BUFFER_EMPTY;
	bool found = guess_anchor(&guess, advice, target) ||
		     guess_slashes(&guess, target) ||
		     (!is_outside && guess_file(&guess, advice, path)) ||
		     guess_address(&guess, target);
	struct span best = buffer_span(&guess);

	if (found)
		source_error(source, at,
		    is_outside ? "outside-folder" : "broken-file",
		    "there is no file \"%.*s\" in the document's folder; did "
		    "you mean \"%.*s\"?",
		    (int)target.len, target.ptr, (int)best.len, best.ptr);
	else if (is_outside)
		source_error(source, at, "outside-folder",
		    "\"%.*s\" is not in the document's folder; copy it there "
		    "first",
		    (int)target.len, target.ptr);
	else
		source_error(source, at, "broken-file",
		    "there is no file \"%.*s\" in the document's folder",
		    (int)target.len, target.ptr);
	buffer_free(&guess);
}
