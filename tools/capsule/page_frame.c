/*
 * The same few lines on every page.
 */
#include "page_frame.h"

#include <string.h>

#include "changes.h"
#include "link_url.h"

/* Two screens of a terminal, in bytes of the document. */
#define LONG_PAGE ((size_t)2 * 24 * 67)

/* Fewer questions than this are seen at a glance. */
#define QUESTIONS_MIN 3

/* Link to page ${index}, its title as label. */
static void
write_page_link(
    struct page_writer *writer, const struct document *document, size_t index)
{
	const struct document_page *page = &document->pages[index];
	struct buffer target = BUFFER_EMPTY;

	buffer_append(&target, page->slug);
	buffer_append_text(&target, ".gmi");
	page_writer_link(writer, buffer_span(&target), page->title);
	buffer_free(&target);
}

/* "name: value" at the end of ${out}. */
static void
append_named(struct buffer *out, const struct document *document,
    enum word name, struct span value)
{
	buffer_append(out, document_word(document, name));
	buffer_append(out, document_colon(document));
	buffer_append(out, value);
}

/* Link to page ${index}, its title named in the label. */
static void
write_named_link(struct page_writer *writer, const struct document *document,
    enum word name, size_t index)
{
	const struct document_page *page = &document->pages[index];
	struct buffer target = BUFFER_EMPTY;
	struct buffer label = BUFFER_EMPTY;

	buffer_append(&target, page->slug);
	buffer_append_text(&target, ".gmi");
	append_named(&label, document, name, page->title);
	page_writer_link(writer, buffer_span(&target), buffer_span(&label));
	buffer_free(&target);
	buffer_free(&label);
}

/* A line "name: value" for a value of the front matter, if it is given. */
static void
write_value(struct page_writer *writer, const struct document *document,
    enum word name, enum front_matter_key key)
{
	struct span value = document_value(document, key);
	struct buffer line = BUFFER_EMPTY;

	if (value.len == 0)
		return;
	append_named(&line, document, name, value);
	page_writer_line(writer, SPAN(""), buffer_span(&line));
	buffer_free(&line);
}

/* The same as a link, if the value can be one. */
static void
write_address(struct page_writer *writer, const struct document *document,
    enum word name, enum front_matter_key key)
{
	struct span value = document_value(document, key);
	struct span shown = span_starts_with(value, SPAN("mailto:"))
				? span_skip(value, strlen("mailto:"))
				: value;
	struct buffer target = BUFFER_EMPTY;
	struct buffer label = BUFFER_EMPTY;

	if (link_url_of_value(&target, value)) {
		append_named(&label, document, name, shown);
		page_writer_link(
		    writer, buffer_span(&target), buffer_span(&label));
	} else {
		write_value(writer, document, name, key);
	}
	buffer_free(&target);
	buffer_free(&label);
}

/* Is the heading a question, in whatever script? */
static bool
is_question(struct span text)
{
	static const char *const marks[] = {
	    "?", "\xef\xbc\x9f", "\xd8\x9f", "\xcd\xbe", "\xd5\x9e"};

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (span_ends_with(text, span_from(marks[i])))
			return true;
	return false;
}

/* How many questions are the headings of a page, if it has no others? */
static size_t
count_questions(
    const struct document *document, const struct document_page *page)
{
	size_t questions = 0;

	for (size_t i = page->first_heading; i < page->end_heading; i++) {
		const struct document_heading *heading = &document->headings[i];

		if (heading->level != 3)
			continue;
		if (!is_question(heading->text))
			return 0;
		questions++;
	}
	return questions;
}

/* Does the page go on beyond what a reader sees at a glance? */
static bool
is_long(const struct document *document, const struct document_page *page)
{
	const struct markdown *markdown = &document->markdown;
	size_t end = page->end < markdown->token_count
			 ? markdown->tokens[page->end].at
			 : document->source->text.len;

	return page->first < page->end &&
	       end > markdown->tokens[page->first].at + LONG_PAGE;
}

/*
 * The questions that a long page answers.  Gemtext cannot link to them, so
 * they tell what is there; on a short page the answers do.
 */
static void
write_questions(struct page_writer *writer, const struct document *document,
    const struct document_page *page)
{
	struct span colon = document_colon(document);

	if (!is_long(document, page) ||
	    count_questions(document, page) < QUESTIONS_MIN)
		return;
	while (colon.len > 0 && colon.ptr[colon.len - 1] == ' ')
		colon.len--;
	page_writer_open(writer, SPAN(""));
	page_writer_words(writer, document_word(document, WORD_ON_THIS_PAGE));
	page_writer_words(writer, colon);
	page_writer_end(writer);
	page_writer_blank(writer);
	for (size_t i = page->first_heading; i < page->end_heading; i++)
		if (document->headings[i].level == 3)
			page_writer_line(
			    writer, SPAN("* "), document->headings[i].text);
	page_writer_blank(writer);
}

void
page_frame_header(
    struct page_writer *writer, const struct document *document, size_t index)
{
	const struct document_page *page = &document->pages[index];

	page_writer_line(writer, SPAN("# "), page->title);
	page_writer_blank(writer);
	if (index > 0) {
		write_questions(writer, document, page);
		return;
	}
	page_writer_line(
	    writer, SPAN(""), document_value(document, FRONT_MATTER_SUMMARY));
	page_writer_blank(writer);
}

void
page_frame_contents(struct page_writer *writer, const struct document *document)
{
	page_writer_blank(writer);
	for (size_t i = 1; i < document->page_count; i++)
		write_page_link(writer, document, i);
	if (changes_given(document))
		page_writer_link(writer, SPAN(CHANGES_PAGE),
		    document_word(document, WORD_CHANGES));
	page_writer_blank(writer);
	write_value(
	    writer, document, WORD_PUBLISHED_BY, FRONT_MATTER_PUBLISHER);
	write_value(writer, document, WORD_LICENCE, FRONT_MATTER_LICENCE);
	write_value(
	    writer, document, WORD_NEXT_REVIEW, FRONT_MATTER_NEXT_REVIEW);
	write_address(writer, document, WORD_CONTACT, FRONT_MATTER_CONTACT);
	write_address(writer, document, WORD_ADDRESS, FRONT_MATTER_URL);
}

void
page_frame_footer(struct page_writer *writer, const struct document *document,
    size_t index, struct span search)
{
	page_writer_blank(writer);
	/* The index links to every page right above, and is the contents. */
	if (index > 1 && index < document->page_count)
		write_named_link(writer, document, WORD_PREVIOUS, index - 1);
	if (index > 0 && index + 1 < document->page_count)
		write_named_link(writer, document, WORD_NEXT, index + 1);
	if (index > 0)
		page_writer_link(writer, SPAN("index.gmi"),
		    document_word(document, WORD_CONTENTS));
	if (search.len > 0)
		page_writer_link(
		    writer, search, document_word(document, WORD_SEARCH));
	write_value(
	    writer, document, WORD_LAST_REVIEWED, FRONT_MATTER_REVIEWED);
}
