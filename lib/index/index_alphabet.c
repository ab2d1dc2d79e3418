#include "index_alphabet.h"

#include <stdlib.h>

#include "index_words.h"
#include "utf8.h"

/* Different letters that are counted; no alphabet has more. */
#define LETTERS_MAX 512

struct letter {
	uint32_t character;
	uint32_t count;
};

struct letters {
	struct letter items[LETTERS_MAX];
	size_t count;
};

static void
count_letter(struct letters *letters, uint32_t character)
{
	for (size_t i = 0; i < letters->count; i++) {
		if (letters->items[i].character == character) {
			letters->items[i].count++;
			return;
		}
	}
	if (letters->count < LETTERS_MAX)
		letters->items[letters->count++] =
		    (struct letter){character, 1};
}

static int
compare_counts(const void *left, const void *right)
{
	const struct letter *a = left;
	const struct letter *b = right;
	int order = (a->count < b->count) - (a->count > b->count);

	if (order == 0)
		order = (a->character > b->character) -
			(a->character < b->character);
	return order;
}

static int
compare_characters(const void *left, const void *right)
{
	const struct letter *a = left;
	const struct letter *b = right;

	return (a->character > b->character) - (a->character < b->character);
}

void
index_alphabet_collect(
    struct buffer *out, const struct index_word *words, size_t count)
{
	struct letters letters = {.count = 0};

	for (size_t i = 0; i < count; i++) {
		struct span rest = words[i].folded;
		uint32_t character;
		size_t len;

		while ((len = utf8_decode(&character, rest)) > 0) {
			count_letter(&letters, character);
			rest = span_skip(rest, len);
		}
	}
	qsort(letters.items, letters.count, sizeof *letters.items,
	    compare_counts);
	if (letters.count > INDEX_ALPHABET_MAX)
		letters.count = INDEX_ALPHABET_MAX;
	qsort(letters.items, letters.count, sizeof *letters.items,
	    compare_characters);
	for (size_t i = 0; i < letters.count; i++) {
		char bytes[4];
		size_t len = utf8_encode(bytes, letters.items[i].character);

		buffer_append(out, (struct span){bytes, len});
	}
}
