/*
 * Connections and requests of one address: one worker, several, dead ones.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#include "quota.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define NOW_MS 5000

static struct address
address_of(const char *text)
{
	struct address address;

	if (!address_parse_v4(&address, span_from(text)))
		assert_true(address_parse_v6(&address, span_from(text)));
	return address;
}

static struct quota *
open_limits(struct quota_plan plan)
{
	struct quota *quota = quota_new(&plan);

	assert_non_null(quota);
	return quota;
}

static enum quota_verdict
admit(struct quota *quota, unsigned worker, const char *text)
{
	struct address address = address_of(text);
	struct quota_ticket ticket;

	return quota_admit(quota, worker, &address, NOW_MS, &ticket);
}

static void
test_one_address(void **state)
{
	static const struct {
		const char *first, *second;
		bool same;
	} rows[] = {
	    {"192.0.2.1", "192.0.2.1", true},
	    {"192.0.2.1", "192.0.2.2", false},
	    {"192.0.2.1", "::ffff:192.0.2.1", true},
	    {"2001:db8::1", "2001:db8::ffff:0:0:1", true},
	    {"2001:db8:0:1::1", "2001:db8:0:2::1", false},
	    {"::1", "127.0.0.1", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct quota *quota = open_limits((struct quota_plan){
		    .workers = 1, .connections = 9, .per_address = 1});

		assert_int_equal(admit(quota, 0, rows[i].first), QUOTA_ADMIT);
		assert_int_equal(admit(quota, 0, rows[i].second),
		    rows[i].same ? QUOTA_REFUSE : QUOTA_ADMIT);
		quota_free(quota);
	}
}

static void
test_release_makes_room(void **state)
{
	struct quota *quota = open_limits((struct quota_plan){
	    .workers = 2, .connections = 9, .per_address = 2});
	struct address address = address_of("192.0.2.1");
	struct quota_ticket ticket, refused;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(
		    quota_admit(quota, 0, &address, NOW_MS, &ticket),
		    QUOTA_ADMIT);
		assert_int_equal(admit(quota, 1, "192.0.2.1"), QUOTA_ADMIT);
		assert_int_equal(
		    quota_admit(quota, 1, &address, NOW_MS, &refused),
		    QUOTA_REFUSE);
		assert_int_equal(refused.place, 0);
		quota_release(quota, refused, NOW_MS);
		quota_release(quota, ticket, NOW_MS);
		quota_clear(quota, 1);
		assert_int_equal(quota_sweep(quota, 0, NOW_MS), 0);
		assert_int_equal(quota_sweep(quota, 1, NOW_MS), 0);
	}
	quota_free(quota);
}

static void
test_dead_worker(void **state)
{
	struct quota *quota = open_limits((struct quota_plan){
	    .workers = 3, .connections = 9, .per_address = 3});

	(void)state;
	assert_int_equal(admit(quota, 0, "192.0.2.1"), QUOTA_ADMIT);
	assert_int_equal(admit(quota, 1, "192.0.2.1"), QUOTA_ADMIT);
	assert_int_equal(admit(quota, 2, "192.0.2.1"), QUOTA_ADMIT);
	assert_int_equal(admit(quota, 0, "192.0.2.1"), QUOTA_REFUSE);
	quota_clear(quota, 1);
	assert_int_equal(admit(quota, 0, "192.0.2.1"), QUOTA_ADMIT);
	assert_int_equal(admit(quota, 1, "192.0.2.1"), QUOTA_REFUSE);
	quota_free(quota);
}

static void
test_no_limit(void **state)
{
	struct quota *quota =
	    open_limits((struct quota_plan){.workers = 1, .connections = 1});

	(void)state;
	for (int i = 0; i < 1000; i++)
		assert_int_equal(admit(quota, 0, "192.0.2.1"), QUOTA_ADMIT);
	quota_free(quota);
	quota_free(NULL);
}

/* More addresses than there is room for: none is shut out. */
static void
test_full_table(void **state)
{
	struct quota *quota = open_limits((struct quota_plan){
	    .workers = 1, .connections = 1, .per_address = 1, .rate = 1});
	static struct quota_ticket tickets[2000];
	size_t counted = 0;

	(void)state;
	for (unsigned i = 0; i < COUNT(tickets); i++) {
		const unsigned char bytes[4] = {
		    10, 0, (unsigned char)(i >> 8), (unsigned char)i};
		struct address address = address_from_v4(bytes);

		assert_int_equal(
		    quota_admit(quota, 0, &address, NOW_MS, &tickets[i]),
		    QUOTA_ADMIT);
		counted += tickets[i].place != 0;
	}
	assert_in_range(counted, 200, 256);
	assert_int_equal(quota_sweep(quota, 0, NOW_MS), counted);
	for (size_t i = 0; i < COUNT(tickets); i++)
		quota_release(quota, tickets[i], NOW_MS);
	assert_int_equal(quota_sweep(quota, 0, NOW_MS), counted);
	assert_int_equal(quota_sweep(quota, 0, NOW_MS + 60000), 0);
	quota_free(quota);
}

