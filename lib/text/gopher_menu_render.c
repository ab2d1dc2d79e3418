/*
 * A page of gemtext as a Gopher menu; see gopher_menu_render.h.
 */
#include "gopher_menu_render.h"

#include "gemtext.h"
#include "gopher_menu.h"
#include "gopher_url.h"
#include "text_hang.h"
#include "text_wrap.h"
#include "uri.h"

#define INDENT SPAN("  ")
#define NO_INDENT SPAN("")

/* A menu that is being written. */
struct menu {
	struct buffer *out;
	const struct gopher_place *place;
	struct gopher_link link; /* the present one; kept for its memory */
	struct buffer selector;  /* the same with its prefix; likewise */
	struct buffer item_end;  /* what follows its label; likewise */
	bool after_blank;        /* nothing or a blank line stands above */
	size_t item;             /* columns that an open item takes, or 0 */
};

/* How text that is no item looks. */
static struct text_wrap
info_wrap(const struct menu *menu, struct span first, struct span next)
{
	return (struct text_wrap){
	    .width = menu->place->style.width,
	    .ascii = menu->place->style.ascii,
	    .language = menu->place->style.language,
	    .overflow = TEXT_OVERFLOW_SPLIT,
	    .first_indent = first,
	    .next_indent = next,
	    .first_begin = SPAN("i"),
	    .first_end = SPAN(GOPHER_INFO_END),
	    .next_begin = SPAN("i"),
	    .next_end = SPAN(GOPHER_INFO_END),
	};
}

static void
put_info(
    struct menu *menu, struct span text, struct span first, struct span next)
{
	struct text_wrap how = info_wrap(menu, first, next);

	text_wrap(menu->out, text, &how);
}

static void
put_heading(struct menu *menu, struct span text)
{
	if (!menu->after_blank)
		gopher_menu_info(menu->out, SPAN(""));
	put_info(menu, text, NO_INDENT, NO_INDENT);
}

static void
put_preformatted(struct menu *menu, struct span text)
{
	struct text_wrap how = info_wrap(menu, NO_INDENT, NO_INDENT);

	text_wrap_preformatted(menu->out, text, &how);
}

/* Does the link lead to a page or search of ours, with room for a prefix? */
static bool
takes_prefix(const struct menu *menu)
{
	const struct gopher_link *link = &menu->link;

	return !link->foreign &&
	       (link->type == '0' || link->type == '1' || link->type == '7') &&
	       menu->place->prefix.len + link->selector.len <=
		   GOPHER_SELECTOR_MAX;
}

/* The label as an item; what does not fit goes on in `i` lines. */
static void
put_item(struct menu *menu, struct span label)
{
	struct gopher_link *link = &menu->link;
	struct text_wrap how = info_wrap(menu, NO_INDENT, INDENT);

	buffer_clear(&menu->item_end);
	buffer_clear(&menu->selector);
	if (takes_prefix(menu))
		buffer_append(&menu->selector, menu->place->prefix);
	buffer_append(&menu->selector, buffer_span(&link->selector));
	gopher_menu_item_end(&menu->item_end, buffer_span(&menu->selector),
	    link->foreign ? buffer_span(&link->host) : menu->place->host,
	    link->foreign ? link->port : menu->place->port);
	how.first_begin = (struct span){&link->type, 1};
	how.first_end = buffer_span(&menu->item_end);
	how.overflow = TEXT_OVERFLOW_SPLIT_ALL;
	text_wrap(menu->out, label, &how);
}

/* Is a URL that makes no item worth reading?  It is too long, then. */
static bool
is_worth_reading(struct span url)
{
	struct uri uri;

	return uri_parse(&uri, url) && gopher_url_allows(uri.scheme);
}

/* A link that makes no item: what it says, and where it leads. */
static void
put_dead_link(struct menu *menu, const struct gemtext_line *line)
{
	if (line->text.len > 0)
		put_info(menu, line->text, NO_INDENT, INDENT);
	if (line->text.len == 0 || is_worth_reading(line->url))
		put_info(menu, line->url, INDENT, INDENT);
}

static void
put_link(struct menu *menu, const struct gemtext_line *line)
{
	const struct gopher_place *place = menu->place;
	struct span label = line->text.len > 0 ? line->text : line->url;

	gopher_link_resolve(
	    &menu->link, line->url, place->path, place->item_type, place->arg);
	if (menu->link.type != 0)
		put_item(menu, label);
	else
		put_dead_link(menu, line);
	if (menu->link.selector.failed || menu->link.host.failed ||
	    menu->selector.failed || menu->item_end.failed)
		menu->out->failed = true;
}

/* Plain text, an item or a quote. */
static void
put_hanging(struct menu *menu, const struct gemtext_line *line)
{
	struct text_hang hang = text_hang_line(line, &menu->item, INDENT.len);

	put_info(menu, hang.text, hang.first, hang.next);
}

static void
put_line(struct menu *menu, const struct gemtext_line *line)
{
	switch (line->kind) {
	case GEMTEXT_TEXT:
	case GEMTEXT_LIST:
	case GEMTEXT_QUOTE:
		put_hanging(menu, line);
		break;
	case GEMTEXT_LINK:
		menu->item = 0;
		put_link(menu, line);
		break;
	case GEMTEXT_HEADING:
		menu->item = 0;
		put_heading(menu, line->text);
		break;
	case GEMTEXT_PREFORMATTED:
		put_preformatted(menu, line->text);
		break;
	case GEMTEXT_TOGGLE:
		return;
	}
	menu->after_blank = span_trim(line->raw).len == 0;
}

void
gopher_menu_render(
    struct buffer *out, struct span gemtext, const struct gopher_place *place)
{
	struct gemtext reader = gemtext_begin(gemtext);
	struct gemtext_line line;
	struct menu menu = {
	    .out = out,
	    .place = place,
	    .link = GOPHER_LINK_EMPTY,
	    .item_end = BUFFER_EMPTY,
	    .after_blank = true,
	};

	while (gemtext_next(&reader, &line))
		put_line(&menu, &line);
	gopher_menu_end(out);
	gopher_link_free(&menu.link);
	buffer_free(&menu.selector);
	buffer_free(&menu.item_end);
}
