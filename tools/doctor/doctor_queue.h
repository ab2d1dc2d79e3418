/*
 * What is to be visited, each place once, in the order in which it was found.
 */
#ifndef DOCTOR_DOCTOR_QUEUE_H
#define DOCTOR_DOCTOR_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "span.h"

/* Places that are visited at most. */
#define DOCTOR_QUEUE_MAX 500

struct doctor_place {
	struct buffer name; /* owned: a URL, or a selector */
	char type;          /* Gopher's item type */
	size_t from;        /* index of the place that leads to it */
};

struct doctor_queue {
	struct doctor_place places[DOCTOR_QUEUE_MAX];
	size_t count, next;
	size_t left_out; /* links beyond the limit */
};

/**
 * doctor_queue_add(queue, name, type, from):
 * Queue a place unless it has been queued before.
 */
void doctor_queue_add(
    struct doctor_queue *queue, struct span name, char type, size_t from);

/** doctor_queue_take(queue): the next place, or NULL. */
const struct doctor_place *doctor_queue_take(struct doctor_queue *queue);

/** doctor_queue_free(queue): release the names. */
void doctor_queue_free(struct doctor_queue *queue);

#endif
