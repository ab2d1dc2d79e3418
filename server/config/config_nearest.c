/*
 * The nearest known name.  See config_nearest.h.
 */
#include "config_nearest.h"

#define NAME_MAX_BYTES 32 /* longer ones are near to nothing */

static size_t
smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/*
 * How many letters must be changed, added or dropped to get from a to b: the
 * distance of Levenshtein, row by row.
 */
static size_t
letters_apart(struct span a, struct span b)
{
	size_t row[NAME_MAX_BYTES + 1];

	for (size_t j = 0; j <= b.len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t above = row[j];

			row[j] = smallest(above + 1, row[j - 1] + 1,
			    diagonal + (a.ptr[i - 1] != b.ptr[j - 1]));
			diagonal = above;
		}
	}
	return row[b.len];
}

struct config_nearest
config_nearest_begin(struct span name)
{
	return (struct config_nearest){name, NULL, name.len / 3 + 1};
}

void
config_nearest_offer(struct config_nearest *nearest, const char *known)
{
	struct span offer = span_from(known);
	size_t apart;

	if (nearest->name.len > NAME_MAX_BYTES || offer.len > NAME_MAX_BYTES)
		return;
	apart = letters_apart(nearest->name, offer);
	if (apart < nearest->distance) {
		nearest->distance = apart;
		nearest->best = known;
	}
}
