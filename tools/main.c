/*
 * lozenge, the author's tool: find the command and run it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command_help.h"
#include "command_read.h"
#include "commands.h"
#include "memory_trim.h"

/* The exit status, once all that was said has been written. */
static int
finish(int status)
{
	if (fflush(stdout) == 0 && ferror(stdout) == 0)
		return status;
	fprintf(stderr, "lozenge: standard output: %s\n", strerror(errno));
	return status == 0 ? 1 : status;
}

static int
refuse_command(const char *name)
{
	const struct command *meant = commands_nearest(name);

	if (meant != NULL)
		fprintf(stderr,
		    "lozenge: no command \"%s\"; did you mean \"%s\"?\n", name,
		    meant->name);
	else
		fprintf(stderr,
		    "lozenge: no command \"%s\"; see lozenge --help\n", name);
	return 2;
}

int
main(int argc, char **argv)
{
	/* So that what is said of work done needs no memory any more. */
	static char buffer[BUFSIZ];
	const struct command *command;
	int status = -1;

	memory_trim_large();
	setvbuf(stdout, buffer, isatty(STDOUT_FILENO) ? _IOLBF : _IOFBF,
	    sizeof buffer);
	if (argc < 2) {
		command_help_write(&commands_syntax, stderr);
		return 2;
	}
	command = commands_find(argv[1]);
	if (command != NULL)
		return finish(command->run(argc - 1, argv + 1));
	/* The word alone: what follows is nothing to us. */
	if (argv[1][0] == '-' && strcmp(argv[1], "--") != 0)
		status = command_read(&commands_syntax, NULL, 2, argv, NULL);
	return status >= 0 ? finish(status) : refuse_command(argv[1]);
}
