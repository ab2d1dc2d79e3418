/*
 * lozenge, the author's tool: find the command and run it.
 */
#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *purpose;
} commands[] = {
    {"build", command_build, "make a capsule from one Markdown document"},
    {"watch", command_watch, "build again on every save"},
    {"preview", command_preview, "the same, and serve it to this machine"},
    {"export", command_export, "make static web pages of the documents"},
    {"lint", command_lint, "check a capsule, hand-written ones too"},
    {"index", command_index, "make a capsule's search index"},
    {"init", command_init, "write a document to start from"},
    {"doctor", command_doctor, "find out what is wrong with a server"},
    {"get", command_get, "fetch a gemini://, gopher:// or gophers:// URL"},
};

static void
write_usage(FILE *stream)
{
	fputs("usage: lozenge COMMAND [OPTION]... [ARGUMENT]...\n\n", stream);
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
		fprintf(stream, "  %-7s %s\n", commands[i].name,
		    commands[i].purpose);
	fputs("\n  --version  say which version this is\n"
	      "  --help     say this\n",
	    stream);
	fputs("\n\"lozenge COMMAND --help\" tells more; so does lozenge(1).\n",
	    stream);
}

/* The exit status, once all that was said has been written. */
static int
finish(int status)
{
	if (fflush(stdout) == 0 && ferror(stdout) == 0)
		return status;
	fprintf(stderr, "lozenge: standard output: %s\n", strerror(errno));
	return status == 0 ? 1 : status;
}

int
main(int argc, char **argv)
{
	/* So that what is said of work done needs no memory any more. */
	static char buffer[BUFSIZ];
	setvbuf(stdout, buffer, isatty(STDOUT_FILENO) ? _IOLBF : _IOFBF,
	    sizeof buffer);

	if (argc < 2) {
		write_usage(stderr);
		return 2;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		write_usage(stdout);
		return finish(0);
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("lozenge " LOZENGE_VERSION);
		return finish(0);
	}
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
		if (strcmp(argv[1], commands[i].name) == 0)
			return finish(commands[i].run(argc - 1, argv + 1));
	}
	fprintf(stderr, "lozenge: no command \"%s\"; see lozenge --help\n",
	    argv[1]);
	return 2;
}
