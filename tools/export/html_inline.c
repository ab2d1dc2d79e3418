#include "html_inline.h"

#include "inline_text.h"
#include "uri.h"

/* "[1]", which leads to the footnote, which leads back to its first mark. */
static void
write_note(struct html_inline *words, struct span mark)
{
	struct html_writer *writer = words->writer;
	size_t number = 0;

	for (size_t i = 0; i < mark.len; i++)
		if (mark.ptr[i] >= '0' && mark.ptr[i] <= '9')
			number = number * 10 + (size_t)(mark.ptr[i] - '0');
	html_open(writer, "sup");
	html_open(writer, "a");
	buffer_clear(&words->scratch);
	buffer_append_byte(&words->scratch, '#');
	html_place_note(&words->scratch, words->place, "note", number);
	html_attribute(writer, "href", buffer_span(&words->scratch));
	html_text(writer, mark);
	html_close(writer);
	html_close(writer);
}

static bool
is_line_break(struct span html)
{
	return html.len >= 3 && html.ptr[0] == '<' &&
	       (html.ptr[1] | 0x20) == 'b';
}

static void
write_break(struct html_writer *writer)
{
	html_open(writer, "br");
	html_close_void(writer);
}

/* Would a browser ask another server for it? */
static bool
is_elsewhere(struct span url)
{
	struct uri uri;

	return !uri_parse(&uri, url) || uri.scheme.len > 0 || uri.has_authority;
}

/*
 * A picture of another server is a link, for the reader to follow or not; its
 * words alone, if they stand in a link already.
 */
static void
write_image(struct html_inline *words, size_t index, bool is_in_link)
{
	const struct markdown *markdown = &words->place->document->markdown;
	const struct markdown_token *token = &markdown->tokens[index];
	struct buffer *url = &words->scratch;
	struct buffer alt = BUFFER_EMPTY;

	buffer_clear(url);
	if (!html_place_link(url, words->place, token->value))
		return;
	inline_text_append(&alt, markdown, index + 1, token->text);
	if (!is_elsewhere(buffer_span(url))) {
		html_open(words->writer, "img");
		html_attribute(words->writer, "src", buffer_span(url));
		html_attribute(words->writer, "alt", buffer_span(&alt));
		html_close_void(words->writer);
	} else if (is_in_link) {
		html_text(words->writer, buffer_span(&alt));
	} else {
		html_open(words->writer, "a");
		html_attribute(words->writer, "href", buffer_span(url));
		html_text(words->writer, buffer_span(&alt));
		html_close(words->writer);
	}
	buffer_free(&alt);
}

/* Have the elements open that say how the text to come stands out. */
static void
set_emphasis(struct html_inline *words, uint8_t wanted)
{
	if (words->emphasis == wanted)
		return;
	if ((words->emphasis & MARKDOWN_EMPHASIS) != 0)
		html_close(words->writer);
	if ((words->emphasis & MARKDOWN_STRONG) != 0)
		html_close(words->writer);
	words->emphasis = wanted;
	if ((wanted & MARKDOWN_STRONG) != 0)
		html_open(words->writer, "strong");
	if ((wanted & MARKDOWN_EMPHASIS) != 0)
		html_open(words->writer, "em");
}

/* Begin a link; false if it leads nowhere: its words stay. */
static bool
open_link(struct html_inline *words, const struct markdown_token *token)
{
	buffer_clear(&words->scratch);
	if (!html_place_link(&words->scratch, words->place, token->value))
		return false;
	html_open(words->writer, "a");
	html_attribute(words->writer, "href", buffer_span(&words->scratch));
	return true;
}

/* Write token ${index}; where to go on. */
static size_t
write_token(struct html_inline *words, size_t index, size_t *link_end)
{
	const struct markdown *markdown = &words->place->document->markdown;
	const struct markdown_token *token = &markdown->tokens[index];

	set_emphasis(words, markdown_is_text(token) ? token->level : 0);
	switch ((enum markdown_kind)token->kind) {
	case MARKDOWN_TEXT:
	case MARKDOWN_ENTITY:
		html_text(words->writer, markdown_text(markdown, token));
		break;
	case MARKDOWN_CODE_TEXT:
		html_element(
		    words->writer, "code", markdown_text(markdown, token));
		break;
	case MARKDOWN_NOTE:
		write_note(words, markdown_text(markdown, token));
		break;
	case MARKDOWN_BREAK:
		write_break(words->writer);
		break;
	case MARKDOWN_RAW:
		if (is_line_break(markdown_text(markdown, token)))
			write_break(words->writer);
		break;
	case MARKDOWN_IMAGE:
		write_image(words, index, *link_end != 0);
		return token->text + 1;
	case MARKDOWN_LINK:
		if (!markdown_closes(token) && *link_end == 0 &&
		    open_link(words, token))
			*link_end = token->text;
		break;
	case MARKDOWN_QUOTE:
	case MARKDOWN_LIST:
	case MARKDOWN_ITEM:
	case MARKDOWN_HEADING:
	case MARKDOWN_PARAGRAPH:
	case MARKDOWN_CODE:
	case MARKDOWN_HTML:
	case MARKDOWN_TABLE:
	case MARKDOWN_ROW:
	case MARKDOWN_CELL:
	case MARKDOWN_RULE:
	case MARKDOWN_INFO:
		break;
	}
	if (*link_end == index && index != 0) {
		html_close(words->writer);
		*link_end = 0;
	}
	return index + 1;
}

void
html_inline_write(struct html_inline *words, size_t from, size_t to)
{
	size_t link_end = 0;

	while (from < to)
		from = write_token(words, from, &link_end);
	set_emphasis(words, 0);
	if (link_end != 0)
		html_close(words->writer);
}
