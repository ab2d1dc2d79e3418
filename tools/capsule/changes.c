/*
 * Days sort as text; changes of one day keep the author's order.
 */
#include "changes.h"

#include <stdlib.h>

/* Does the author write the newest change last? */
static bool
newest_last(const struct front_matter *front)
{
	const struct front_matter_change *first = &front->changes[0];
	const struct front_matter_change *last =
	    &front->changes[front->change_count - 1];

	return memcmp(first->date.text.ptr, last->date.text.ptr,
		   first->date.text.len) < 0;
}

/* The newer first; of one day, the one that comes earlier in the list. */
static int
compare_changes(const void *left, const void *right)
{
	const struct change *a = left;
	const struct change *b = right;
	int order = memcmp(b->date.ptr, a->date.ptr, b->date.len);

	return order != 0
		   ? order
		   : (a->name.len > b->name.len) - (a->name.len < b->name.len);
}

/* The name of a change that is number ${number} of its day. */
static struct span
make_name(struct document *document, struct span date, size_t number)
{
	struct buffer name = BUFFER_EMPTY;

	if (number == 1)
		return date;
	buffer_append(&name, date);
	buffer_printf(&name, "-%zu", number);
	struct span kept = text_store_add(&document->store, buffer_span(&name));
	buffer_free(&name);
	return kept;
}

/* Name the sorted changes, from the oldest to the newest. */
static void
name_changes(struct document *document, struct changes *changes)
{
	size_t number = 0;

	for (size_t i = changes->count; i > 0; i--) {
		struct change *change = &changes->list[i - 1];
		bool is_first = i == changes->count ||
				!span_equal(change->date, change[1].date);

		number = is_first ? 1 : number + 1;
		change->name = make_name(document, change->date, number);
	}
}

struct changes
changes_of(struct document *document)
{
	const struct front_matter *front = &document->front;
	struct changes changes = {.count = front->change_count};

	changes.list = calloc(changes.count + 1, sizeof *changes.list);
	for (size_t i = 0; i < changes.count; i++) {
		size_t from = newest_last(front) ? changes.count - 1 - i : i;

		/* Until they are sorted, the name's length is the order. */
		changes.list[i] = (struct change){
		    .date = front->changes[from].date.text,
		    .text = front->changes[from].text.text,
		    .name.len = i,
		};
	}
	qsort(
	    changes.list, changes.count, sizeof *changes.list, compare_changes);
	name_changes(document, &changes);
	return changes;
}

void
changes_free(struct changes *changes)
{
	free(changes->list);
	*changes = (struct changes){0};
}

void
changes_check(const struct document *document)
{
	const struct anchor *anchor =
	    anchors_find(&document->anchors, SPAN("changes"));

	if (changes_given(document) && anchor != NULL &&
	    span_equal(document->pages[anchor->page].slug, SPAN("changes")))
		source_error(document->source, anchor->at, "reserved-slug",
		    "\"changes\" is the name of the page made of the front "
		    "matter's changes; give this heading another one with "
		    "{#name}");
}

void
changes_base(const struct edition *edition, struct buffer *out)
{
	struct span url = document_value(edition->document, FRONT_MATTER_URL);

	buffer_append(out, url);
	if (!span_ends_with(url, SPAN("/")))
		buffer_append_byte(out, '/');
	/* The author may give a translation's own address. */
	if (!span_ends_with(buffer_span(out), edition->prefix))
		buffer_append(out, edition->prefix);
}
