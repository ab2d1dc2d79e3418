/*
 * Text for terminals; see text_layout.h.
 */
#include "text_layout.h"

#include "gemtext.h"
#include "text_clean.h"
#include "text_wrap.h"

#define INDENT SPAN("  ")
#define NO_INDENT SPAN("")

/* A document that is being written. */
struct layout {
	struct buffer *out;
	const struct text_style *style;
	bool after_blank; /* nothing or a blank line stands above */
};

static struct text_wrap
wrap_of(const struct text_style *style, struct span first, struct span next)
{
	return (struct text_wrap){
	    .width = style->width,
	    .ascii = style->ascii,
	    .overflow = TEXT_OVERFLOW_KEEP,
	    .first_indent = first,
	    .next_indent = next,
	    .first_end = SPAN("\n"),
	    .next_end = SPAN("\n"),
	};
}

void
text_layout_wrap(struct buffer *out, struct span text, struct span first_indent,
    struct span next_indent, const struct text_style *style)
{
	struct text_wrap how = wrap_of(style, first_indent, next_indent);

	text_wrap(out, text, &how);
}

static void
put_heading(struct layout *layout, const struct gemtext_line *line)
{
	static const char underlines[] = {'=', '-', '~'};
	struct text_wrap how = wrap_of(layout->style, NO_INDENT, NO_INDENT);

	if (!layout->after_blank)
		buffer_append_byte(layout->out, '\n');

	size_t columns = text_wrap(layout->out, line->text, &how);

	if (columns == 0)
		return;
	buffer_append_repeated(
	    layout->out, underlines[line->level - 1], columns);
	buffer_append_byte(layout->out, '\n');
}

/* The label and, below it and never broken, the URL. */
static void
put_link(struct layout *layout, const struct gemtext_line *line)
{
	if (line->text.len > 0)
		text_layout_wrap(
		    layout->out, line->text, NO_INDENT, INDENT, layout->style);
	if (line->url.len == 0)
		return;
	buffer_append(layout->out, INDENT);
	text_clean(layout->out, line->url);
	buffer_append_byte(layout->out, '\n');
}

static void
put_preformatted(struct layout *layout, struct span text)
{
	struct text_wrap how = wrap_of(layout->style, NO_INDENT, NO_INDENT);

	text_wrap_preformatted(layout->out, text, &how);
}

static void
put_line(struct layout *layout, const struct gemtext_line *line)
{
	switch (line->kind) {
	case GEMTEXT_TEXT:
		text_layout_wrap(layout->out, line->text, NO_INDENT, NO_INDENT,
		    layout->style);
		break;
	case GEMTEXT_LINK:
		put_link(layout, line);
		break;
	case GEMTEXT_HEADING:
		put_heading(layout, line);
		break;
	case GEMTEXT_LIST:
		text_layout_wrap(
		    layout->out, line->text, SPAN("* "), INDENT, layout->style);
		break;
	case GEMTEXT_QUOTE:
		text_layout_wrap(layout->out, line->text, SPAN("> "),
		    SPAN("> "), layout->style);
		break;
	case GEMTEXT_PREFORMATTED:
		put_preformatted(layout, line->text);
		break;
	case GEMTEXT_TOGGLE:
		return;
	}
	layout->after_blank = span_trim(line->raw).len == 0;
}

void
text_layout_document(
    struct buffer *out, struct span gemtext, const struct text_style *style)
{
	struct layout layout = {out, style, true};
	struct gemtext reader = gemtext_begin(gemtext);
	struct gemtext_line line;

	while (gemtext_next(&reader, &line))
		put_line(&layout, &line);
}
