/*
 * Where the front matter stands, and whether its values make sense; reading
 * the YAML itself is front_matter_yaml's.
 */
#include "front_matter.h"

#include <stdlib.h>

#include "date.h"
#include "front_matter_yaml.h"
#include "language_tag.h"
#include "uri.h"
#include "words.h"

/* Letters of a language's code: two, or three in ISO 639-2 and later. */
#define LANGUAGE_LETTERS_MAX 3

/* Is it a line of three dashes and nothing more? */
static bool
is_fence(struct span line)
{
	return span_starts_with(line, SPAN("---")) &&
	       span_trim(span_skip(line, 3)).len == 0;
}

/* Is it a fence whose hyphens an editor has made into dashes? */
static bool
is_fence_of_dashes(struct span line)
{
	static const char *const dashes[] = {
	    "\xe2\x80\x93", "\xe2\x80\x94", "-"};
	bool has_dash = false;

	line = span_trim(line);
	while (line.len > 0) {
		size_t i = 0;

		while (i < sizeof dashes / sizeof dashes[0] &&
		       !span_starts_with(line, span_from(dashes[i])))
			i++;
		if (i == sizeof dashes / sizeof dashes[0])
			return false;
		line = span_skip(line, span_from(dashes[i]).len);
		has_dash |= i < 2;
	}
	return has_dash;
}

/* Is a fence at ${at}?  One that is not quite right is told. */
static bool
take_fence(const struct source *source, size_t at)
{
	struct span line = source_line(source, at);

	if (is_fence(line))
		return true;
	if (!is_fence_of_dashes(line))
		return false;
	source_error(source, at, "front-matter-missing",
	    "an editor has made dashes of these hyphens; type three: ---");
	source_edit(source, at, span_trim(line).len, "---");
	return true;
}

static void
tell_no_fence(const struct source *source)
{
	size_t at = 0;

	while (at < source->text.len &&
	       span_trim(source_line(source, at)).len == 0)
		at = source_next_line(source, at);
	if (at > 0 && is_fence(source_line(source, at)))
		source_error(source, 0, "front-matter-missing",
		    "the document must begin with its line \"---\"; delete "
		    "what is empty before it");
	else
		source_error(source, 0, "front-matter-missing",
		    "the document must begin with a line \"---\", then lines "
		    "such as \"title: My leaflet\", then \"---\" again");
}

/*
 * Find the text between the `---` lines; where the Markdown begins goes to
 * ${body_at}.  False, after telling so, when the closing line is missing.
 */
static bool
find_fences(const struct source *source, size_t *yaml_at, struct span *yaml,
    size_t *body_at)
{
	*yaml_at = *body_at = 0;
	*yaml = SPAN("");
	if (!take_fence(source, 0)) {
		tell_no_fence(source);
		return true;
	}

	*yaml_at = source_next_line(source, 0);
	for (size_t at = *yaml_at; at < source->text.len;
	     at = source_next_line(source, at)) {
		if (!take_fence(source, at))
			continue;
		*yaml = span_between(
		    source->text.ptr + *yaml_at, source->text.ptr + at);
		*body_at = source_next_line(source, at);
		return true;
	}
	source_error(source, 0, "front-matter-open",
	    "the front matter that begins here is never closed; write a "
	    "second line \"---\" before the text");
	return false;
}

static void
check_date(const struct front_matter_value *value, const char *key,
    const struct source *source)
{
	date_day day;

	if (value->text.len == 0 || date_parse(&day, value->text))
		return;
	if (date_is_written(value->text))
		source_error(source, value->at, "bad-date",
		    "there is no such day as %.*s", (int)value->text.len,
		    value->text.ptr);
	else
		source_error(source, value->at, "bad-date",
		    "\"%s\" must be a day written as year-month-day, such as "
		    "2026-01-31",
		    key);
}

