/*
 * Buffers: growth, limits, sticky failure.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "buffer.h"

static void
assert_holds(const struct buffer *buffer, struct span expected)
{
	assert_true(span_equal(buffer_span(buffer), expected));
}

static void
appends(void **state)
{
	struct buffer buffer = BUFFER_EMPTY;

	(void)state;
	buffer_append(&buffer, (struct span){NULL, 0});
	assert_holds(&buffer, SPAN(""));
	buffer_append(&buffer, SPAN("a\0b"));
	buffer_append_text(&buffer, "cd");
	buffer_append_byte(&buffer, '\xff');
	buffer_append_repeated(&buffer, '-', 3);
	buffer_append_repeated(&buffer, '+', 0);
	buffer_printf(&buffer, "<%s %d>", "x", 42);
	assert_holds(&buffer, SPAN("a\0bcd\xff---<x 42>"));
	assert_false(buffer.failed);
	buffer_free(&buffer);
	assert_null(buffer.ptr);
	buffer_free(&buffer);
}

static void
grows(void **state)
{
	struct buffer buffer = BUFFER_EMPTY;

	(void)state;
	for (unsigned i = 0; i < 100000; i++)
		buffer_append_byte(&buffer, (char)(i % 251));
	assert_false(buffer.failed);
	assert_int_equal(buffer.len, 100000);
	for (unsigned i = 0; i < 100000; i++)
		if (buffer.ptr[i] != (char)(i % 251))
			fail_msg("byte %u is wrong", i);
	buffer_free(&buffer);
}

static void
prints_what_is_longer_than_its_room(void **state)
{
	struct buffer buffer = BUFFER_EMPTY;

	(void)state;
	buffer_printf(&buffer, "%0700d", 7);
	assert_int_equal(buffer.len, 700);
	assert_int_equal(buffer.ptr[698], '0');
	assert_int_equal(buffer.ptr[699], '7');
	buffer_free(&buffer);
}

static void
recycles_what_is_small(void **state)
{
	struct buffer buffer = BUFFER_EMPTY;

	(void)state;
	buffer_append_repeated(&buffer, 'a', 5000);
	buffer_recycle(&buffer, 1 << 20);
	assert_holds(&buffer, SPAN(""));
	assert_true(buffer.capacity > 5000);
	buffer_append_byte(&buffer, 'b');
	buffer_recycle(&buffer, 5000);
	assert_null(buffer.ptr);
	assert_int_equal(buffer.len, 0);
	assert_int_equal(buffer.capacity, 0);
}

static void
wipes_all_it_has(void **state)
{
	struct buffer buffer = BUFFER_EMPTY;

	(void)state;
	buffer_wipe(&buffer);
	assert_holds(&buffer, SPAN(""));
	buffer_append_repeated(&buffer, 'a', 5000);
	buffer_clear(&buffer);
	buffer_append_repeated(&buffer, 'b', 10);
	buffer_wipe(&buffer);
	assert_holds(&buffer, SPAN(""));
	for (size_t i = 0; i < buffer.capacity; i++)
		assert_int_equal(buffer.ptr[i], 0);
	buffer_free(&buffer);
}

static void
keeps_its_limit(void **state)
{
	struct buffer buffer = BUFFER_LIMITED(5);

	(void)state;
	buffer_append_text(&buffer, "abc");
	buffer_printf(&buffer, "%s", "de");
	assert_false(buffer.failed);
	assert_holds(&buffer, SPAN("abcde"));

	buffer_append_byte(&buffer, 'f');
	assert_true(buffer.failed);
	assert_holds(&buffer, SPAN("abcde"));

	buffer_clear(&buffer);
	assert_false(buffer.failed);
	assert_holds(&buffer, SPAN(""));
	buffer_append_text(&buffer, "abcdef");
	assert_true(buffer.failed);
	buffer_append_text(&buffer, "a");
	assert_holds(&buffer, SPAN(""));

	buffer_free(&buffer);
	assert_false(buffer.failed);
	assert_int_equal(buffer.limit, 5);
}

/* One that lies in an array never leaves it, and needs no memory. */
static void
stays_within_its_array(void **state)
{
	char bytes[6];
	struct buffer buffer = BUFFER_WITHIN(bytes);

	(void)state;
	buffer_append_text(&buffer, "abc");
	buffer_printf(&buffer, "%s", "de");
	assert_false(buffer.failed);
	assert_holds(&buffer, SPAN("abcde"));
	assert_ptr_equal(buffer.ptr, bytes);
	buffer_append_byte(&buffer, 'f');
	assert_true(buffer.failed);
	assert_holds(&buffer, SPAN("abcde"));
	buffer_free(&buffer);
	assert_false(buffer.failed);
	buffer_append_text(&buffer, "fg");
	assert_holds(&buffer, SPAN("fg"));
	buffer_recycle(&buffer, 1);
	assert_ptr_equal(buffer.ptr, bytes);
}

static void
refuses_what_no_memory_holds(void **state)
{
	static const size_t counts[] = {
	    SIZE_MAX, SIZE_MAX - 1, PTRDIFF_MAX, PTRDIFF_MAX - 1};

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		struct buffer buffer = BUFFER_EMPTY;

		buffer_append_byte(&buffer, 'a');
		assert_null(buffer_reserve(&buffer, counts[i]));
		assert_true(buffer.failed);
		assert_holds(&buffer, SPAN("a"));
		assert_null(buffer_reserve(&buffer, 1));
		buffer_free(&buffer);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(appends),
	    cmocka_unit_test(grows),
	    cmocka_unit_test(prints_what_is_longer_than_its_room),
	    cmocka_unit_test(recycles_what_is_small),
	    cmocka_unit_test(wipes_all_it_has),
	    cmocka_unit_test(keeps_its_limit),
	    cmocka_unit_test(stays_within_its_array),
	    cmocka_unit_test(refuses_what_no_memory_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
