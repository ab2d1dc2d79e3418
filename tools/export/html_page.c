#include "html_page.h"

#include "html_body.h"
#include "html_frame.h"

/* Headings that a page lists at its top: fewer are seen at a glance. */
#define TOC_MIN 3

/* Level of a page's heading, alone and among all others. */
#define LEVEL_ALONE 1
#define LEVEL_IN_PRINT 2

/* How many headings stand right below the page's own? */
static size_t
count_headings(
    const struct document *document, const struct document_page *page)
{
	size_t count = 0;

	for (size_t i = page->first_heading; i < page->end_heading; i++)
		count += document->headings[i].level == 3;
	return count;
}

static void
write_toc(struct html_inline *words)
{
	const struct html_place *place = words->place;
	const struct document *document = place->document;

	if (count_headings(document, place->page) < TOC_MIN)
		return;
	html_open(words->writer, "nav");
	html_attribute(words->writer, "aria-label",
	    document_word(document, WORD_ON_THIS_PAGE));
	html_open(words->writer, "ul");
	for (size_t i = place->page->first_heading;
	     i < place->page->end_heading; i++) {
		const struct document_heading *heading = &document->headings[i];
		struct span id = html_place_heading(place, heading);

		if (heading->level != 3 || id.len == 0)
			continue;
		buffer_clear(&words->scratch);
		buffer_append_byte(&words->scratch, '#');
		buffer_append(&words->scratch, id);
		html_open(words->writer, "li");
		html_open(words->writer, "a");
		html_attribute(
		    words->writer, "href", buffer_span(&words->scratch));
		html_text(words->writer, heading->text);
		html_close(words->writer);
		html_close(words->writer);
	}
	html_close(words->writer);
	html_close(words->writer);
	html_line(words->writer);
}

/* The summary under the title of the first page. */
static void
write_lede(struct html_inline *words)
{
	html_open(words->writer, "p");
	html_attribute(words->writer, "class", SPAN("lede"));
	html_text(words->writer,
	    document_value(words->place->document, FRONT_MATTER_SUMMARY));
	html_close(words->writer);
	html_line(words->writer);
}

/* Title, text and notes of the place's page. */
static void
write_text(struct html_inline *words, size_t index, unsigned level)
{
	const struct html_place *place = words->place;

	html_open(words->writer, level == LEVEL_ALONE ? "h1" : "h2");
	if (place->is_print)
		html_attribute(words->writer, "id", place->page->slug);
	html_text(words->writer, place->page->title);
	html_close(words->writer);
	html_line(words->writer);
	if (index == 0)
		write_lede(words);
	else if (!place->is_print)
		write_toc(words);
	html_body_write(words, level);
	html_body_notes(words, level);
}

bool
html_page_write(struct buffer *out, const struct html_site *site,
    struct html_place *place, size_t which, size_t index)
{
	struct html_frame frame = {
	    .site = site, .place = place, .which = which, .index = index};
	struct html_inline words = {.place = place};
	bool is_good;

	place->is_print = false;
	place->page = &place->document->pages[index];
	words.writer = html_writer_begin(out);
	if (words.writer == NULL)
		return false;
	frame.words = &words;
	html_frame_open(&frame);
	write_text(&words, index, LEVEL_ALONE);
	html_frame_close(&frame);
	is_good = html_writer_end(words.writer) && !words.scratch.failed;
	buffer_free(&words.scratch);
	return is_good;
}

bool
html_page_write_print(struct buffer *out, const struct html_site *site,
    struct html_place *place, size_t which)
{
	struct html_frame frame = {
	    .site = site, .place = place, .which = which, .is_print = true};
	struct html_inline words = {.place = place};
	bool is_good;

	place->is_print = true;
	place->page = &place->document->pages[0];
	words.writer = html_writer_begin(out);
	if (words.writer == NULL)
		return false;
	frame.words = &words;
	html_frame_open(&frame);
	for (size_t i = 0; i < place->document->page_count; i++) {
		place->page = &place->document->pages[i];
		html_open(words.writer, "section");
		if (i > 0)
			html_attribute(words.writer, "class", SPAN("sheet"));
		write_text(&words, i, i == 0 ? LEVEL_ALONE : LEVEL_IN_PRINT);
		html_close(words.writer);
		html_line(words.writer);
	}
	place->page = &place->document->pages[0];
	html_frame_close(&frame);
	is_good = html_writer_end(words.writer) && !words.scratch.failed;
	buffer_free(&words.scratch);
	return is_good;
}
