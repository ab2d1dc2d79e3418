/*
 * A page has a name of its own, made from its heading or given with {#name}:
 * pages of one name, in whatever language, are one page.
 */
#include "counterparts.h"

#include <stdlib.h>

#include "changes.h"
#include "date.h"
#include "endonym.h"

/* No such page. */
#define NONE SIZE_MAX

static struct span
language_of(const struct edition *edition)
{
	return document_value(edition->document, FRONT_MATTER_LANG);
}

/* The page of ${document} that the page named ${slug} is in its language. */
static size_t
find_counterpart(const struct document *document, struct span slug)
{
	const struct anchor *anchor = anchors_find(&document->anchors, slug);

	if (span_equal(slug, SPAN("index")))
		return 0;
	return anchor == NULL || anchor->others > 0 ? NONE : anchor->page;
}

static void
check_language(const struct editions *editions, size_t index)
{
	const struct edition *edition = &editions->list[index];
	const struct front_matter_value *lang =
	    &edition->document->front.values[FRONT_MATTER_LANG];

	for (size_t i = 0; i < index; i++) {
		const struct edition *other = &editions->list[i];

		if (!span_equal_nocase(language_of(other), lang->text))
			continue;
		source_error(edition->document->source, lang->at,
		    "duplicate-lang",
		    "%s is in this language already; each document has a "
		    "language of its own",
		    other->document->source->name);
		return;
	}
}

/* Where the heading of page ${index} stands. */
static size_t
heading_place(const struct document *document, size_t index)
{
	const struct markdown_token *tokens = document->markdown.tokens;
	size_t first = document->pages[index].first;

	return tokens[tokens[first - 1].text].at;
}

/* Tell of each page of ${document} that ${other} has no counterpart of. */
static void
check_pages(const struct document *document, const struct document *other)
{
	for (size_t i = 1; i < document->page_count; i++) {
		struct span slug = document->pages[i].slug;

		if (slug.len > 0 && find_counterpart(other, slug) == NONE)
			source_warning(document->source,
			    heading_place(document, i), "missing-translation",
			    "%s has no page \"%.*s\"; if it has one under "
			    "another heading, give both headings the same name "
			    "with {#name}",
			    other->source->name, (int)slug.len, slug.ptr);
	}
}

static void
check_review(const struct document *original, const struct document *document)
{
	const struct front_matter_value *reviewed =
	    &document->front.values[FRONT_MATTER_REVIEWED];
	struct span expected = document_value(original, FRONT_MATTER_REVIEWED);
	date_day day, expected_day;

	if (date_parse(&day, reviewed->text) &&
	    date_parse(&expected_day, expected) && day < expected_day)
		source_warning(document->source, reviewed->at,
		    "older-translation",
		    "%s was reviewed on %.*s, later than this translation; is "
		    "it still the same?",
		    original->source->name, (int)expected.len, expected.ptr);
}

/* Its pages stand beneath the name of its language. */
static struct span
make_prefix(struct document *document)
{
	struct buffer prefix = BUFFER_EMPTY;

	buffer_append(&prefix, document_value(document, FRONT_MATTER_LANG));
	buffer_append_byte(&prefix, '/');
	struct span kept =
	    text_store_add(&document->store, buffer_span(&prefix));
	buffer_free(&prefix);
	return kept;
}

void
counterparts_place(const struct editions *editions)
{
	struct document *original = editions->list[0].document;

	editions->list[0].prefix = SPAN("");
	for (size_t i = 1; i < editions->count; i++) {
		struct document *document = editions->list[i].document;

		editions->list[i].prefix = make_prefix(document);
		check_language(editions, i);
		check_pages(original, document);
		check_pages(document, original);
		check_review(original, document);
	}
}

/* Append where the pages of one edition are, from those of another. */
static void
append_way(
    struct buffer *out, const struct edition *from, const struct edition *to)
{
	if (from->prefix.len > 0)
		buffer_append_text(out, "../");
	buffer_append(out, to->prefix);
}

struct siblings
counterparts_siblings(const struct editions *editions, size_t edition)
{
	const struct edition *own = &editions->list[edition];
	struct siblings siblings = {0};

	if (own->prefix.ptr == NULL)
		return siblings;
	siblings.list = calloc(editions->count, sizeof *siblings.list);
	for (size_t i = 0; i < editions->count; i++) {
		const struct edition *other = &editions->list[i];
		struct buffer way = BUFFER_EMPTY;

		if (i == edition)
			continue;
		append_way(&way, own, other);
		siblings.list[siblings.count++] = (struct sibling){
		    .document = other->document,
		    .href = text_store_add(
			&own->document->store, buffer_span(&way)),
		};
		buffer_free(&way);
	}
	return siblings;
}

/* A link from a page of one edition to the page ${name} of another. */
static void
write_link(struct page_writer *writer, const struct edition *from,
    const struct edition *to, struct span name)
{
	struct buffer target = BUFFER_EMPTY;

	append_way(&target, from, to);
	buffer_append(&target, name);
	buffer_append_text(&target, ".gmi");
	page_writer_link(
	    writer, buffer_span(&target), endonym_of(language_of(to)));
	buffer_free(&target);
}

void
counterparts_write(const struct editions *editions, size_t edition,
    size_t index, struct page_writer *writer)
{
	const struct edition *own = &editions->list[edition];
	struct span slug = own->document->pages[index].slug;

	for (size_t i = 0; i < editions->count; i++) {
		const struct edition *other = &editions->list[i];
		size_t page = find_counterpart(other->document, slug);

		if (i != edition && page != NONE)
			write_link(writer, own, other,
			    other->document->pages[page].slug);
	}
}

void
counterparts_write_changes(
    const struct editions *editions, size_t edition, struct page_writer *writer)
{
	for (size_t i = 0; i < editions->count; i++)
		if (i != edition && changes_given(editions->list[i].document))
			write_link(writer, &editions->list[edition],
			    &editions->list[i], SPAN("changes"));
}
