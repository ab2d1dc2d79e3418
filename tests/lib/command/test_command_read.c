/*
 * Command lines: what is taken, and the one line said about what is not.
 */
#include "command_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "buffer.h"
#include "said.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))
#define WORDS_MAX 8

struct options {
	const char *directory;
	const char *name;
	bool is_loud;
	unsigned calls;
};

static const char *
take_call(void *target, const char *value)
{
	unsigned *calls = target;

	(void)value;
	return ++*calls <= 2 ? NULL : "two calls at most";
}

static const struct command_option known[] = {
    {"-o", "DIR", "put it there", command_take_directory,
	offsetof(struct options, directory)},
    {"-n", NULL, "call", take_call, offsetof(struct options, calls)},
    {"-nn", NULL, "call twice", NULL, 0},
    {"--name", "WORD...", "a name", command_take_text,
	offsetof(struct options, name)},
    {"--name", "off", "none", NULL, 0},
    {"--native", NULL, "call, too", take_call, offsetof(struct options, calls)},
    {"--loud", NULL, "shout", command_take_flag,
	offsetof(struct options, is_loud)},
};

static const struct command_syntax one = {
    .program = "shout",
    .version = "shout 1",
    .options = known,
    .option_count = COUNT(known),
    .operand = "WORD",
    .operand_what = "what to shout",
};

static const struct command_syntax many = {
    .program = "shout",
    .options = known,
    .option_count = COUNT(known),
    .operand = "WORD...",
    .operand_what = "what to shout",
};

static const struct command_syntax none = {.program = "shout"};

/* Read a line of words between spaces, '' an empty one; what came of it. */
static char *
read_line(const struct command_syntax *syntax, const char *line)
{
	struct options options = {.directory = "-", .name = "-"};
	struct command_operands operands = {0};
	struct buffer out = BUFFER_EMPTY;
	char name[] = "shout", empty[] = "";
	char *argv[WORDS_MAX + 2] = {name};
	char *copy = strdup(line), *rest = copy, *word;
	int argc = 1, status;

	while ((word = strsep(&rest, " ")) != NULL && argc <= WORDS_MAX)
		if (*word != '\0')
			argv[argc++] = strcmp(word, "''") == 0 ? empty : word;
	status = command_read(syntax, &options, argc, argv, &operands);
	if (status >= 0) {
		buffer_printf(&out, "%d", status);
	} else {
		buffer_printf(&out, "%s %s %s %u:", options.directory,
		    options.name, options.is_loud ? "loud" : "-",
		    options.calls);
		for (size_t i = 0; i < operands.count; i++)
			buffer_printf(&out, " %s", operands.words[i]);
	}
	buffer_append_byte(&out, '\0');
	free(copy);
	return out.ptr;
}

static const struct {
	const struct command_syntax *syntax;
	const char *line;
	const char
	    *read; /* directory, name, loud, calls: operands; or status */
	const char *said; /* after "shout: " */
} rows[] = {
    {&one, "x", "- - - 0: x", NULL},
    {&one, "-", "- - - 0: -", NULL},
    {&one, "-o d x", "d - - 0: x", NULL},
    {&one, "-od x", "d - - 0: x", NULL},
    {&one, "x -o d", "d - - 0: x", NULL},
    {&one, "-o a -o b x", "b - - 0: x", NULL},
    {&one, "--name=n x", "- n - 0: x", NULL},
    {&one, "--name n x", "- n - 0: x", NULL},
    {&one, "--name= x", "-  - 0: x", NULL},
    {&one, "--name off x", "- off - 0: x", NULL},
    {&one, "--name --loud x", "- --loud - 0: x", NULL},
    {&one, "--loud x", "- - loud 0: x", NULL},
    {&one, "--lo x", "- - loud 0: x", NULL},
    {&one, "-n x", "- - - 1: x", NULL},
    {&one, "-nn x", "- - - 2: x", NULL},
    {&one, "-n --native x", "- - - 2: x", NULL},
    {&one, "-- --loud", "- - - 0: --loud", NULL},
    {&many, "x y --loud z", "- - loud 0: x y z", NULL},
    {&none, "", "- - - 0:", NULL},

    {&one, "-nnn x", "2", "-n: expected two calls at most"},
    {&one, "-nn --native x", "2", "--native: expected two calls at most"},
    {&one, "-o '' x", "2", "-o \"\": expected a directory"},
    {&one, "-o", "2", "-o: expected a value"},
    {&one, "x --name", "2", "--name: expected a value"},
    {&one, "--loud=1 x", "2", "--loud=1: expected without a value"},
    {&one, "-x", "2", "-x: no such option; see --help"},
    {&one, "-l x", "2", "-l: no such option; see --help"},
    {&one, "--quiet x", "2", "--quiet: no such option; see --help"},
    {&one, "--luod x", "2", "--luod: no such option; did you mean --loud?"},
    {&one, "--nane=n", "2", "--nane=n: no such option; did you mean --name?"},
    {&one, "--na x", "2",
	"--na: no such option; did you mean --name or --native?"},
    {&one, "--=x x", "2", "--=x: no such option; see --help"},
    {&one, "", "2", "expected WORD, what to shout; see --help"},
    {&one, "''", "2", "expected WORD, what to shout; see --help"},
    {&one, "--", "2", "expected WORD, what to shout; see --help"},
    {&one, "x y", "2", "\"y\": expected one WORD only"},
    {&many, "--loud", "2", "expected WORD, what to shout; see --help"},
    {&many, "x ''", "2", "expected WORD, what to shout; see --help"},
    {&many, "--version", "2", "--version: no such option; see --help"},
    {&none, "x", "2", "\"x\": expected options only; see --help"},
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char expected[128] = "";
		struct said said;
		char *read;

		if (rows[i].said != NULL)
			snprintf(expected, sizeof expected, "shout: %s\n",
			    rows[i].said);
		said_begin(&said);
		read = read_line(rows[i].syntax, rows[i].line);
		said_end(&said);
		assert_string_equal(read, rows[i].read);
		assert_string_equal(said.text, expected);
		free(read);
	}
}

/* Answered at once, whatever stands behind it. */
static void
test_answers(void **state)
{
	static const char *const lines[] = {"--help", "-h", "x y --help",
	    "--help --quiet", "--version", "--version x y", "--loud --vers"};

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		char *read = read_line(&one, lines[i]);

		assert_string_equal(read, "0");
		free(read);
	}
}

static void
test_options_in_order(void **state)
{
	static const struct {
		const char *name, *value;
		bool is_repeated;
	} listed[] = {
	    {"-o", "DIR", false},
	    {"-n", "", false},
	    {"-nn", "", false},
	    {"--name", "WORD", true},
	    {"--name", "off", false},
	    {"--native", "", false},
	    {"--loud", "", false},
	    {"--version", "", false},
	    {"--help", "", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(listed); i++) {
		const struct command_option *option =
		    command_syntax_option(&one, i);

		assert_non_null(option);
		assert_string_equal(option->name, listed[i].name);
		assert_true(span_equal(
		    command_option_value(option), span_from(listed[i].value)));
		assert_int_equal(
		    command_option_is_repeated(option), listed[i].is_repeated);
	}
	assert_null(command_syntax_option(&one, COUNT(listed)));
	assert_string_equal(command_syntax_option(&none, 0)->name, "--help");
	assert_null(command_syntax_option(&none, 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_answers),
	    cmocka_unit_test(test_options_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
