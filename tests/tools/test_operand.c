/*
 * Command lines of one operand.
 */
#include "operand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define ARGUMENTS_MAX 5

static const struct {
	const char *arguments[ARGUMENTS_MAX];
	enum operand_verdict verdict;
	const char *operand;
	bool flag;
} rows[] = {
    {{"x"}, OPERAND_OK, "x", false},
    {{"--loud", "x"}, OPERAND_OK, "x", true},
    {{"x", "--loud"}, OPERAND_OK, "x", true},
    {{"--", "--loud"}, OPERAND_OK, "--loud", false},
    {{"-"}, OPERAND_OK, "-", false},
    {{"--help"}, OPERAND_HELP, NULL, false},
    {{"x", "-h"}, OPERAND_HELP, NULL, false},
    {{NULL}, OPERAND_WRONG, NULL, false},
    {{""}, OPERAND_WRONG, NULL, false},
    {{"--"}, OPERAND_WRONG, NULL, false},
    {{"--quiet", "x"}, OPERAND_WRONG, NULL, false},
    {{"-x"}, OPERAND_WRONG, NULL, false},
    {{"x", "y"}, OPERAND_WRONG, NULL, false},
    {{"x", ""}, OPERAND_WRONG, NULL, false},
    {{"--", "--help", "x"}, OPERAND_WRONG, NULL, false},
};

static void
test_rows(void **state)
{
	static const struct operand_syntax syntax = {.command = "shout",
	    .operand = "WORD",
	    .flag = "--loud",
	    .help = ""};
	char texts[ARGUMENTS_MAX][16];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char name[] = "shout";
		char *argv[ARGUMENTS_MAX + 1] = {name};
		const char *operand = NULL;
		bool flag = false;
		int argc = 1;

		while (argc <= ARGUMENTS_MAX &&
		       rows[i].arguments[argc - 1] != NULL) {
			char *text = texts[argc - 1];

			memcpy(text, rows[i].arguments[argc - 1],
			    strlen(rows[i].arguments[argc - 1]) + 1);
			argv[argc++] = text;
		}
		assert_int_equal(
		    operand_parse(&syntax, argc, argv, &operand, &flag),
		    rows[i].verdict);
		if (rows[i].verdict != OPERAND_OK)
			continue;
		assert_string_equal(operand, rows[i].operand);
		assert_int_equal(flag, rows[i].flag);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
