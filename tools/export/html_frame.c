#include "html_frame.h"

#include <string.h>

#include "changes.h"
#include "endonym.h"
#include "html_contents.h"
#include "html_site.h"
#include "language_tag.h"
#include "link_url.h"

/* The file that holds all pages of an edition. */
#define PRINT_FILE "print.html"

#define STYLE_FILE "style.css"

/* Where the text begins: no heading has an underscore in its name. */
#define MAIN "_main"
#define MAIN_LINK "#" MAIN

static struct span
language(const struct document *document)
{
	return document_value(document, FRONT_MATTER_LANG);
}

static const struct edition *
own_edition(const struct html_frame *frame)
{
	return &frame->site->editions->list[frame->which];
}

/* From the folder of our edition to the root of all. */
static void
append_root(struct buffer *out, const struct html_frame *frame)
{
	if (own_edition(frame)->prefix.len > 0)
		buffer_append_text(out, "../");
}

static struct buffer *
scratch(const struct html_frame *frame)
{
	buffer_clear(&frame->words->scratch);
	return &frame->words->scratch;
}

/* ---------- the head ---------- */

static void
write_meta(struct html_writer *writer, const char *name, struct span content)
{
	html_open(writer, "meta");
	html_attribute(writer, "name", span_from(name));
	html_attribute(writer, "content", content);
	html_close_void(writer);
	html_line(writer);
}

/* <link rel=... href=...>, with one more attribute unless its name is NULL. */
static void
write_link(struct html_writer *writer, const char *relation, struct span href,
    const char *name, struct span value)
{
	html_open(writer, "link");
	html_attribute(writer, "rel", span_from(relation));
	if (name != NULL)
		html_attribute(writer, name, value);
	html_attribute(writer, "href", href);
	html_close_void(writer);
	html_line(writer);
}

static void
write_title(const struct html_frame *frame)
{
	const struct document *document = frame->place->document;
	struct buffer *title = scratch(frame);

	if (frame->is_print || frame->index > 0) {
		buffer_append(title, frame->is_print
					 ? document_word(document, WORD_PRINT)
					 : document->pages[frame->index].title);
		buffer_append_text(title, " \xe2\x80\x93 ");
	}
	buffer_append(title, document_value(document, FRONT_MATTER_TITLE));
	html_element(frame->words->writer, "title", buffer_span(title));
	html_line(frame->words->writer);
}

/* The index in ${other} of the page that ours is; false if it has none. */
static bool
find_counterpart(
    size_t *index, const struct html_frame *frame, const struct document *other)
{
	struct span slug = frame->place->document->pages[frame->index].slug;
	const struct anchor *anchor = anchors_find(&other->anchors, slug);

	*index = 0;
	if (frame->is_print || frame->index == 0)
		return true;
	if (anchor == NULL ||
	    !span_equal(other->pages[anchor->page].slug, slug))
		return false;
	*index = anchor->page;
	return true;
}

/* The file of our page in another edition; false if it has none. */
static bool
append_counterpart(
    struct buffer *out, const struct html_frame *frame, size_t which)
{
	const struct edition *other = &frame->site->editions->list[which];
	size_t index;

	if (!find_counterpart(&index, frame, other->document))
		return false;
	buffer_append(out, other->prefix);
	if (frame->is_print) {
		buffer_append_text(out, PRINT_FILE);
	} else {
		buffer_append(out, other->document->pages[index].slug);
		buffer_append_text(out, ".html");
	}
	return true;
}

/* For machines: where the page is, and in which other languages. */
static void
write_relations(const struct html_frame *frame)
{
	const struct editions *editions = frame->site->editions;
	struct html_writer *writer = frame->words->writer;
	struct buffer *href;

	if (frame->site->url.len > 0) {
		href = scratch(frame);
		buffer_append(href, frame->site->url);
		if (append_counterpart(href, frame, frame->which))
			write_link(writer, "canonical", buffer_span(href), NULL,
			    SPAN(""));
	}
	for (size_t i = 0; i < editions->count && editions->count > 1; i++) {
		href = scratch(frame);
		if (frame->site->url.len > 0)
			buffer_append(href, frame->site->url);
		else
			append_root(href, frame);
		if (append_counterpart(href, frame, i))
			write_link(writer, "alternate", buffer_span(href),
			    "hreflang", language(editions->list[i].document));
	}
	if (changes_given(frame->place->document))
		write_link(writer, "alternate", SPAN(CHANGES_FEED), "type",
		    SPAN("application/atom+xml"));
}

static void
write_head(const struct html_frame *frame)
{
	struct html_writer *writer = frame->words->writer;
	const struct document *document = frame->place->document;
	struct buffer *href;

	html_open(writer, "head");
	html_open(writer, "meta");
	html_attribute(writer, "charset", SPAN("utf-8"));
	html_close_void(writer);
	html_line(writer);
	write_meta(
	    writer, "viewport", SPAN("width=device-width, initial-scale=1"));
	write_title(frame);
	if (frame->index == 0)
		write_meta(writer, "description",
		    document_value(document, FRONT_MATTER_SUMMARY));
	write_meta(writer, "referrer", SPAN("no-referrer"));
	href = scratch(frame);
	append_root(href, frame);
	buffer_append_text(href, STYLE_FILE);
	write_link(writer, "stylesheet", buffer_span(href), NULL, SPAN(""));
	write_relations(frame);
	html_close(writer);
	html_line(writer);
}

/* ---------- before the text ---------- */

