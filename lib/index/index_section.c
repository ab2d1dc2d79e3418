/*
 * Which lines count: all text, and the labels of links that lead out of the
 * capsule.  Those within it repeat another page's title, on every page that
 * has a footer.  So does the day of the last review.
 */
#include "index_section.h"

#include "uri.h"
#include "words.h"

/* The page's title: its first heading of level 1, else its first line. */
static struct span
find_title(struct span gemtext)
{
	struct gemtext lines = gemtext_begin(gemtext);
	struct gemtext_line line;
	struct span first = SPAN("");

	while (gemtext_next(&lines, &line)) {
		if (line.kind == GEMTEXT_HEADING && line.level == 1)
			return line.text;
		if (first.len == 0 && line.kind != GEMTEXT_TOGGLE &&
		    line.kind != GEMTEXT_PREFORMATTED)
			first = line.text;
	}
	return first;
}

void
index_sections_begin(
    struct index_sections *sections, struct span gemtext, struct span lang)
{
	*sections = (struct index_sections){
	    .words = words_for(lang),
	    .lines = gemtext_begin(gemtext),
	    .title = find_title(gemtext),
	    .heading = SPAN(""),
	    .next = SPAN(""),
	};
}

static bool
leads_out(struct span url)
{
	struct uri uri;

	return uri_parse(&uri, url) && uri.scheme.len > 0;
}

static void
add_line(struct index_sections *sections, struct span text)
{
	if (text.len == 0)
		return;
	buffer_append(&sections->body, text);
	buffer_append_byte(&sections->body, '\n');
}

/* Is it the line on the last review, as the builder writes it? */
static bool
is_review(const struct index_sections *sections, struct span text)
{
	struct span word = span_from(sections->words->text[WORD_LAST_REVIEWED]);

	return span_starts_with(text, word) &&
	       span_starts_with(span_skip(text, word.len),
		   span_from(sections->words->colon));
}

/* Take one line; true if a section ends before it. */
static bool
take_line(struct index_sections *sections, const struct gemtext_line *line)
{
	switch (line->kind) {
	case GEMTEXT_HEADING:
		if (line->level == 1 && span_equal(line->text, sections->title))
			return false;
		sections->next = line->text;
		return true;
	case GEMTEXT_LINK:
		if (leads_out(line->url))
			add_line(sections, line->text);
		return false;
	case GEMTEXT_TEXT:
	case GEMTEXT_LIST:
	case GEMTEXT_QUOTE:
	case GEMTEXT_TOGGLE:
	case GEMTEXT_PREFORMATTED:
		if (!is_review(sections, line->text))
			add_line(sections, line->text);
		return sections->body.len >= INDEX_SECTION_MAX;
	}
	return false;
}

/* Read up to the end of a section, which may be empty. */
static void
read_section(struct index_sections *sections)
{
	struct gemtext_line line;

	buffer_clear(&sections->body);
	sections->heading = sections->next;
	while (gemtext_next(&sections->lines, &line))
		if (take_line(sections, &line))
			return;
	sections->ended = true;
}

/* Notes name sources: whoever seeks words does not seek these. */
static bool
is_notes(const struct index_sections *sections)
{
	return span_equal(
	    sections->heading, span_from(sections->words->text[WORD_NOTES]));
}

bool
index_sections_next(struct index_sections *sections)
{
	while (!sections->ended) {
		read_section(sections);
		if (sections->body.failed)
			return false;
		if (!is_notes(sections) &&
		    (sections->body.len > 0 || sections->heading.len > 0))
			return true;
	}
	return false;
}

void
index_sections_end(struct index_sections *sections)
{
	buffer_free(&sections->body);
}