/* What only a rate is known of makes way for what is connected. */
static void
test_rates_make_way(void **state)
{
	struct quota *quota = open_limits((struct quota_plan){
	    .workers = 1, .connections = 1, .per_address = 1, .rate = 1});

	(void)state;
	for (unsigned i = 0; i < 5000; i++) {
		const unsigned char bytes[4] = {
		    10, 0, (unsigned char)(i >> 8), (unsigned char)i};
		struct address address = address_from_v4(bytes);
		struct quota_ticket ticket;

		quota_admit(quota, 0, &address, NOW_MS, &ticket);
		assert_int_not_equal(ticket.place, 0);
		quota_release(quota, ticket, NOW_MS);
	}
	assert_in_range(quota_sweep(quota, 0, NOW_MS), 200, 256);
	quota_free(quota);
}

/* One request after the other at these times, by the worker whose turn it is.
 */
static void
test_rate(void **state)
{
	static const struct {
		uint64_t at_ms;
		enum quota_verdict verdict;
		unsigned wait_s;
	} rows[] = {
	    {0, QUOTA_ADMIT, 0}, /* rate 3: one each 20 s */
	    {0, QUOTA_ADMIT, 0},
	    {0, QUOTA_ADMIT, 0},
	    {0, QUOTA_SLOW_DOWN, 40},
	    {40000, QUOTA_ADMIT, 0},
	    {40001, QUOTA_SLOW_DOWN, 40},
	    {40002, QUOTA_SLOW_DOWN, 60},
	    {40003, QUOTA_SLOW_DOWN, 80},
	    {40004, QUOTA_REFUSE, 0},
	    {40005, QUOTA_REFUSE, 0},
	    {40006, QUOTA_REFUSE, 0},
	    {120001, QUOTA_ADMIT, 0},
	    {120002, QUOTA_SLOW_DOWN, 40},
	    {400000, QUOTA_ADMIT, 0},
	    {400000, QUOTA_ADMIT, 0},
	    {400000, QUOTA_ADMIT, 0},
	    {400000, QUOTA_SLOW_DOWN, 40},
	};
	struct quota *quota = open_limits(
	    (struct quota_plan){.workers = 2, .connections = 9, .rate = 3});
	struct address address = address_of("2001:db8::1");
	struct quota_ticket ticket;

	(void)state;
	for (unsigned i = 0; i < COUNT(rows); i++) {
		enum quota_verdict verdict = quota_admit(
		    quota, i % 2, &address, NOW_MS + rows[i].at_ms, &ticket);

		if (verdict != rows[i].verdict ||
		    ticket.wait_s != rows[i].wait_s)
			fail_msg(
			    "row %u: %d, %u s", i, (int)verdict, ticket.wait_s);
		quota_release(quota, ticket, NOW_MS + rows[i].at_ms);
	}
	quota_free(quota);
}

static void
test_high_rate(void **state)
{
	struct quota *quota = open_limits((struct quota_plan){
	    .workers = 1, .connections = 9, .rate = 1000000});

	(void)state;
	for (int i = 0; i < 100000; i++)
		assert_int_equal(admit(quota, 0, "192.0.2.1"), QUOTA_ADMIT);
	quota_free(quota);
}

