/*
 * Command lines of one operand; see operand.h.
 */
#include "operand.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Say what is wrong with the command line, and where to read more. */
static enum operand_verdict
wrong(const struct operand_syntax *syntax, const char *what, const char *which)
{
	fprintf(stderr, "lozenge %s: %s%s%s; see lozenge %s --help\n",
	    syntax->command, what, *which != '\0' ? " " : "", which,
	    syntax->command);
	return OPERAND_WRONG;
}

static bool
is_help(const char *argument)
{
	return strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0;
}

enum operand_verdict
operand_parse(const struct operand_syntax *syntax, int argc, char **argv,
    const char **operand, bool *flag)
{
	bool options_end = false;
	bool flag_seen = false;

	*operand = NULL;
	for (int i = 1; i < argc; i++) {
		const char *argument = argv[i];

		if (!options_end && argument[0] == '-' && argument[1] != '\0') {
			if (is_help(argument)) {
				fputs(syntax->help, stdout);
				return OPERAND_HELP;
			}
			if (strcmp(argument, "--") == 0)
				options_end = true;
			else if (syntax->flag != NULL &&
				 strcmp(argument, syntax->flag) == 0)
				flag_seen = true;
			else
				return wrong(syntax, "no option", argument);
		} else if (*operand != NULL) {
			return wrong(syntax, "too many arguments:", argument);
		} else {
			*operand = argument;
		}
	}

	if (*operand == NULL || **operand == '\0')
		return wrong(syntax, "missing", syntax->operand);
	if (flag != NULL)
		*flag = flag_seen;
	return OPERAND_OK;
}
