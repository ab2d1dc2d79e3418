/*
 * Who is let in at the door: limits for an address, and proxies whose word
 * counts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>

#include "admission.h"
#include "config.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

#define PER_ADDRESS 2

static struct loop *loop;
static struct quota *quota;

static int
set_up(void **state)
{
	static const struct quota_plan plan = {
	    .workers = 1, .connections = 16, .per_address = PER_ADDRESS};

	(void)state;
	loop = loop_new();
	quota = quota_new(&plan);
	return loop == NULL || quota == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	quota_free(quota);
	loop_free(loop);
	return 0;
}

static struct address
address_of(const char *text)
{
	struct address address;
	struct span span = span_from(text);

	assert_true(address_parse_v4(&address, span) ||
		    address_parse_v6(&address, span));
	return address;
}

/* Of three clients from one address, which are let in? */
static const struct {
	const char *address;
	bool limit_loopback;
	bool has_quota;
	enum quota_verdict third;
} clients[] = {
    {"192.0.2.1", false, true, QUOTA_REFUSE},
    {"2001:db8::1", false, true, QUOTA_REFUSE},
    {"192.0.2.1", false, false, QUOTA_ADMIT},
    {"127.0.0.1", false, true, QUOTA_ADMIT},
    {"127.9.9.9", false, true, QUOTA_ADMIT},
    {"::1", false, true, QUOTA_ADMIT},
    {"127.0.0.1", true, true, QUOTA_REFUSE},
    {"::1", true, true, QUOTA_REFUSE},
};

static void
test_connections_of_an_address(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(clients); i++) {
		struct config config = {
		    .limit_loopback = clients[i].limit_loopback};
		struct address address = address_of(clients[i].address);
		struct quota_ticket tickets[PER_ADDRESS], third;
		struct admission admission;

		assert_int_equal(admission_open(&admission, loop, &config,
				     clients[i].has_quota ? quota : NULL, 0),
		    0);
		for (size_t j = 0; j < PER_ADDRESS; j++)
			assert_int_equal(
			    admission_ask(&admission, &address, &tickets[j]),
			    QUOTA_ADMIT);
		assert_int_equal(admission_ask(&admission, &address, &third),
		    clients[i].third);
		/* One leaves: there is room for another. */
		admission_end(&admission, tickets[0]);
		assert_int_equal(
		    admission_ask(&admission, &address, &tickets[0]),
		    QUOTA_ADMIT);
		for (size_t j = 0; j < PER_ADDRESS; j++)
			admission_end(&admission, tickets[j]);
		if (clients[i].third == QUOTA_ADMIT)
			admission_end(&admission, third);
		admission_close(&admission);
	}
}

static const struct {
	const char *address;
	bool trusted;
} proxies[] = {
    {"192.0.2.7", true},
    {"192.0.3.7", false},
    {"::ffff:192.0.2.7", true},
    {"2001:db8::5", true},
    {"2001:db8::6", false},
    {"127.0.0.1", false},
};

static void
test_trusted_proxies(void **state)
{
	char *sources[] = {(char[]){"192.0.2.0/24"}, (char[]){"2001:db8::5"}};
	struct config config = {
	    .proxy_sources = sources, .proxy_source_count = COUNT(sources)};
	struct admission admission;

	(void)state;
	assert_int_equal(admission_open(&admission, loop, &config, NULL, 0), 0);
	for (size_t i = 0; i < COUNT(proxies); i++) {
		struct address address = address_of(proxies[i].address);

		if (admission_trusts(&admission, &address) !=
		    proxies[i].trusted)
			fail_msg("%s", proxies[i].address);
	}
	admission_close(&admission);
}

static void
test_a_source_that_is_none(void **state)
{
	char *sources[] = {(char[]){"192.0.2.0/24"}, (char[]){"nonsense"}};
	struct config config = {
	    .proxy_sources = sources, .proxy_source_count = COUNT(sources)};
	struct admission admission;

	(void)state;
	assert_int_equal(
	    admission_open(&admission, loop, &config, NULL, 0), -1);
	assert_int_equal(errno, EINVAL);
	admission_close(&admission);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_connections_of_an_address),
	    cmocka_unit_test(test_trusted_proxies),
	    cmocka_unit_test(test_a_source_that_is_none),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
