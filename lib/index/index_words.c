/*
 * A hash table with open addressing, half empty at least; texts stand one
 * after another in blocks that never move.
 */
#include "index_words.h"

#include <stdlib.h>
#include <string.h>

#include "ascii.h"

#define BLOCK_BYTES ((size_t)64 << 10)
#define SLOTS_MIN 1024

struct block {
	struct block *next;
	size_t used;
	char bytes[BLOCK_BYTES];
};

struct index_words {
	struct index_word *items;
	size_t count;
	size_t capacity;
	uint32_t *slots; /* index of an item + 1; 0: free */
	size_t slot_count;
	struct block *blocks;
};

struct index_words *
index_words_new(void)
{
	return calloc(1, sizeof(struct index_words));
}

/* FNV-1a: the texts are an author's, not a stranger's. */
static uint32_t
hash(struct span text)
{
	uint32_t value = 2166136261U;

	for (size_t i = 0; i < text.len; i++)
		value = (value ^ (unsigned char)text.ptr[i]) * 16777619U;
	return value;
}

/* The slot that has the text, or is free for it. */
static uint32_t *
find_slot(const struct index_words *words, struct span text)
{
	size_t at = hash(text) & (words->slot_count - 1);

	while (words->slots[at] != 0 &&
	       !span_equal(words->items[words->slots[at] - 1].text, text))
		at = (at + 1) & (words->slot_count - 1);
	return &words->slots[at];
}

static bool
grow_slots(struct index_words *words)
{
	size_t count =
	    words->slot_count == 0 ? SLOTS_MIN : words->slot_count * 2;
	uint32_t *slots = calloc(count, sizeof *slots);

	if (slots == NULL)
		return false;
	free(words->slots);
	words->slots = slots;
	words->slot_count = count;
	for (size_t i = 0; i < words->count; i++)
		*find_slot(words, words->items[i].text) = (uint32_t)i + 1;
	return true;
}

static bool
make_room(struct index_words *words)
{
	if (words->count * 2 >= words->slot_count && !grow_slots(words))
		return false;
	if (words->count < words->capacity)
		return true;

	size_t capacity = words->capacity == 0 ? 512 : words->capacity * 2;
	struct index_word *items =
	    reallocarray(words->items, capacity, sizeof *items);
	if (items == NULL)
		return false;
	words->items = items;
	words->capacity = capacity;
	return true;
}

/* A copy of the text that lives as long as the set; ptr NULL without memory. */
static struct span
keep(struct index_words *words, struct span text)
{
	struct block *block = words->blocks;

	if (block == NULL || BLOCK_BYTES - block->used < text.len) {
		block = malloc(sizeof *block);
		if (block == NULL)
			return (struct span){NULL, 0};
		block->next = words->blocks;
		block->used = 0;
		words->blocks = block;
	}

	char *copy = block->bytes + block->used;
	memcpy(copy, text.ptr, text.len);
	block->used += text.len;
	return (struct span){copy, text.len};
}

const struct index_word *
index_words_meet(struct index_words *words, struct span text)
{
	struct index_word *word;
	uint32_t at;

	if (words->slot_count == 0)
		return NULL;
	at = *find_slot(words, text);
	if (at == 0)
		return NULL;
	word = &words->items[at - 1];
	word->count++;
	return word;
}

/* The same text again, if it is the same; otherwise a copy. */
static struct span
keep_other(struct index_words *words, struct span kept, struct span text)
{
	return span_equal(kept, text) ? kept : keep(words, text);
}

bool
index_words_add(struct index_words *words, const struct index_word *word)
{
	struct index_word copy = {.count = 1};

	if (!make_room(words))
		return false;
	copy.text = keep(words, word->text);
	copy.folded = keep_other(words, copy.text, word->folded);
	copy.stem = keep_other(words, copy.text, word->stem);
	copy.other = keep_other(words, copy.text, word->other);
	copy.spelt = keep_other(words, copy.other, word->spelt);
	if (copy.text.ptr == NULL || copy.folded.ptr == NULL ||
	    copy.stem.ptr == NULL || copy.other.ptr == NULL ||
	    copy.spelt.ptr == NULL)
		return false;
	words->items[words->count++] = copy;
	*find_slot(words, copy.text) = (uint32_t)words->count;
	return true;
}

static bool
is_worth_guessing(const struct index_word *word)
{
	struct span text = word->text;

	if (text.len < INDEX_WORD_MIN || text.len > INDEX_WORD_MAX)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (ascii_is_digit(text.ptr[i]))
			return false;
	return true;
}

static int
compare_spans(struct span a, struct span b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = memcmp(a.ptr, b.ptr, len);

	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static int
compare_words(const void *left, const void *right)
{
	const struct index_word *a = left;
	const struct index_word *b = right;
	int order = compare_spans(a->folded, b->folded);

	if (order == 0)
		order = (a->count < b->count) - (a->count > b->count);
	return order != 0 ? order : compare_spans(a->text, b->text);
}

const struct index_word *
index_words_list(struct index_words *words, size_t *count)
{
	size_t kept = 0;

	*count = 0;
	if (!make_room(words))
		return NULL;
	for (size_t i = 0; i < words->count; i++)
		if (is_worth_guessing(&words->items[i]))
			words->items[kept++] = words->items[i];
	words->count = kept;
	qsort(words->items, kept, sizeof *words->items, compare_words);
	*count = kept;
	return words->items;
}

void
index_words_clear(struct index_words *words)
{
	struct block *block = words->blocks;

	while (block != NULL) {
		struct block *next = block->next;

		free(block);
		block = next;
	}
	free(words->items);
	free(words->slots);
	*words = (struct index_words){0};
}

void
index_words_free(struct index_words *words)
{
	if (words == NULL)
		return;
	index_words_clear(words);
	free(words);
}
