/*
 * lozenge lint DIR: check a capsule, a hand-written one too.
 */
#include "commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command_read.h"
#include "diagnostic_text.h"
#include "lint_capsule.h"

static const struct command_syntax syntax = {
    .program = "lozenge lint",
    .about = "Check the capsule in DIR, whoever wrote it: dead links, bad "
	     "URLs, broken characters, pages that no link leads to, files that "
	     "no server will serve, and what Gopher cannot show well. Nothing "
	     "is changed and nothing is fetched.",
    .operand = "DIR",
    .operand_what = "the capsule",
    .notes = "Findings go to standard error, one a line:\n"
	     "  FILE:LINE:COLUMN: error|warning|note: MESSAGE [CODE]\n"
	     "\n"
	     "Exit status: 0 no errors (warnings do not count), 1 errors, 2 "
	     "wrong command line.",
};

static int
run(int argc, char **argv)
{
	struct diagnostics *list;
	struct command_operands capsule;
	int status = command_read(&syntax, NULL, argc, argv, &capsule);

	if (status >= 0)
		return status;
	list = diagnostics_new();
	status = lint_capsule(capsule.words[0], list) == 0 ? 0 : 1;
	if (status != 0)
		fprintf(stderr, "lozenge lint: %s: %s\n", capsule.words[0],
		    strerror(errno));
	diagnostics_show(list, stderr, diagnostics_style(STDERR_FILENO));
	if (diagnostics_count(list, DIAGNOSTIC_ERROR) > 0)
		status = 1;
	diagnostics_free(list);
	return status;
}

const struct command command_lint = {
    "lint", "check a capsule, hand-written ones too", &syntax, run};
