/*
 * The list of commands.
 */
#include "commands.h"

#include <stdio.h>
#include <string.h>

#include "nearest.h"

static const struct command *const commands[] = {
    &command_build,
    &command_watch,
    &command_preview,
    &command_export,
    &command_lint,
    &command_index,
    &command_init,
    &command_doctor,
    &command_get,
};

static void
list(FILE *stream)
{
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
		fprintf(stream, "  %-7s %s\n", commands[i]->name,
		    commands[i]->purpose);
}

const struct command_syntax commands_syntax = {
    .program = "lozenge",
    .version = "lozenge " LOZENGE_VERSION,
    .operand = "COMMAND [OPTION]... [ARGUMENT]...",
    .operand_what = "what to do",
    .list = list,
    .notes = "\"lozenge COMMAND --help\" tells more; so does lozenge(1).",
};

const struct command *
commands_at(size_t index)
{
	return index < sizeof commands / sizeof commands[0] ? commands[index]
							    : NULL;
}

const struct command *
commands_find(const char *name)
{
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
		if (strcmp(name, commands[i]->name) == 0)
			return commands[i];
	return NULL;
}

const struct command *
commands_nearest(const char *name)
{
	struct nearest search = nearest_begin(span_from(name));

	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
		nearest_try(&search, span_from(commands[i]->name));
	/* The names are whole strings, and one of them is the best. */
	return search.best.len > 0 ? commands_find(search.best.ptr) : NULL;
}
