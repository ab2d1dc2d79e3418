/*
 * What a line of gemtext may look like, and what it must not.
 */
#include "page_writer.h"

#include "inline_text.h"

struct page_writer
page_writer_begin(struct buffer *out)
{
	return (struct page_writer){.out = out, .page_start = out->len};
}

/* Would a client take the line for markup? */
static bool
looks_like_markup(struct span line)
{
	return span_starts_with(line, SPAN("#")) ||
	       span_starts_with(line, SPAN(">")) ||
	       span_starts_with(line, SPAN("=>")) ||
	       span_starts_with(line, SPAN("* ")) ||
	       span_starts_with(line, SPAN("```"));
}

/* Set the line that begins at ${start} off by a space. */
static void
set_off(struct buffer *out, size_t start)
{
	if (buffer_reserve(out, 1) == NULL)
		return;
	memmove(out->ptr + start + 1, out->ptr + start, out->len - start);
	out->ptr[start] = ' ';
	out->len++;
}

/* Write the empty line that is due. */
static void
write_blank(struct page_writer *writer)
{
	if (writer->wants_blank && writer->out->len > writer->page_start)
		buffer_append_byte(writer->out, '\n');
	writer->wants_blank = false;
}

void
page_writer_open(struct page_writer *writer, struct span mark)
{
	page_writer_end(writer);
	write_blank(writer);
	buffer_append(writer->out, mark);
	writer->line_start = writer->out->len;
	writer->is_open = true;
	writer->is_plain = mark.len == 0;
}

void
page_writer_words(struct page_writer *writer, struct span text)
{
	inline_text_add(writer->out, writer->line_start, text);
}

void
page_writer_end(struct page_writer *writer)
{
	struct buffer *out = writer->out;

	if (!writer->is_open)
		return;
	writer->is_open = false;
	inline_text_end(out, writer->line_start);
	if (out->failed)
		return;
	struct span line = span_skip(buffer_span(out), writer->line_start);
	if (writer->is_plain && looks_like_markup(line))
		set_off(out, writer->line_start);
	buffer_append_byte(out, '\n');
}

void
page_writer_line(struct page_writer *writer, struct span mark, struct span text)
{
	if (text.len == 0)
		return;
	page_writer_open(writer, mark);
	page_writer_words(writer, text);
	page_writer_end(writer);
}

void
page_writer_heading(
    struct page_writer *writer, unsigned level, struct span text)
{
	static const char *const marks[] = {"", "# ", "## ", "### "};

	page_writer_line(writer, span_from(marks[level]), text);
}

void
page_writer_blank(struct page_writer *writer)
{
	page_writer_end(writer);
	writer->wants_blank = true;
}

void
page_writer_link(
    struct page_writer *writer, struct span target, struct span label)
{
	page_writer_open(writer, SPAN("=> "));
	buffer_append(writer->out, target);
	if (label.len > 0) {
		buffer_append_byte(writer->out, ' ');
		page_writer_words(writer, label);
	}
	page_writer_end(writer);
}

void
page_writer_toggle(struct page_writer *writer, struct span alt)
{
	page_writer_open(writer, SPAN("```"));
	page_writer_words(writer, alt);
	page_writer_end(writer);
}

void
page_writer_preformatted(struct page_writer *writer, struct span text)
{
	struct span line;

	while (span_take_line(&line, &text)) {
		if (span_starts_with(line, SPAN("```")))
			buffer_append_byte(writer->out, ' ');
		buffer_append(writer->out, line);
		buffer_append_byte(writer->out, '\n');
	}
}
