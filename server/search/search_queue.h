/*
 * Questions that wait, and whose turn it is.
 *
 * One search may take a second, and whoever asks may be waiting for others.  So
 * it is the turn of whoever has had the least of the search's time lately,
 * however many questions somebody else has asked before.  A question that
 * nobody waits for any more is dropped, and so is one that stands here already
 * or has just been answered: what overloads the search would else be done
 * twice, and for nobody.
 *
 * Nothing of a question stays in memory once it has been taken or dropped.
 */
#ifndef SEARCH_SEARCH_QUEUE_H
#define SEARCH_SEARCH_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "search_message.h"

struct search_queue;

/* A question, and which of the workers' pairs it came by. */
struct search_question {
	struct search_request request;
	size_t pair;
};

/** search_queue_new(): an empty queue; NULL with errno without memory. */
struct search_queue *search_queue_new(void);

/** search_queue_free(queue): with all that still waits. */
void search_queue_free(struct search_queue *queue);

/** search_queue_is_full(queue): has it no room for another question? */
bool search_queue_is_full(const struct search_queue *queue);

/** search_queue_is_empty(queue): does nobody wait? */
bool search_queue_is_empty(const struct search_queue *queue);

/**
 * search_queue_add(queue, question):
 * Let a copy of it wait, unless it waits already or was answered just now.  The
 * queue must not be full.
 */
void search_queue_add(
    struct search_queue *queue, const struct search_question *question);

/**
 * search_queue_take(queue, question, now_ms):
 * Take the question whose turn it is at ${now_ms}, on the monotonic clock;
 * false if nobody waits.
 */
bool search_queue_take(struct search_queue *queue,
    struct search_question *question, uint64_t now_ms);

/**
 * search_queue_answered(queue, request, spent_us, now_ms):
 * The answer to ${request}, which took so many microseconds, has been sent.
 */
void search_queue_answered(struct search_queue *queue,
    const struct search_request *request, uint64_t spent_us, uint64_t now_ms);

#endif
