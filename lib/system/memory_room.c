#include "memory_room.h"

#include <stdlib.h>

bool
memory_has_room(size_t bytes)
{
	/* Volatile, or a compiler finds that the pair does nothing. */
	void *volatile room = malloc(bytes);
	bool found = room != NULL;

	free(room);
	return found;
}