/* <a href=...>words</a> */
static void
write_anchor(struct html_writer *writer, struct span href, struct span words)
{
	html_open(writer, "a");
	html_attribute(writer, "href", href);
	html_text(writer, words);
	html_close(writer);
}

static void
write_skip(const struct html_frame *frame)
{
	struct html_writer *writer = frame->words->writer;

	html_open(writer, "a");
	html_attribute(writer, "class", SPAN("skip"));
	html_attribute(writer, "href", SPAN(MAIN_LINK));
	html_text(writer, document_word(frame->place->document, WORD_SKIP));
	html_close(writer);
	html_line(writer);
}

/* The same page by each other language's own name. */
static void
write_languages(const struct html_frame *frame)
{
	const struct editions *editions = frame->site->editions;
	struct html_writer *writer = frame->words->writer;

	for (size_t i = 0; i < editions->count; i++) {
		struct span tag = language(editions->list[i].document);
		struct buffer *href = scratch(frame);

		append_root(href, frame);
		if (i == frame->which || !append_counterpart(href, frame, i))
			continue;
		html_open(writer, "a");
		html_attribute(writer, "href", buffer_span(href));
		html_attribute(writer, "lang", tag);
		html_attribute(writer, "hreflang", tag);
		html_text(writer, endonym_of(tag));
		html_close(writer);
	}
}

static void
write_header(const struct html_frame *frame)
{
	struct html_writer *writer = frame->words->writer;

	html_open(writer, "header");
	write_anchor(writer, SPAN("index.html"),
	    document_value(frame->place->document, FRONT_MATTER_TITLE));
	write_languages(frame);
	html_close(writer);
	html_line(writer);
}

void
html_frame_open(const struct html_frame *frame)
{
	struct html_writer *writer = frame->words->writer;
	struct span tag = language(frame->place->document);

	html_open(writer, "html");
	html_attribute(writer, "lang", tag);
	html_attribute(writer, "dir",
	    language_tag_is_right_to_left(tag) ? SPAN("rtl") : SPAN("ltr"));
	html_line(writer);
	write_head(frame);
	html_open(writer, "body");
	html_line(writer);
	write_skip(frame);
	write_header(frame);
	html_open(writer, "main");
	html_attribute(writer, "id", SPAN(MAIN));
	html_attribute(writer, "tabindex", SPAN("-1"));
	html_line(writer);
}

/* ---------- after the text ---------- */

/* "Last reviewed: 2026-01-31", if the front matter has it. */
static void
write_value(
    const struct html_frame *frame, enum word word, enum front_matter_key key)
{
	const struct document *document = frame->place->document;
	struct span value = document_value(document, key);
	struct html_writer *writer = frame->words->writer;
	struct buffer address = BUFFER_EMPTY;

	if (value.len == 0)
		return;
	html_open(writer, "p");
	html_text(writer, document_word(document, word));
	html_text(writer, document_colon(document));
	if (link_url_of_value(&address, value))
		write_anchor(writer, buffer_span(&address),
		    span_starts_with(value, SPAN("mailto:"))
			? span_skip(value, strlen("mailto:"))
			: value);
	else
		html_text(writer, value);
	html_close(writer);
	html_line(writer);
	buffer_free(&address);
}

/* A paragraph that is a link, for those who sit at a screen. */
static void
write_way(const struct html_frame *frame, struct span href, enum word word)
{
	struct html_writer *writer = frame->words->writer;

	html_open(writer, "p");
	html_attribute(writer, "class", SPAN("screen"));
	write_anchor(writer, href, document_word(frame->place->document, word));
	html_close(writer);
	html_line(writer);
}

/* The same page where nobody's browser takes part. */
static void
write_gemini(const struct html_frame *frame)
{
	const struct document *document = frame->place->document;
	struct span url = document_value(document, FRONT_MATTER_URL);
	struct buffer *href = scratch(frame);

	if (!span_starts_with(url, SPAN("gemini://")))
		return;
	buffer_append(href, url);
	if (!span_ends_with(url, SPAN("/")))
		buffer_append_byte(href, '/');
	if (frame->index > 0) {
		buffer_append(href, document->pages[frame->index].slug);
		buffer_append_text(href, ".gmi");
	}
	write_way(frame, buffer_span(href), WORD_OVER_GEMINI);
}

static void
write_footer(const struct html_frame *frame)
{
	struct html_writer *writer = frame->words->writer;

	html_open(writer, "footer");
	write_value(frame, WORD_LAST_REVIEWED, FRONT_MATTER_REVIEWED);
	if (frame->index == 0) {
		write_value(frame, WORD_NEXT_REVIEW, FRONT_MATTER_NEXT_REVIEW);
		write_value(frame, WORD_PUBLISHED_BY, FRONT_MATTER_PUBLISHER);
		write_value(frame, WORD_LICENCE, FRONT_MATTER_LICENCE);
		write_value(frame, WORD_CONTACT, FRONT_MATTER_CONTACT);
	}
	if (!frame->is_print)
		write_way(frame, SPAN(PRINT_FILE), WORD_PRINT);
	write_gemini(frame);
	html_close(writer);
	html_line(writer);
}

void
html_frame_close(const struct html_frame *frame)
{
	struct html_writer *writer = frame->words->writer;

	if (!frame->is_print)
		html_contents_turns(frame->words, frame->index);
	html_close(writer);
	html_line(writer);
	html_contents_write(frame->words, frame->index);
	write_footer(frame);
	html_close(writer);
	html_line(writer);
	html_close(writer);
}
