/*
 * lozenge get URL: fetch one resource for a script.
 */
#include "command.h"

#include <stdio.h>

#include "operand.h"
#include "uri.h"

static const struct operand_syntax syntax = {
    .command = "get",
    .operand = "URL",
    .flag = "--insecure",
    .help = "usage: lozenge get [--insecure] URL\n",
};

int
command_get(int argc, char **argv)
{
	const char *url = NULL;
	bool insecure = false;
	struct uri uri;

	switch (operand_parse(&syntax, argc, argv, &url, &insecure)) {
	case OPERAND_HELP:
		return 0;
	case OPERAND_WRONG:
		return 2;
	case OPERAND_OK:
		break;
	}
	if (!uri_parse(&uri, span_from(url))) {
		fputs("lozenge get: this is no URL\n", stderr);
		return 2;
	}
	fputs("lozenge get: no connection\n", stderr);
	return 1;
}
