/*
 * A hash table of slugs over a list in the order of the document.
 */
#include "anchors.h"

#include <stdlib.h>

#include "text_hash.h"

/* The slot where ${slug} is, or would go; there are slots. */
static uint32_t *
find_slot(const struct anchors *anchors, struct span slug)
{
	size_t mask = anchors->capacity * 2 - 1;
	size_t slot = text_hash(slug) & mask;

	while (anchors->slots[slot] != 0 &&
	       !span_equal(anchors->list[anchors->slots[slot] - 1].slug, slug))
		slot = (slot + 1) & mask;
	return &anchors->slots[slot];
}

/* Make room for one more. */
static void
grow(struct anchors *anchors)
{
	if (anchors->count < anchors->capacity)
		return;

	anchors->capacity = anchors->capacity == 0 ? 64 : anchors->capacity * 2;
	anchors->list = reallocarray(
	    anchors->list, anchors->capacity, sizeof *anchors->list);
	free(anchors->slots);
	anchors->slots = calloc(anchors->capacity * 2, sizeof *anchors->slots);
	for (size_t i = 0; i < anchors->count; i++)
		*find_slot(anchors, anchors->list[i].slug) = (uint32_t)i + 1;
}

const struct anchor *
anchors_add(struct anchors *anchors, struct anchor anchor)
{
	grow(anchors);

	uint32_t *slot = find_slot(anchors, anchor.slug);
	if (*slot == 0) {
		anchors->list[anchors->count++] = anchor;
		*slot = (uint32_t)anchors->count;
		return NULL;
	}

	struct anchor *known = &anchors->list[*slot - 1];
	if (known->is_unique && anchor.is_unique)
		return known;
	if (anchor.is_unique) {
		*known = anchor;
	} else if (!known->is_unique && known->others++ == 0) {
		known->other_at = anchor.at;
	}
	return NULL;
}

const struct anchor *
anchors_find(const struct anchors *anchors, struct span slug)
{
	if (anchors->count == 0)
		return NULL;

	uint32_t slot = *find_slot(anchors, slug);
	return slot == 0 ? NULL : &anchors->list[slot - 1];
}

void
anchors_free(struct anchors *anchors)
{
	free(anchors->list);
	free(anchors->slots);
	*anchors = (struct anchors){0};
}
