/*
 * By half as much again, so that adding stays linear.
 */
#include "list_grow.h"

#include <stdlib.h>

/* The least there is room for, in elements. */
#define CAPACITY_MIN 16

void *
list_grow(void *list, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return list;
	*capacity = count < CAPACITY_MIN ? CAPACITY_MIN : count + count / 2;
	return reallocarray(list, *capacity, size);
}
