#include "search_queue.h"

#include <stdlib.h>
#include <string.h>

/* As many as one worker lets wait; what else there is waits outside. */
#define QUESTIONS_MAX 128

/* Answers remembered: a question is asked twice at most, half a second apart.
 */
#define ANSWERED_MAX 128

/* Those whose time is known; of others it is taken for none. */
#define ACCOUNTS_MAX 64

/* Time spent on somebody counts for half as much after so long. */
#define HALF_LIFE_MS 2000

struct account {
	uint64_t asker;
	uint64_t spent_us; /* 0: free */
};

struct search_queue {
	struct search_question questions[QUESTIONS_MAX]; /* oldest first */
	size_t count;
	uint64_t answered[ANSWERED_MAX]; /* ids; a ring */
	size_t answered_count;           /* ever */
	struct account accounts[ACCOUNTS_MAX];
	uint64_t halved_ms; /* when the accounts were last halved */
};

struct search_queue *
search_queue_new(void)
{
	return calloc(1, sizeof(struct search_queue));
}

void
search_queue_free(struct search_queue *queue)
{
	if (queue != NULL)
		explicit_bzero(queue->questions, sizeof queue->questions);
	free(queue);
}

bool
search_queue_is_full(const struct search_queue *queue)
{
	return queue->count == QUESTIONS_MAX;
}

bool
search_queue_is_empty(const struct search_queue *queue)
{
	return queue->count == 0;
}

/* ---------- what need not be asked again ---------- */

static bool
is_waiting(const struct search_queue *queue, uint64_t id)
{
	for (size_t i = 0; i < queue->count; i++)
		if (queue->questions[i].request.id == id)
			return true;
	return false;
}

static bool
is_answered(const struct search_queue *queue, uint64_t id)
{
	size_t known = queue->answered_count < ANSWERED_MAX
			   ? queue->answered_count
			   : ANSWERED_MAX;

	for (size_t i = 0; i < known; i++)
		if (queue->answered[i] == id)
			return true;
	return false;
}

void
search_queue_add(
    struct search_queue *queue, const struct search_question *question)
{
	uint64_t id = question->request.id;

	if (!is_waiting(queue, id) && !is_answered(queue, id))
		queue->questions[queue->count++] = *question;
}

/* ---------- who has had how much time ---------- */

static struct account *
find_account(struct search_queue *queue, uint64_t asker)
{
	for (size_t i = 0; i < ACCOUNTS_MAX; i++) {
		struct account *account = &queue->accounts[i];

		if (account->spent_us > 0 && account->asker == asker)
			return account;
	}
	return NULL;
}

static uint64_t
spent_on(struct search_queue *queue, uint64_t asker)
{
	const struct account *account = find_account(queue, asker);

	return account == NULL ? 0 : account->spent_us;
}

/* The asker's account, or that of whoever has had the least, made his. */
static struct account *
open_account(struct search_queue *queue, uint64_t asker)
{
	struct account *least = find_account(queue, asker);

	if (least != NULL)
		return least;
	least = &queue->accounts[0];
	for (size_t i = 1; i < ACCOUNTS_MAX; i++)
		if (queue->accounts[i].spent_us < least->spent_us)
			least = &queue->accounts[i];
	*least = (struct account){.asker = asker};
	return least;
}

static void
forget_in_time(struct search_queue *queue, uint64_t now_ms)
{
	uint64_t halvings = (now_ms - queue->halved_ms) / HALF_LIFE_MS;

	if (halvings == 0)
		return;
	queue->halved_ms = now_ms;
	for (size_t i = 0; i < ACCOUNTS_MAX; i++) {
		struct account *account = &queue->accounts[i];

		account->spent_us =
		    halvings < 64 ? account->spent_us >> halvings : 0;
	}
}

void
search_queue_answered(struct search_queue *queue,
    const struct search_request *request, uint64_t spent_us, uint64_t now_ms)
{
	queue->answered[queue->answered_count++ % ANSWERED_MAX] = request->id;
	forget_in_time(queue, now_ms);
	open_account(queue, request->asker)->spent_us += spent_us + 1;
}

/* ---------- whose turn it is ---------- */

/* Close the gap that a question leaves, and let nothing of it stay. */
static void
take_out(struct search_queue *queue, size_t at)
{
	struct search_question *questions = queue->questions;

	queue->count--;
	memmove(&questions[at], &questions[at + 1],
	    (queue->count - at) * sizeof *questions);
	explicit_bzero(&questions[queue->count], sizeof *questions);
}

static void
drop_late(struct search_queue *queue, uint64_t now_ms)
{
	for (size_t i = queue->count; i > 0; i--)
		if (queue->questions[i - 1].request.deadline_ms <= now_ms)
			take_out(queue, i - 1);
}

bool
search_queue_take(struct search_queue *queue, struct search_question *question,
    uint64_t now_ms)
{
	uint64_t least_us = UINT64_MAX;
	size_t next = 0;

	drop_late(queue, now_ms);
	if (queue->count == 0)
		return false;
	for (size_t i = 0; i < queue->count; i++) {
		uint64_t asker = queue->questions[i].request.asker;
		uint64_t spent_us = spent_on(queue, asker);

		if (spent_us < least_us) {
			least_us = spent_us;
			next = i;
		}
	}
	*question = queue->questions[next];
	take_out(queue, next);
	return true;
}
