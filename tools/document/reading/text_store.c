/*
 * Texts in blocks that are chained, never grown.
 */
#include "text_store.h"

#include <stdlib.h>
#include <string.h>

/* Bytes in a block that holds many texts. */
#define BLOCK_BYTES ((size_t)32 << 10)

struct text_block {
	struct text_block *next;
	size_t used;
	size_t capacity;
	char bytes[];
};

/* A block with room for ${count} bytes at the front of the chain. */
static struct text_block *
block_with_room(struct text_store *store, size_t count)
{
	struct text_block *block = store->blocks;

	if (block != NULL && block->capacity - block->used >= count)
		return block;

	size_t capacity = count > BLOCK_BYTES ? count : BLOCK_BYTES;
	block = malloc(sizeof *block + capacity);
	*block = (struct text_block){store->blocks, 0, capacity};
	store->blocks = block;
	return block;
}

struct span
text_store_add(struct text_store *store, struct span text)
{
	struct text_block *block = block_with_room(store, text.len + 1);
	char *copy = block->bytes + block->used;

	if (text.len > 0)
		memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	block->used += text.len + 1;
	return (struct span){copy, text.len};
}

void
text_store_free(struct text_store *store)
{
	while (store->blocks != NULL) {
		struct text_block *block = store->blocks;

		store->blocks = block->next;
		free(block);
	}
}
