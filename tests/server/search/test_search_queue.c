/*
 * Whose turn it is, and what is dropped.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "search_queue.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Late enough for every test. */
#define DEADLINE_MS 100000

static void
add(struct search_queue *queue, uint64_t id, uint64_t asker, uint64_t until_ms)
{
	struct search_question question = {
	    .request = {.id = id, .asker = asker, .deadline_ms = until_ms}};

	search_queue_add(queue, &question);
}

/* The id of the question whose turn it is at so many ms; 0: of none. */
static uint64_t
take(struct search_queue *queue, uint64_t now_ms)
{
	struct search_question question;

	return search_queue_take(queue, &question, now_ms) ? question.request.id
							   : 0;
}

/*
 * Letters ask, each question is the next number: "aab" are a's 1 and 2, and b's
 * 3.  A digit takes one, which costs so many tenths of a second, and its id is
 * what is expected next; 0 says that none is there.
 */
static void
test_turns(void **state)
{
	static const struct {
		const char *events;
		uint64_t taken[8];
	} rows[] = {
	    {"0", {0}},
	    {"abc000", {1, 2, 3}},
	    {"aaab5555", {1, 4, 2, 3}},
	    {"aaabb55555", {1, 4, 2, 5, 3}},
	    {"aaaa9b999", {1, 5, 2, 3}},
	    {"aabb1919", {1, 3, 2, 4}},
	    {"aab9b99", {1, 3, 2}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct search_queue *queue = search_queue_new();
		struct search_question question;
		uint64_t id = 0;
		size_t taken = 0;

		assert_non_null(queue);
		for (const char *p = rows[i].events; *p != '\0'; p++) {
			if (*p >= 'a') {
				add(queue, ++id, (uint64_t)*p, DEADLINE_MS);
				continue;
			}
			bool is_any = search_queue_take(queue, &question, 1);
			if ((is_any ? question.request.id : 0) !=
			    rows[i].taken[taken])
				fail_msg("%s: take %zu", rows[i].events, taken);
			taken++;
			if (is_any)
				search_queue_answered(queue, &question.request,
				    (uint64_t)(*p - '0') * 100000, 1);
		}
		search_queue_free(queue);
	}
}

/* What was spent on somebody is forgotten in time. */
static void
test_forgets(void **state)
{
	struct search_queue *queue = search_queue_new();
	struct search_request costly = {.id = 99, .asker = 'a'};

	(void)state;
	search_queue_answered(queue, &costly, 1000000, 1);
	add(queue, 1, 'a', DEADLINE_MS);
	add(queue, 2, 'b', DEADLINE_MS);
	assert_int_equal(take(queue, 1), 2);
	costly = (struct search_request){.id = 98, .asker = 'b'};
	search_queue_answered(queue, &costly, 300000, 20000);
	add(queue, 3, 'b', DEADLINE_MS);
	assert_int_equal(take(queue, 20000), 1);
	assert_int_equal(take(queue, 20000), 3);
	search_queue_free(queue);
}

/* Nobody is asked for what nobody waits for. */
static void
test_drops(void **state)
{
	struct search_queue *queue = search_queue_new();
	struct search_request done = {.id = 1, .asker = 'a'};

	(void)state;
	add(queue, 1, 'a', 50);
	add(queue, 2, 'a', 51);
	add(queue, 2, 'a', 51);
	assert_int_equal(take(queue, 50), 2);
	assert_true(search_queue_is_empty(queue));

	search_queue_answered(queue, &done, 1, 50);
	add(queue, 1, 'a', DEADLINE_MS);
	assert_true(search_queue_is_empty(queue));
	search_queue_free(queue);
}

static void
test_bounds(void **state)
{
	struct search_queue *queue = search_queue_new();
	uint64_t id = 0;

	(void)state;
	while (!search_queue_is_full(queue)) {
		id++;
		add(queue, id, id, DEADLINE_MS);
	}
	assert_int_equal(id, 128);
	/* More askers than accounts. */
	for (uint64_t i = 1; i <= 1000; i++) {
		struct search_request request = {.id = 1000 + i, .asker = i};

		search_queue_answered(queue, &request, i, 1);
	}
	for (uint64_t left = id; left > 0; left--)
		assert_int_not_equal(take(queue, 1), 0);
	assert_int_equal(take(queue, 1), 0);
	search_queue_free(queue);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_turns),
	    cmocka_unit_test(test_forgets),
	    cmocka_unit_test(test_drops),
	    cmocka_unit_test(test_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
