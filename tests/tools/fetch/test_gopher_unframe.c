/*
 * Gopher answers freed of their frame, however they are cut into pieces.
 */
#include "gopher_unframe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const struct {
	const char *framed, *text;
	bool whole;
} rows[] = {
    {"", "", false},
    {".\r\n", "", true},
    {".\n", "", true},
    {".", "", true},
    {".\r", "", true},
    {"a\r\n.\r\n", "a\r\n", true},
    {"a\n.\n", "a\n", true},
    {"a\r\nb", "a\r\nb", false},
    {"a\r\n", "a\r\n", false},
    {"..\r\n.\r\n", ".\r\n", true},
    {"..a\r\n.\r\n", ".a\r\n", true},
    {"...\r\n.\r\n", "..\r\n", true},
    {".a\r\n.\r\n", ".a\r\n", true},
    {".\ra\r\n.\r\n", ".\ra\r\n", true},
    {"a.\r\n.\r\n", "a.\r\n", true},
    {"\r\n\n.\r\n", "\r\n\n", true},
    {"a\r\n.\r\nmore\r\n", "a\r\n", true},
    {"a\rb\r\n.\r\n", "a\rb\r\n", true},
};

/* Unframe in pieces of ${size} bytes. */
static void
check(size_t row, size_t size)
{
	enum gopher_unframe_state at = GOPHER_UNFRAME_LINE_START;
	struct span rest = span_from(rows[row].framed);
	struct buffer out = BUFFER_EMPTY;

	while (rest.len > 0) {
		struct span piece = rest;

		if (piece.len > size)
			piece.len = size;
		gopher_unframe(&at, &out, piece);
		rest = span_skip(rest, piece.len);
	}
	assert_int_equal(gopher_unframe_finish(at), rows[row].whole);
	buffer_append_byte(&out, '\0');
	assert_string_equal(out.ptr, rows[row].text);
	buffer_free(&out);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		for (size_t size = 1; size <= 20; size++)
			check(i, size);
	}
}

#define ERROR_LINE "3Not found\t\terror.host\t1\r\n"

static const struct {
	const char *head;
	char item_type;
	bool at_end;
	enum gopher_head expected;
} heads[] = {
    {"", '0', false, GOPHER_HEAD_MORE},
    {"", '0', true, GOPHER_HEAD_CONTENT},
    {"text", '0', false, GOPHER_HEAD_CONTENT},
    {"3", '0', false, GOPHER_HEAD_MORE},
    {"3", '0', true, GOPHER_HEAD_CONTENT},
    {"3 mice\r\n", '0', false, GOPHER_HEAD_CONTENT},
    {"3Not found\t\terr", '1', false, GOPHER_HEAD_MORE},
    {ERROR_LINE, '1', false, GOPHER_HEAD_ERROR},
    {ERROR_LINE "iMore\t\tx\t1\r\n.\r\n", '1', true, GOPHER_HEAD_ERROR},
    {ERROR_LINE ".\r\n", '7', true, GOPHER_HEAD_ERROR},
    {ERROR_LINE, '0', false, GOPHER_HEAD_MORE},
    {ERROR_LINE, '0', true, GOPHER_HEAD_ERROR},
    {ERROR_LINE ".", '0', true, GOPHER_HEAD_ERROR},
    {ERROR_LINE ".\r\n", '0', false, GOPHER_HEAD_MORE},
    {ERROR_LINE ".\r\n", '0', true, GOPHER_HEAD_ERROR},
    {ERROR_LINE ".\r\n", '9', true, GOPHER_HEAD_ERROR},
    {ERROR_LINE "x", '0', false, GOPHER_HEAD_CONTENT},
    {"3\t1\t2\t3\n4\t5\t6\t7\n", '9', true, GOPHER_HEAD_CONTENT},
    {"1Menu\t/\thost\t70\r\n", '1', false, GOPHER_HEAD_CONTENT},
    {"3No fields\r\n", '1', true, GOPHER_HEAD_CONTENT},
};

static void
test_heads(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		struct span message = SPAN("");

		assert_int_equal(
		    gopher_head_judge(span_from(heads[i].head),
			heads[i].item_type, heads[i].at_end, &message),
		    heads[i].expected);
		if (heads[i].expected == GOPHER_HEAD_ERROR)
			assert_true(span_equal(message, SPAN("Not found")));
	}
}

/* What never becomes a line is not waited for. */
static void
test_long_head(void **state)
{
	struct buffer head = BUFFER_EMPTY;
	struct span message;

	(void)state;
	buffer_append_repeated(&head, '3', 1024);
	assert_int_equal(
	    gopher_head_judge(buffer_span(&head), '1', false, &message),
	    GOPHER_HEAD_MORE);
	buffer_append_byte(&head, '3');
	assert_int_equal(
	    gopher_head_judge(buffer_span(&head), '1', false, &message),
	    GOPHER_HEAD_CONTENT);
	buffer_free(&head);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_heads),
	    cmocka_unit_test(test_long_head),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
