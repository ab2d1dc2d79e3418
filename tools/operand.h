/*
 * Command lines of one operand and at most one flag: `init FILE.md`,
 * `lint DIR`, `get [--insecure] URL`.
 */
#ifndef TOOLS_OPERAND_H
#define TOOLS_OPERAND_H

#include <stdbool.h>

/* What a command takes. */
struct operand_syntax {
	const char *command; /* "get" */
	const char *operand; /* "URL", for messages */
	const char *flag;    /* "--insecure", or NULL for none */
	const char *help;    /* what --help prints, its last line end too */
};

/* What the command line amounts to. */
enum operand_verdict {
	OPERAND_OK,
	OPERAND_HELP,  /* --help was asked for and has been printed: exit 0 */
	OPERAND_WRONG, /* told on standard error: exit 2 */
};

/**
 * operand_parse(syntax, argc, argv, operand, flag):
 * Read a command's arguments; argv[0] is the command's name.  On OK
 * ${operand} points to the operand in ${argv} and ${flag} tells whether the
 * flag was given; ${flag} may be NULL if there is none.  "--" ends the
 * options.  An empty operand is wrong.
 */
enum operand_verdict operand_parse(const struct operand_syntax *syntax,
    int argc, char **argv, const char **operand, bool *flag);

#endif
