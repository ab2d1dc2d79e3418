/*
 * lozenge lint DIR: check a capsule, a hand-written one too.
 */
#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>

#include "operand.h"

static const struct operand_syntax syntax = {
    .command = "lint",
    .operand = "DIR",
    .help = "usage: lozenge lint DIR\n"
	    "\n"
	    "Check the capsule in DIR.\n"
	    "\n"
	    "Exit status: 0 no errors, 1 errors, 2 wrong command line.\n",
};

static int
check_root(const char *name)
{
	int root = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct stat status;
	int result = 0;

	if (root == -1) {
		fprintf(
		    stderr, "lozenge lint: %s: %s\n", name, strerror(errno));
		return 1;
	}
	if (fstatat(root, "index.gmi", &status, 0) == -1) {
		fprintf(stderr,
		    "%s/index.gmi: error: there is no first page "
		    "[missing-index]\n",
		    name);
		result = 1;
	}
	close(root);
	return result;
}

int
command_lint(int argc, char **argv)
{
	const char *name = NULL;

	switch (operand_parse(&syntax, argc, argv, &name, NULL)) {
	case OPERAND_HELP:
		return 0;
	case OPERAND_WRONG:
		return 2;
	case OPERAND_OK:
		break;
	}
	return check_root(name);
}
