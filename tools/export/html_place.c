#include "html_place.h"

#include <stdlib.h>
#include <string.h>

#include "link_url.h"

#define GEMTEXT_SUFFIX ".gmi"
#define WEB_SUFFIX ".html"

static int
compare_places(const void *left, const void *right)
{
	const struct anchor *a = left, *b = right;

	return a->at < b->at ? -1 : a->at > b->at;
}

void
html_place_begin(struct html_place *place, const struct edition *edition)
{
	const struct anchors *anchors = &edition->document->anchors;
	size_t bytes = anchors->count * sizeof *anchors->list;

	*place = (struct html_place){
	    .edition = edition,
	    .document = edition->document,
	    .anchors = malloc(bytes + 1),
	};
	if (anchors->count > 0)
		memcpy(place->anchors, anchors->list, bytes);
	qsort(place->anchors, anchors->count, sizeof *place->anchors,
	    compare_places);
}

void
html_place_end(struct html_place *place)
{
	free(place->anchors);
	place->anchors = NULL;
}

void
html_place_page(
    struct buffer *out, const struct html_place *place, size_t index)
{
	struct span slug = place->document->pages[index].slug;

	if (place->is_print)
		buffer_append_byte(out, '#');
	buffer_append(out, slug);
	if (!place->is_print)
		buffer_append_text(out, WEB_SUFFIX);
}

/* The first anchor at or behind a byte of the source; the count if none. */
static size_t
first_anchor(const struct html_place *place, uint32_t at)
{
	size_t low = 0, high = place->document->anchors.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (place->anchors[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct span
html_place_heading(
    const struct html_place *place, const struct document_heading *heading)
{
	/* It is where the heading begins, or its {#name}, on the same line. */
	size_t index = first_anchor(place, heading->at);
	struct span rest =
	    span_skip(place->document->source->text, heading->at);

	if (index == place->document->anchors.count ||
	    place->anchors[index].at > heading->at + span_find(rest, '\n'))
		return SPAN("");
	return place->anchors[index].slug;
}

/* Is the name that of a page, and not of a heading within one? */
static bool
is_page(const struct html_place *place, const struct anchor *anchor)
{
	return span_equal(
	    place->document->pages[anchor->page].slug, anchor->slug);
}

/* A page, and a heading within it if the author named one. */
static void
append_page(struct buffer *out, const struct html_place *place,
    struct span gemtext_name, struct span target)
{
	struct span fragment = span_skip(target, span_find(target, '#'));
	const struct anchor *anchor = NULL;

	if (fragment.len > 1)
		anchor = anchors_find(
		    &place->document->anchors, span_skip(fragment, 1));
	if (anchor != NULL && !is_page(place, anchor)) {
		if (!place->is_print)
			html_place_page(out, place, anchor->page);
		buffer_append_byte(out, '#');
		buffer_append(out, anchor->slug);
		return;
	}
	gemtext_name.len -= strlen(GEMTEXT_SUFFIX);
	if (place->is_print)
		buffer_append_byte(out, '#');
	buffer_append(out, gemtext_name);
	if (!place->is_print)
		buffer_append_text(out, WEB_SUFFIX);
}

bool
html_place_link(
    struct buffer *out, const struct html_place *place, uint32_t link)
{
	const struct markdown *markdown = &place->document->markdown;
	uint32_t index = place->edition->links->of_link[link];
	const struct link_target *target;

	if (index == LINKS_BROKEN)
		return false;
	target = &place->edition->links->targets[index];
	if (target->path.len == 0 &&
	    link_url_scheme_length(target->href) == 0 &&
	    span_ends_with(target->href, SPAN(GEMTEXT_SUFFIX)))
		append_page(out, place, target->href,
		    markdown_target(markdown, &markdown->links[link]));
	else
		buffer_append(out, target->href);
	return true;
}

void
html_place_note(struct buffer *out, const struct html_place *place,
    const char *what, size_t number)
{
	buffer_append_text(out, what);
	buffer_append_byte(out, '_');
	if (place->is_print) {
		buffer_append(out, place->page->slug);
		buffer_append_byte(out, '_');
	}
	buffer_printf(out, "%zu", number);
}
