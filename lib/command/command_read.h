/*
 * Reading a command line, as a command_syntax has it.
 *
 * The parser is libc's getopt_long: long options may be shortened, their value
 * may follow a "=", and options may stand behind operands.  "--" ends them.
 */
#ifndef COMMAND_COMMAND_READ_H
#define COMMAND_COMMAND_READ_H

#include <stddef.h>

#include "command_syntax.h"

/* What is no option: argv's words, none of them empty. */
struct command_operands {
	char *const *words;
	size_t count; /* 1 or more; just 1 if the syntax takes no more */
};

/**
 * command_read(syntax, options, argc, argv, operands):
 * Read a command line into ${options}, which holds the defaults, and
 * ${operands}, which may be NULL if the syntax has none.  argv[0] is not
 * looked at; argv's order may change.
 *
 * Returns -1 to go on, or the exit status: 0 if --help (or -h) or --version was
 * given and answered on standard output, whatever stands behind it; 2 if the
 * command line is wrong, of which one line went to standard error.
 *
 * Not for several threads: getopt_long keeps its place in globals.
 */
int command_read(const struct command_syntax *syntax, void *options, int argc,
    char **argv, struct command_operands *operands);

/** command_take_flag(target, value): a bool, which becomes true. */
const char *command_take_flag(void *target, const char *value);

/** command_take_text(target, value): a const char *, whatever the text. */
const char *command_take_text(void *target, const char *value);

/** command_take_directory(target, value): the same, but not empty. */
const char *command_take_directory(void *target, const char *value);

#endif