/* Let in what it can, then say how many those were and hang. */
static void
greedy_worker(struct quota *quota, unsigned worker, int report_fd)
{
	struct address address = address_of("192.0.2.1");
	struct quota_ticket ticket;
	unsigned char count = 0;

	for (int i = 0; i < 20000; i++) {
		if (quota_admit(quota, worker, &address, NOW_MS, &ticket) ==
			QUOTA_ADMIT &&
		    count < 40)
			count++;
	}
	(void)!write(report_fd, &count, 1);
	pause();
}

static void
test_greedy_workers(void **state)
{
	enum {
		WORKERS = 3
	};
	struct quota *quota = open_limits((struct quota_plan){
	    .workers = WORKERS, .connections = 99, .per_address = 32});
	pid_t pids[WORKERS];
	int report[2];
	unsigned total = 0;

	(void)state;
	assert_int_equal(pipe(report), 0);
	for (unsigned i = 0; i < WORKERS; i++) {
		pids[i] = fork();
		if (pids[i] == 0) {
			alarm(20);
			greedy_worker(quota, i, report[1]);
			_exit(0);
		}
	}
	for (unsigned i = 0; i < WORKERS; i++) {
		unsigned char count = 0;

		assert_int_equal(read(report[0], &count, 1), 1);
		total += count;
	}
	assert_int_equal(total, 32);
	for (unsigned i = 0; i < WORKERS; i++) {
		assert_int_equal(admit(quota, i, "192.0.2.1"), QUOTA_REFUSE);
		kill(pids[i], SIGKILL);
		waitpid(pids[i], NULL, 0);
	}
	for (unsigned i = 0; i < WORKERS; i++)
		quota_clear(quota, i);
	for (unsigned i = 0; i < 32; i++)
		assert_int_equal(
		    admit(quota, i % WORKERS, "192.0.2.1"), QUOTA_ADMIT);
	assert_int_equal(admit(quota, 0, "192.0.2.1"), QUOTA_REFUSE);
	close(report[0]);
	close(report[1]);
	quota_free(quota);
}

/* Take and give back until killed, whatever it is doing then. */
static void
busy_worker(struct quota *quota)
{
	for (unsigned i = 0;; i++) {
		const unsigned char bytes[4] = {
		    10, 0, (unsigned char)(i >> 8), (unsigned char)i};
		struct address address = address_from_v4(bytes);
		struct quota_ticket ticket;

		quota_admit(quota, 0, &address, NOW_MS, &ticket);
		if (i % 3 != 0)
			quota_release(quota, ticket, NOW_MS);
	}
}

static void
test_killed_at_any_instant(void **state)
{
	struct quota *quota = open_limits((struct quota_plan){
	    .workers = 2, .connections = 99, .per_address = 2, .rate = 5});

	(void)state;
	for (int round = 0; round < 20; round++) {
		pid_t pid = fork();

		if (pid == 0) {
			alarm(20);
			busy_worker(quota);
		}
		usleep(2000);
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		quota_clear(quota, 0);
		assert_int_equal(quota_sweep(quota, 0, NOW_MS), 0);
		assert_int_equal(admit(quota, 1, "10.0.0.3"), QUOTA_ADMIT);
		assert_int_equal(admit(quota, 1, "10.0.0.3"), QUOTA_ADMIT);
		assert_int_equal(admit(quota, 1, "10.0.0.3"), QUOTA_REFUSE);
		quota_clear(quota, 1);
	}
	quota_free(quota);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_one_address),
	    cmocka_unit_test(test_release_makes_room),
	    cmocka_unit_test(test_dead_worker),
	    cmocka_unit_test(test_no_limit),
	    cmocka_unit_test(test_full_table),
	    cmocka_unit_test(test_rates_make_way),
	    cmocka_unit_test(test_rate),
	    cmocka_unit_test(test_high_rate),
	    cmocka_unit_test(test_greedy_workers),
	    cmocka_unit_test(test_killed_at_any_instant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
