/*
 * Gemtext, line by line; see gemtext.h.
 */
#include "gemtext.h"

#define BOM SPAN("\xEF\xBB\xBF")

struct gemtext
gemtext_begin(struct span document)
{
	if (span_starts_with(document, BOM))
		document = span_skip(document, BOM.len);
	return (struct gemtext){.rest = document};
}

/* Length of the leading run of ${byte}, at most ${most}. */
static size_t
run_length(struct span text, char byte, size_t most)
{
	size_t len = 0;

	while (len < most && len < text.len && text.ptr[len] == byte)
		len++;
	return len;
}

/* Length of ${text} up to its first space or tab. */
static size_t
word_length(struct span text)
{
	size_t len = 0;

	while (len < text.len && text.ptr[len] != ' ' && text.ptr[len] != '\t')
		len++;
	return len;
}

static void
read_link(struct gemtext_line *line)
{
	struct span after = span_trim(span_skip(line->raw, 2));
	size_t url_len = word_length(after);

	line->kind = GEMTEXT_LINK;
	line->url = (struct span){after.ptr, url_len};
	line->text = span_trim(span_skip(after, url_len));
}

/* A line of the kind whose markup is ${markup} bytes long. */
static void
read_marked(struct gemtext_line *line, enum gemtext_kind kind, size_t markup)
{
	line->kind = kind;
	line->text = span_trim(span_skip(line->raw, markup));
}

static void
read_toggle(struct gemtext_line *line, struct gemtext *reader)
{
	reader->preformatted = !reader->preformatted;
	line->opens = reader->preformatted;
	read_marked(line, GEMTEXT_TOGGLE, 3);
}

/* Any line outside preformatted text but a toggle. */
static void
read_flowing(struct gemtext_line *line)
{
	size_t level = run_length(line->raw, '#', 3);

	if (level > 0) {
		line->level = (unsigned)level;
		read_marked(line, GEMTEXT_HEADING, level);
	} else if (span_starts_with(line->raw, SPAN("=>"))) {
		read_link(line);
	} else if (span_starts_with(line->raw, SPAN("* "))) {
		read_marked(line, GEMTEXT_LIST, 2);
	} else if (span_starts_with(line->raw, SPAN(">"))) {
		read_marked(line, GEMTEXT_QUOTE, 1);
	} else {
		line->kind = GEMTEXT_TEXT;
		line->text = line->raw;
	}
}

bool
gemtext_next(struct gemtext *reader, struct gemtext_line *line)
{
	struct span raw;

	if (!span_take_line(&raw, &reader->rest))
		return false;
	*line = (struct gemtext_line){.raw = raw};
	if (span_starts_with(raw, SPAN("```"))) {
		read_toggle(line, reader);
	} else if (reader->preformatted) {
		line->kind = GEMTEXT_PREFORMATTED;
		line->text = raw;
	} else {
		read_flowing(line);
	}
	return true;
}
