/*
 * Usage texts, whole.
 */
#include "command_help.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "command_read.h"
#include "command_syntax.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static void
write_list(FILE *stream)
{
	fputs("  loudly  as loud as can be\n", stream);
}

static const struct command_option known[] = {
    {"-o", "DIR",
	"put it there; the directory is made if it is missing, and "
	"so are those above it",
	command_take_text, 0},
    {"-n", NULL, "not really", command_take_text, 0},
    {"-nn", NULL, "really not", NULL, 0},
    {"--to", "[ADDR]:PORT...", "where to", command_take_text, 0},
    {"--to", "off", "nowhere", NULL, 0},
    {"--kind", "A", "a kind", command_take_text, 0},
    {"--kind", "B", "another", NULL, 0},
    {"--a-name-that-is", "RATHER-LONG", "alone", command_take_text, 0},
};

static const struct {
	struct command_syntax syntax;
	const char *help;
} rows[] = {
    {{.program = "shout"}, "usage: shout\n"
			   "\n"
			   "  --help  say this\n"},
    {{.program = "shout", .operand = "WORD...", .version = "1"},
	"usage: shout WORD...\n"
	"\n"
	"  --version  say which version this is\n"
	"  --help     say this\n"},
    {{.program = "shout",
	 .about = "Say a word so loudly that all who stand about can hear it, "
		  "one after the other. Then:\n"
		  "  an indented line, which is long enough to go on in the "
		  "next line, indented too\n"
		  "\n"
		  "another paragraph",
	 .notes = "Last words.",
	 .list = write_list,
	 .options = known,
	 .option_count = COUNT(known),
	 .operand = "WORD"},
	"usage: shout [-o DIR] [-n|-nn] [--to [ADDR]:PORT|off]... "
	"[--kind A|B]\n"
	"             [--a-name-that-is RATHER-LONG] WORD\n"
	"\n"
	"Say a word so loudly that all who stand about can hear it, one after "
	"the other.\n"
	"Then:\n"
	"  an indented line, which is long enough to go on in the next line, "
	"indented\n"
	"  too\n"
	"\n"
	"another paragraph\n"
	"\n"
	"  loudly  as loud as can be\n"
	"\n"
	"  -o DIR            put it there; the directory is made if it is "
	"missing, and\n"
	"                    so are those above it\n"
	"  -n                not really\n"
	"  -nn               really not\n"
	"  --to [ADDR]:PORT  where to\n"
	"  --to off          nowhere\n"
	"  --kind A          a kind\n"
	"  --kind B          another\n"
	"  --a-name-that-is RATHER-LONG\n"
	"                    alone\n"
	"  --help            say this\n"
	"\n"
	"Last words.\n"},
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char *text = NULL;
		size_t len = 0;
		FILE *stream = open_memstream(&text, &len);

		assert_non_null(stream);
		command_help_write(&rows[i].syntax, stream);
		fclose(stream);
		assert_string_equal(text, rows[i].help);
		free(text);
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