static void
check_overdue(
    const struct front_matter_value *value, const struct source *source)
{
	date_day due, today;

	if (!date_parse(&due, value->text))
		return;
	if (!date_today(&today)) {
		diagnostics_add(source->list, DIAGNOSTIC_ERROR,
		    "SOURCE_DATE_EPOCH", 0, 0, "bad-date",
		    "must be a number of seconds since 1970");
		return;
	}
	if (due < today)
		source_warning(source, value->at, "review-overdue",
		    "the review was due on %.*s; check the text and set "
		    "\"reviewed\" and \"next-review\" anew",
		    (int)value->text.len, value->text.ptr);
}

/*
 * A language's own name is well-formed, but no tag: those of over three
 * letters are reserved, and none was ever registered.
 */
static bool
is_lang(struct span tag)
{
	return language_tag_is_valid(tag) &&
	       span_find(tag, '-') <= LANGUAGE_LETTERS_MAX;
}

static void
check_lang(const struct front_matter_value *value, const struct source *source)
{
	if (value->text.len > 0 && !is_lang(value->text))
		source_error(source, value->at, "bad-lang",
		    "\"lang\" must be a language tag such as en, en-GB, de or "
		    "pt-BR (with a hyphen)");
}

static void
check_url(const struct front_matter_value *value, const struct source *source)
{
	struct uri uri;

	if (value->text.len == 0)
		return;
	if (!uri_parse(&uri, value->text) || uri.scheme.len == 0 ||
	    !uri.has_authority || uri.has_query || uri.has_fragment)
		source_error(source, value->at, "bad-url",
		    "\"url\" must be a whole address without ? and #, such as "
		    "gemini://example.org/");
}

/* An Atom feed is known by the address it stands at. */
static void
check_changes(const struct front_matter *front, const struct source *source)
{
	if (front->changes_at > 0 &&
	    front->values[FRONT_MATTER_URL].text.len == 0)
		source_error(source, front->changes_at, "missing-key",
		    "with \"changes\", the front matter needs a line \"url: "
		    "...\", the address of the capsule");
}

/* Words that stand on every capsule's pages. */
static const enum word common_words[] = {
    WORD_PREVIOUS, WORD_NEXT, WORD_CONTENTS, WORD_SEARCH, WORD_LAST_REVIEWED};

/* Does the document speak a language that Lozenge does not? */
static void
check_words(const struct front_matter *front, const struct source *source)
{
	const struct front_matter_value *lang =
	    &front->values[FRONT_MATTER_LANG];
	bool is_missing = false;

	for (size_t i = 0; i < sizeof common_words / sizeof *common_words; i++)
		is_missing |= front->words[common_words[i]].text.len == 0;
	if (is_missing && is_lang(lang->text) && words_find(lang->text) == NULL)
		source_warning(source, lang->at, "missing-words",
		    "Lozenge speaks no \"%.*s\" and takes English words; give "
		    "your own under \"words:\", at least previous, next, "
		    "contents, search and last-reviewed",
		    (int)lang->text.len, lang->text.ptr);
}

bool
front_matter_read(struct front_matter *front, const struct source *source,
    struct text_store *store)
{
	struct span yaml;
	size_t yaml_at;

	*front = (struct front_matter){0};
	if (!find_fences(source, &yaml_at, &yaml, &front->body_at))
		return false;
	if (front->body_at == 0)
		return true;
	if (yaml.len > FRONT_MATTER_BYTES_MAX) {
		source_error(source, 0, "front-matter-malformed",
		    "the front matter is larger than %zu KiB; is its closing "
		    "\"---\" missing?",
		    FRONT_MATTER_BYTES_MAX >> 10);
		return true;
	}

	const struct front_matter_value *values = front->values;
	front_matter_yaml_read(front, source, yaml_at, yaml, store);
	check_lang(&values[FRONT_MATTER_LANG], source);
	check_date(&values[FRONT_MATTER_REVIEWED], "reviewed", source);
	check_date(&values[FRONT_MATTER_NEXT_REVIEW], "next-review", source);
	check_overdue(&values[FRONT_MATTER_NEXT_REVIEW], source);
	check_url(&values[FRONT_MATTER_URL], source);
	check_changes(front, source);
	check_words(front, source);
	return true;
}

void
front_matter_free(struct front_matter *front)
{
	free(front->changes);
	*front = (struct front_matter){0};
}
