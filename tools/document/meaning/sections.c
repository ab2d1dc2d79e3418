/*
 * One walk over the top level of the document.
 */
#include "sections.h"

#include <stdlib.h>

#include "heading.h"
#include "list_grow.h"
#include "slug.h"
#include "translit_language.h"

/* The deepest heading a capsule has room for: `###` of its page. */
#define LEVEL_MAX 4

/* Where the walk stands. */
struct walk {
	struct document *document;
	const struct source *source;
	size_t page_capacity;
	size_t heading_capacity;
	unsigned level;         /* of the last heading */
	size_t titles;          /* # headings so far */
	size_t waiting_at;      /* a heading that has no text yet, ... */
	unsigned waiting_level; /* ... or 0 */
};

static void
add_page(struct walk *walk, struct document_page page)
{
	struct document *document = walk->document;

	document->pages = list_grow(document->pages, document->page_count,
	    &walk->page_capacity, sizeof *document->pages);
	document->pages[document->page_count++] = page;
}

static void
add_heading(struct walk *walk, struct document_heading heading)
{
	struct document *document = walk->document;

	document->headings =
	    list_grow(document->headings, document->heading_count,
		&walk->heading_capacity, sizeof *document->headings);
	document->headings[document->heading_count++] = heading;
}

/* A heading that has waited in vain for text below it. */
static void
tell_empty_section(struct walk *walk)
{
	if (walk->waiting_level > 1)
		source_error(walk->source, walk->waiting_at, "empty-section",
		    "there is no text below this heading; write some, or "
		    "delete the heading");
	walk->waiting_level = 0;
}

/* The first # heading repeats the title; any other is out of place. */
static bool
check_title(struct walk *walk, const struct document_heading *heading)
{
	struct span title = document_value(walk->document, FRONT_MATTER_TITLE);
	bool is_first = walk->titles++ == 0;

	if (!is_first)
		source_warning(walk->source, heading->at, "second-title",
		    "there is one # heading, the title; write ## for a page");
	else if (title.len > 0 && !span_equal(title, heading->text))
		source_warning(walk->source, heading->at, "title-differs",
		    "this # heading differs from the title \"%.*s\" in the "
		    "front matter; make them the same, or delete it",
		    (int)title.len, title.ptr);
	else
		return true;
	return false;
}

static void
check_level(struct walk *walk, const struct document_heading *heading)
{
	unsigned above = walk->level == 0 ? 1 : walk->level;

	if (heading->level > LEVEL_MAX)
		source_error(walk->source, heading->at, "heading-too-deep",
		    "headings go down to #### only; write this one with fewer "
		    "number signs");
	else if (heading->level > above + 1)
		source_warning(walk->source, heading->at, "skipped-level",
		    "a heading of level %u follows one of level %u; write it "
		    "with %u number signs",
		    heading->level, above, above + 1);
	walk->level = heading->level;
}

/* Add an anchor; tell if it must not be there again. */
static void
add_anchor(struct walk *walk, struct anchor anchor)
{
	const struct anchor *first =
	    anchors_add(&walk->document->anchors, anchor);

	if (first == NULL)
		return;
	source_error(walk->source, anchor.at, "duplicate-slug",
	    "the name \"%.*s\" is taken; give this heading another one with "
	    "{#name}",
	    (int)anchor.slug.len, anchor.slug.ptr);
	source_note(walk->source, first->at, "duplicate-slug",
	    "\"%.*s\" was first used here", (int)anchor.slug.len,
	    anchor.slug.ptr);
}

/* The name of a heading: the one it was given, or one made from its words. */
static struct span
name_heading(struct walk *walk, const struct heading *heading)
{
	struct buffer slug = BUFFER_EMPTY;

	if (heading->id.len > 0)
		return heading->id;
	slug_append(&slug, heading->text,
	    translit_language_of(
		document_value(walk->document, FRONT_MATTER_LANG)));
	struct span kept =
	    text_store_add(&walk->document->store, buffer_span(&slug));
	buffer_free(&slug);
	return kept;
}

