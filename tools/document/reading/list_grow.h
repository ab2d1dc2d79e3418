/*
 * Lists that grow as a document is read.
 */
#ifndef READING_LIST_GROW_H
#define READING_LIST_GROW_H

#include <stddef.h>

/**
 * list_grow(list, count, capacity, size):
 * Room in ${list} for one element of ${size} bytes more than the ${count} it
 * has; ${capacity} is what it has room for, and is changed.  The list, which
 * may have moved; NULL is one without elements.  The caller frees it.
 */
void *list_grow(void *list, size_t count, size_t *capacity, size_t size);

#endif
