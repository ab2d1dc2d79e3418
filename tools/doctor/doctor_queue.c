/*
 * Places to visit; see doctor_queue.h.
 */
#include "doctor_queue.h"

static bool
is_known(const struct doctor_queue *queue, struct span name, char type)
{
	for (size_t i = 0; i < queue->count; i++) {
		if (queue->places[i].type == type &&
		    span_equal(buffer_span(&queue->places[i].name), name))
			return true;
	}
	return false;
}

void
doctor_queue_add(
    struct doctor_queue *queue, struct span name, char type, size_t from)
{
	struct doctor_place *place;

	if (is_known(queue, name, type))
		return;
	if (queue->count == DOCTOR_QUEUE_MAX) {
		queue->left_out++;
		return;
	}
	place = &queue->places[queue->count++];
	*place = (struct doctor_place){.type = type, .from = from};
	buffer_append(&place->name, name);
}

const struct doctor_place *
doctor_queue_take(struct doctor_queue *queue)
{
	if (queue->next == queue->count)
		return NULL;
	return &queue->places[queue->next++];
}

void
doctor_queue_free(struct doctor_queue *queue)
{
	for (size_t i = 0; i < queue->count; i++)
		buffer_free(&queue->places[i].name);
}