/* Give the heading its anchor; ${is_page} tells if it begins a page. */
static struct span
anchor_heading(
    struct walk *walk, const struct heading *heading, uint32_t at, bool is_page)
{
	bool is_given = heading->id.len > 0;
	struct anchor anchor = {
	    .slug = name_heading(walk, heading),
	    .page = (uint32_t)walk->document->page_count - 1,
	    .at = is_given ? heading->id_at : at,
	    .is_unique = is_page || is_given,
	};

	if (anchor.slug.len == 0 && is_page)
		source_error(walk->source, at, "empty-slug",
		    "no address can be made from this heading; add a name in "
		    "plain letters, such as {#causes}");
	else if (anchor.is_unique && span_equal(anchor.slug, SPAN("index")))
		source_error(walk->source, anchor.at, "reserved-slug",
		    "\"index\" is the name of the first page; give this "
		    "heading another one with {#name}");
	else if (anchor.slug.len > 0)
		add_anchor(walk, anchor);
	return anchor.slug;
}

/* The page that ends here, before token ${index}. */
static void
end_page(struct walk *walk, size_t index)
{
	struct document *document = walk->document;

	if (document->page_count == 0)
		return;
	document->pages[document->page_count - 1].end = index;
	document->pages[document->page_count - 1].end_heading =
	    document->heading_count;
}

static void
begin_page(
    struct walk *walk, const struct heading *heading, size_t index, uint32_t at)
{
	struct document *document = walk->document;
	size_t after = document->markdown.tokens[index].text + 1;
	size_t page = document->page_count;

	end_page(walk, index);
	add_page(walk, (struct document_page){.title = heading->text,
			   .first = after,
			   .first_heading = document->heading_count});
	if (document->page_count > page)
		document->pages[page].slug =
		    anchor_heading(walk, heading, at, true);
}

/* Take the heading that token ${index} opens. */
static void
take_heading(struct walk *walk, size_t index)
{
	const struct markdown *markdown = &walk->document->markdown;
	const struct markdown_token *token = &markdown->tokens[index];
	struct heading words =
	    heading_read(markdown, index, &walk->document->store);
	struct document_heading heading = {
	    .text = words.text,
	    .token = (uint32_t)index,
	    .at = token->at,
	    .level = token->level,
	};

	if (heading.text.len == 0) {
		source_error(walk->source, heading.at, "empty-heading",
		    "this heading has no words; write some, or delete it");
		return;
	}
	if (walk->waiting_level >= heading.level)
		tell_empty_section(walk);
	check_level(walk, &heading);
	if (heading.level == 1)
		heading.is_title = check_title(walk, &heading);
	walk->waiting_at = heading.at;
	walk->waiting_level = heading.level;

	if (heading.level == 2) {
		begin_page(walk, &words, index, heading.at);
	} else {
		anchor_heading(walk, &words, heading.at, false);
		add_heading(walk, heading);
	}
}

/* Is a block of this kind something to read below a heading? */
static bool
is_text(enum markdown_kind kind)
{
	return kind != MARKDOWN_RULE && kind != MARKDOWN_HTML;
}

void
sections_read(struct document *document)
{
	const struct markdown *markdown = &document->markdown;
	struct walk walk = {.document = document, .source = document->source};

	add_page(
	    &walk, (struct document_page){.slug = SPAN("index"),
		       .title = document_value(document, FRONT_MATTER_TITLE)});
	for (size_t i = 0; i < markdown->body_end; i++) {
		const struct markdown_token *token = &markdown->tokens[i];

		if (token->kind == MARKDOWN_HEADING)
			take_heading(&walk, i);
		else if (is_text(token->kind))
			walk.waiting_level = 0;
		if (token->kind != MARKDOWN_RULE)
			i = token->text;
	}
	tell_empty_section(&walk);
	end_page(&walk, markdown->body_end);
	if (document->page_count == 1)
		source_error(document->source, 0, "no-sections",
		    "the document has no pages; begin each with a heading "
		    "such as \"## Causes\"");
}
