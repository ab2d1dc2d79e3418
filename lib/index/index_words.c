/*
 * A hash table with open addressing, half empty at least.  It is asked once for
 * every word of a capsule, so that it pays to be near: a slot has the word's
 * hash, and all that is known of a word lies in one piece.
 */
#include "index_words.h"

#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "buffer.h"

#define SLOTS_MIN 1024

/* What is kept of a word, its bytes one piece after another. */
enum piece {
	PIECE_TEXT,
	PIECE_FOLDED, /* of no bytes: it is the text */
	PIECE_STEM,   /* the first of them */
	PIECES = PIECE_STEM + INDEX_STEMS_MAX,
};

struct record {
	uint32_t count; /* how often it has been met */
	uint8_t lens[PIECES];
	char bytes[];
};

struct slot {
	uint32_t hash;
	uint32_t record; /* where it begins, plus 1; 0: the slot is free */
};

struct index_words {
	struct buffer records;
	struct slot *slots;
	size_t slot_count;
	size_t count;
	struct index_word *list; /* made last */
};

struct index_words *
index_words_new(void)
{
	struct index_words *words = calloc(1, sizeof *words);

	if (words != NULL)
		words->records = BUFFER_LIMITED(UINT32_MAX - 1);
	return words;
}

static struct record *
record_at(const struct index_words *words, size_t offset)
{
	return (struct record *)(void *)(words->records.ptr + offset);
}

static size_t
record_bytes(const struct record *record)
{
	size_t bytes = offsetof(struct record, bytes);

	for (size_t i = 0; i < PIECES; i++)
		bytes += record->lens[i];
	/* The next one begins where a number may. */
	return (bytes + sizeof record->count - 1) & ~(sizeof record->count - 1);
}

static struct span
record_text(const struct record *record)
{
	return (struct span){record->bytes, record->lens[PIECE_TEXT]};
}

/* FNV-1a: the texts are an author's, not a stranger's. */
static uint32_t
hash_text(struct span text)
{
	uint32_t value = 2166136261U;

	for (size_t i = 0; i < text.len; i++)
		value = (value ^ (unsigned char)text.ptr[i]) * 16777619U;
	return value;
}

static bool
has_text(
    const struct index_words *words, const struct slot *slot, struct span text)
{
	const struct record *record = record_at(words, slot->record - 1);

	return record->lens[PIECE_TEXT] == text.len &&
	       memcmp(record->bytes, text.ptr, text.len) == 0;
}

/* The slot that has the text, or is free for it. */
static struct slot *
find_slot(const struct index_words *words, struct span text, uint32_t hash)
{
	size_t at = hash & (words->slot_count - 1);

	for (;; at = (at + 1) & (words->slot_count - 1)) {
		struct slot *slot = &words->slots[at];

		if (slot->record == 0)
			return slot;
		if (slot->hash == hash && has_text(words, slot, text))
			return slot;
	}
}

/* Twice as many slots; what is in them is known to be different. */
static bool
grow_slots(struct index_words *words)
{
	size_t count =
	    words->slot_count == 0 ? SLOTS_MIN : words->slot_count * 2;
	struct slot *slots = calloc(count, sizeof *slots);

	if (slots == NULL)
		return false;
	for (size_t i = 0; i < words->slot_count; i++) {
		size_t at = words->slots[i].hash & (count - 1);

		if (words->slots[i].record == 0)
			continue;
		while (slots[at].record != 0)
			at = (at + 1) & (count - 1);
		slots[at] = words->slots[i];
	}
	free(words->slots);
	words->slots = slots;
	words->slot_count = count;
	return true;
}

bool
index_words_meet(
    struct index_words *words, struct span text, struct index_stems *stems)
{
	struct record *record;
	const struct slot *slot;
	const char *stem;

	stems->count = 0;
	if (words->slot_count == 0)
		return false;
	slot = find_slot(words, text, hash_text(text));
	if (slot->record == 0)
		return false;
	record = record_at(words, slot->record - 1);
	record->count++;
	stem = record->bytes + record->lens[PIECE_TEXT] +
	       record->lens[PIECE_FOLDED];
	for (size_t i = PIECE_STEM; i < PIECES && record->lens[i] > 0; i++) {
		stems->list[stems->count++] =
		    (struct span){stem, record->lens[i]};
		stem += record->lens[i];
	}
	return true;
}

/* Append a record of these pieces; false without memory. */
static bool
append_record(struct index_words *words, const struct span pieces[PIECES])
{
	struct record record = {.count = 1};
	struct buffer *out = &words->records;
	size_t end;

	for (size_t i = 0; i < PIECES; i++) {
		if (pieces[i].len > INDEX_WORDS_BYTES_MAX)
			return false;
		record.lens[i] = (uint8_t)pieces[i].len;
	}
	end = out->len + record_bytes(&record);
	buffer_append(out, (struct span){(const char *)&record,
			       offsetof(struct record, bytes)});
	for (size_t i = 0; i < PIECES; i++)
		buffer_append(out, pieces[i]);
	while (!out->failed && out->len < end)
		buffer_append_byte(out, '\0');
	return !out->failed;
}

bool
index_words_add(struct index_words *words, struct span text, struct span folded,
    const struct index_stems *stems)
{
	struct span pieces[PIECES] = {[PIECE_TEXT] = text};
	size_t start = words->records.len;
	uint32_t hash = hash_text(text);

	if (words->count * 2 >= words->slot_count && !grow_slots(words))
		return false;
	if (!span_equal(folded, text))
		pieces[PIECE_FOLDED] = folded;
	for (size_t i = 0; i < stems->count; i++)
		pieces[PIECE_STEM + i] = stems->list[i];
	if (!append_record(words, pieces))
		return false;
	*find_slot(words, text, hash) =
	    (struct slot){.hash = hash, .record = (uint32_t)start + 1};
	words->count++;
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

/* The word of a record. */
static struct index_word
word_of(const struct record *record)
{
	struct span text = record_text(record);
	struct span folded = {text.ptr + text.len, record->lens[PIECE_FOLDED]};

	return (struct index_word){
	    .text = text,
	    .folded = folded.len > 0 ? folded : text,
	    .count = record->count,
	};
}

const struct index_word *
index_words_list(struct index_words *words, size_t *count)
{
	*count = 0;
	free(words->list);
	words->list = calloc(words->count + 1, sizeof *words->list);
	if (words->list == NULL)
		return NULL;
	for (size_t at = 0; at < words->records.len;) {
		const struct record *record = record_at(words, at);
		struct index_word word = word_of(record);

		if (is_worth_guessing(&word))
			words->list[(*count)++] = word;
		at += record_bytes(record);
	}
	qsort(words->list, *count, sizeof *words->list, compare_words);
	return words->list;
}

void
index_words_clear(struct index_words *words)
{
	buffer_free(&words->records);
	free(words->slots);
	free(words->list);
	*words = (struct index_words){.records = words->records};
}

void
index_words_free(struct index_words *words)
{
	if (words == NULL)
		return;
	index_words_clear(words);
	free(words);
}
