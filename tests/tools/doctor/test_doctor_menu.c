/*
 * Menu lines, as the doctor takes them apart.
 */
#include "doctor_menu.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define X20 "xxxxxxxxxxxxxxxxxxxx"
#define X80 X20 X20 X20 X20
#define FIELDS "\t/a\thost\t70\r\n"

/* A line, and what is right with it: fields, type, width, CRLF; is it here? */
static const struct {
	const char *line;
	bool has_fields, has_known_type, fits, has_crlf, is_here;
} lines[] = {
    {"1Menu\t/a\thost\t70\r\n", true, true, true, true, true},
    {"1Menu\t/a\tHOST\t70\t+\r\n", true, true, true, true, true},
    {"1Menu\t/a\tother\t70\r\n", true, true, true, true, false},
    {"1Menu\t/a\thost\t71\r\n", true, true, true, true, false},
    {"hWeb\tURL:https://a/\thost\t70\r\n", true, true, true, true, false},
    {"iWords\t\thost\t70\r\n", true, true, true, true, false},
    {"7Search\t/a\thost\t70\r\n", true, true, true, true, false},
    {"iWords\r\n", false, true, true, true, false},
    {"1Menu\t/a\thost\r\n", false, true, true, true, false},
    {"1Menu\t/a\thost\tport\r\n", false, true, true, true, false},
    {"1Menu\t/a\thost\t\r\n", false, true, true, true, false},
    {"1Menu\t/a\thost\t70\n", true, true, true, false, true},
    {"1Menu\t/a\thost\t70", true, true, true, false, true},
    {"zOdd\t/a\thost\t70\r\n", true, false, true, true, false},
    {"\r\n", false, false, true, true, false},
    {"1" X80 FIELDS, true, true, true, true, true},
    {"1" X80 "x" FIELDS, true, true, false, true, true},
    {"1" X20 X20 "\xC3\xBC" X20 "xxxxxxxxxxxxxxxxxxx" FIELDS, true, true, true,
	true, true},
};

static void
test_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct span rest = span_from(lines[i].line);
		struct doctor_menu_line line;

		assert_true(doctor_menu_next(&line, &rest));
		assert_int_equal(rest.len, 0);
		assert_int_equal(line.has_fields, lines[i].has_fields);
		assert_int_equal(line.has_known_type, lines[i].has_known_type);
		assert_int_equal(line.fits, lines[i].fits);
		assert_int_equal(line.has_crlf, lines[i].has_crlf);
		assert_int_equal(
		    doctor_menu_leads_to(&line, SPAN("host"), SPAN("70")),
		    lines[i].is_here);
	}
}

/* A menu, how many lines it has, and does it end as it should? */
static const struct {
	const char *menu;
	size_t count;
	bool is_ended;
} menus[] = {
    {"iA\t\tx\t1\r\niB\t\tx\t1\r\n.\r\n", 2, true},
    {"iA\t\tx\t1\r\n.\n", 1, true},
    {"iA\t\tx\t1\r\n.", 1, true},
    {".\r\n", 0, true},
    {"iA\t\tx\t1\r\n", 1, false},
    {"iA\t\tx\t1\r\n.\r\nmore\r\n", 1, false},
    {"iA\t\tx\t1\r\n.x\r\n.\r\n", 2, true},
    {"", 0, false},
};

static void
test_menus(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(menus); i++) {
		struct span rest = span_from(menus[i].menu);
		struct doctor_menu_line line;
		size_t count = 0;

		while (doctor_menu_next(&line, &rest))
			count++;
		assert_int_equal(count, menus[i].count);
		assert_int_equal(doctor_menu_is_end(rest), menus[i].is_ended);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lines),
	    cmocka_unit_test(test_menus),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
