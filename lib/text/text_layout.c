/*
 * Text for terminals; see text_layout.h.
 */
#include "text_layout.h"

#include "gemtext.h"
#include "text_clean.h"
#include "text_hang.h"
#include "text_wrap.h"
#include "uri.h"

#define INDENT SPAN("  ")
#define NO_INDENT SPAN("")

/* A document that is being written. */
struct layout {
	struct buffer *out;
	const struct text_style *style;
	bool after_blank; /* nothing or a blank line stands above */
	size_t item;      /* columns that an open item takes, or 0 */
};

static struct text_wrap
wrap_of(const struct text_style *style, struct span first, struct span next)
{
	return (struct text_wrap){
	    .width = style->width,
	    .ascii = style->ascii,
	    .language = style->language,
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

/* Is it the address of a page of the capsule?  Its path's length, or 0. */
static size_t
page_path_length(struct span url)
{
	struct uri uri;

	if (!uri_parse(&uri, url) || uri.scheme.len > 0 || uri.has_authority ||
	    !span_ends_with(uri.path, SPAN(".gmi")))
		return 0;
	return uri.path.len;
}

/* The URL; that of a page is the page's in plain text, as this one is. */
static void
put_url(struct layout *layout, struct span url)
{
	size_t path = page_path_length(url);

	buffer_append(layout->out, INDENT);
	if (path > 0) {
		text_clean(
		    layout->out, (struct span){url.ptr, path - strlen("gmi")});
		buffer_append_text(layout->out, "txt");
	}
	text_clean(layout->out, span_skip(url, path));
	buffer_append_byte(layout->out, '\n');
}

/* The label and, below it and never broken, the URL. */
static void
put_link(struct layout *layout, const struct gemtext_line *line)
{
	if (line->text.len > 0)
		text_layout_wrap(
		    layout->out, line->text, NO_INDENT, INDENT, layout->style);
	if (line->url.len > 0)
		put_url(layout, line->url);
}

static void
put_preformatted(struct layout *layout, struct span text)
{
	struct text_wrap how = wrap_of(layout->style, NO_INDENT, NO_INDENT);

	text_wrap_preformatted(layout->out, text, &how);
}

/* Plain text, an item or a quote. */
static void
put_hanging(struct layout *layout, const struct gemtext_line *line)
{
	struct text_hang hang =
	    text_hang_line(line, &layout->item, layout->style->width / 2);

	text_layout_wrap(
	    layout->out, hang.text, hang.first, hang.next, layout->style);
}

static void
put_line(struct layout *layout, const struct gemtext_line *line)
{
	switch (line->kind) {
	case GEMTEXT_TEXT:
	case GEMTEXT_LIST:
	case GEMTEXT_QUOTE:
		put_hanging(layout, line);
		break;
	case GEMTEXT_LINK:
		layout->item = 0;
		put_link(layout, line);
		break;
	case GEMTEXT_HEADING:
		layout->item = 0;
		put_heading(layout, line);
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
	struct layout layout = {
	    .out = out, .style = style, .after_blank = true};
	struct gemtext reader = gemtext_begin(gemtext);
	struct gemtext_line line;

	while (gemtext_next(&reader, &line))
		put_line(&layout, &line);
}
