/*
 * The commands of lozenge: what each takes, and what it does.
 */
#ifndef TOOLS_COMMANDS_H
#define TOOLS_COMMANDS_H

#include <stddef.h>

#include "command_syntax.h"

struct command {
	const char *name;    /* "build" */
	const char *purpose; /* what it does, in a few words */
	const struct command_syntax *syntax;

	/*
	 * Do it: argv[0] is the command's name.  The exit status: 0 done, 1
	 * the work failed, 2 the command line is wrong; command_get has more.
	 */
	int (*run)(int argc, char **argv);
};

/* lozenge without a command; its --help lists them. */
extern const struct command_syntax commands_syntax;

extern const struct command command_build;
extern const struct command command_doctor;
extern const struct command command_export;
extern const struct command command_get;
extern const struct command command_index;
extern const struct command command_init;
extern const struct command command_lint;
extern const struct command command_preview;
extern const struct command command_watch;

/**
 * commands_at(index):
 * The command of this number, in the order of --help; NULL after the last.
 */
const struct command *commands_at(size_t index);

/** commands_find(name): the command of this name, or NULL. */
const struct command *commands_find(const char *name);

/**
 * commands_nearest(name):
 * The command that was probably meant by ${name}, or NULL.
 */
const struct command *commands_nearest(const char *name);

#endif
