/*
 * lozenge build: Markdown documents in, one a language; a capsule out.
 */
#include "command.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "builder.h"
#include "mend.h"

static const char usage[] =
    "usage: lozenge build [-o DIR] [--check] [--fix] [--json] [--no-search] "
    "SOURCE.md...\n";

static const char help[] =
    "\n"
    "Make a capsule of gemtext pages from one Markdown document; or from\n"
    "several, one a language, the first of which is the capsule's root.\n"
    "\n"
    "  -o DIR   put the capsule there (./capsule); made if missing\n"
    "  --check  say what is wrong, but write nothing\n"
    "  --fix    mend in the document what is mechanical, such as the marks of\n"
    "           lists that a word processor made, and show what changed; with\n"
    "           --check show it only\n"
    "  --json   write what is wrong to standard output, as JSON, for "
    "editors\n"
    "  --no-search\n"
    "           make no search index, and no links to a search, for servers\n"
    "           other than lozenged\n"
    "  --help   say this\n"
    "\n"
    "Mistakes are told as FILE:LINE:COLUMN: error, and the published capsule\n"
    "then stays as it was.  SOURCE_DATE_EPOCH, a number of seconds, stands "
    "for\n"
    "today when the document's review may be overdue.\n"
    "Exit status: 0 done, 1 the document or the system refuses, 2 wrong "
    "usage.\n";

/* Long options without a letter. */
enum {
	OPTION_CHECK = 256,
	OPTION_FIX,
	OPTION_HELP,
	OPTION_JSON,
	OPTION_NO_SEARCH,
};

struct options {
	struct builder_request build;
	bool is_fix;
};

/* What the command line asks for. */
enum request {
	REQUEST_BUILD,
	REQUEST_HELP,
	REQUEST_WRONG,
};

static enum request
refuse_usage(const char *what, const char *which)
{
	fprintf(stderr, "lozenge build: %s%s\n%s", which, what, usage);
	return REQUEST_WRONG;
}

/* Tell of the option that getopt did not know or found incomplete. */
static enum request
refuse_option(int verdict, char **argv)
{
	char letter[] = {'-', (char)optopt, '\0'};
	const char *option =
	    optopt != 0 && optopt < 256 ? letter : argv[optind - 1];

	if (verdict == ':')
		return refuse_usage(": a value must follow", option);
	return refuse_usage(": no such option, or not with a value", option);
}

static enum request
read_options(struct options *options, int argc, char **argv)
{
	static const struct option known[] = {
	    {"check", no_argument, NULL, OPTION_CHECK},
	    {"fix", no_argument, NULL, OPTION_FIX},
	    {"help", no_argument, NULL, OPTION_HELP},
	    {"json", no_argument, NULL, OPTION_JSON},
	    {"no-search", no_argument, NULL, OPTION_NO_SEARCH},
	    {NULL, 0, NULL, 0},
	};
	int option;

	*options = (struct options){
	    .build = {
		.directory = "capsule", .has_search = true, .names_fd = -1}};
	opterr = 0;
	optind = 0;
	while ((option = getopt_long(argc, argv, ":o:h", known, NULL)) != -1) {
		switch (option) {
		case 'o':
			options->build.directory = optarg;
			break;
		case OPTION_CHECK:
			options->build.is_check = true;
			break;
		case OPTION_FIX:
			options->is_fix = true;
			break;
		case OPTION_JSON:
			options->build.is_json = true;
			break;
		case OPTION_NO_SEARCH:
			options->build.has_search = false;
			break;
		case 'h':
		case OPTION_HELP:
			return REQUEST_HELP;
		default:
			return refuse_option(option, argv);
		}
	}
	if (*options->build.directory == '\0')
		return refuse_usage(": the directory's name is empty", "-o");
	if (optind == argc || *argv[optind] == '\0')
		return refuse_usage("name the Markdown document", "");
	options->build.sources = argv + optind;
	options->build.source_count = (size_t)(argc - optind);
	return REQUEST_BUILD;
}

/* Mend each document; false if one could not be. */
static bool
mend(const struct options *options)
{
	bool is_done = true;

	for (size_t i = 0; i < options->build.source_count; i++)
		is_done &= mend_document(options->build.sources[i],
		    options->build.is_check,
		    options->build.is_json ? stderr : stdout);
	return is_done;
}

int
command_build(int argc, char **argv)
{
	struct options options;

	switch (read_options(&options, argc, argv)) {
	case REQUEST_WRONG:
		return 2;
	case REQUEST_HELP:
		printf("%s%s", usage, help);
		return 0;
	case REQUEST_BUILD:
		break;
	}
	/* A file over the limit is an error to tell, not a reason to die. */
	signal(SIGXFSZ, SIG_IGN);
	if (options.is_fix && !mend(&options))
		return 1;
	return builder_run(&options.build);
}
