/*
 * lozenge lint DIR: check a capsule, a hand-written one too.
 */
#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "diagnostic_text.h"
#include "lint_capsule.h"
#include "operand.h"

static const struct operand_syntax syntax = {
    .command = "lint",
    .operand = "DIR",
    .help =
	"usage: lozenge lint DIR\n"
	"\n"
	"Check the capsule in DIR, whoever wrote it: dead links, bad URLs,\n"
	"broken characters, pages that no link leads to, files that no\n"
	"server will serve, and what Gopher cannot show well.  Nothing is\n"
	"changed and nothing is fetched.\n"
	"\n"
	"  --help  say this\n"
	"\n"
	"Findings go to standard error, one a line:\n"
	"  FILE:LINE:COLUMN: error|warning|note: MESSAGE [CODE]\n"
	"\n"
	"Exit status: 0 no errors (warnings do not count), 1 errors,\n"
	"2 wrong command line.\n",
};

int
command_lint(int argc, char **argv)
{
	struct diagnostics *list;
	const char *name = NULL;
	int result;

	switch (operand_parse(&syntax, argc, argv, &name, NULL)) {
	case OPERAND_HELP:
		return 0;
	case OPERAND_WRONG:
		return 2;
	case OPERAND_OK:
		break;
	}
	list = diagnostics_new();
	result = lint_capsule(name, list);
	if (result == -1)
		fprintf(
		    stderr, "lozenge lint: %s: %s\n", name, strerror(errno));
	diagnostics_show(list, stderr, diagnostics_style(STDERR_FILENO));
	if (diagnostics_count(list, DIAGNOSTIC_ERROR) > 0)
		result = -1;
	diagnostics_free(list);
	return result == 0 ? 0 : 1;
}
