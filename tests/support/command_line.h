/*
 * A command line of lozenged's, written as one string.
 */
#ifndef SUPPORT_COMMAND_LINE_H
#define SUPPORT_COMMAND_LINE_H

#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "configure.h"

#define COMMAND_LINE_WORDS_MAX 12

/**
 * command_line_read(config, line):
 * configure_read for ${line}, its words between spaces; '' is an empty word.
 */
static inline enum options_action
command_line_read(struct config *config, const char *line)
{
	char name[] = "lozenged";
	char empty[] = "";
	char *copy = strdup(line);
	char *rest = copy;
	char *word;
	char *argv[COMMAND_LINE_WORDS_MAX + 2] = {name};
	int argc = 1;
	enum options_action action;

	while ((word = strsep(&rest, " ")) != NULL &&
	       argc <= COMMAND_LINE_WORDS_MAX)
		if (word[0] != '\0')
			argv[argc++] = strcmp(word, "''") == 0 ? empty : word;
	action = configure_read(config, argc, argv);
	free(copy);
	return action;
}

#endif
