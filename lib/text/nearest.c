/*
 * Edit distance, three rows at a time.
 */
#include "nearest.h"

#include <ctype.h>

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool
is_same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Edits between two words of at most NEAREST_WORD_MAX bytes. */
static size_t
edit_distance(struct span a, struct span b)
{
	size_t rows[3][NEAREST_WORD_MAX + 1];

	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *now = rows[i % 3];
		const size_t *above = rows[(i + 2) % 3];
		const size_t *swapped = rows[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t change = !is_same(a.ptr[i - 1], b.ptr[j - 1]);

			now[j] = least(above[j - 1] + change,
			    least(above[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 &&
			    is_same(a.ptr[i - 1], b.ptr[j - 2]) &&
			    is_same(a.ptr[i - 2], b.ptr[j - 1]))
				now[j] = least(now[j], swapped[j - 2] + 1);
		}
	}
	return rows[a.len % 3][b.len];
}

struct nearest
nearest_begin(struct span word)
{
	size_t allowed = word.len / 3;

	if (allowed < 1)
		allowed = 1;
	if (allowed > 4)
		allowed = 4;
	return (struct nearest){.word = word, .distance = allowed + 1};
}

void
nearest_try(struct nearest *search, struct span candidate)
{
	if (candidate.len > NEAREST_WORD_MAX ||
	    search->word.len > NEAREST_WORD_MAX)
		return;

	size_t distance = edit_distance(search->word, candidate);
	if (distance < search->distance) {
		search->distance = distance;
		search->best = candidate;
	}
}
