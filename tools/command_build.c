/*
 * lozenge build: Markdown documents in, one a language; a capsule out.
 */
#include "commands.h"

#include <signal.h>
#include <stdio.h>

#include "builder.h"
#include "command_read.h"
#include "mend.h"

struct options {
	struct builder_request build;
	bool is_fix;
	bool has_no_search;
};

static const struct command_option options_known[] = {
    {"-o", "DIR", "put the capsule there (./capsule); made if missing",
	command_take_directory, offsetof(struct options, build.directory)},
    {"--check", NULL, "say what is wrong, but write nothing", command_take_flag,
	offsetof(struct options, build.is_check)},
    {"--fix", NULL,
	"mend in the document what is mechanical, such as the marks of lists "
	"that a word processor made, and show what changed; with --check show "
	"it only",
	command_take_flag, offsetof(struct options, is_fix)},
    {"--json", NULL,
	"write what is wrong to standard output, as JSON, for editors",
	command_take_flag, offsetof(struct options, build.is_json)},
    {"--no-search", NULL,
	"make no search index, and no links to a search, for servers other "
	"than lozenged",
	command_take_flag, offsetof(struct options, has_no_search)},
};

static const struct command_syntax syntax = {
    .program = "lozenge build",
    .about = "Make a capsule of gemtext pages from one Markdown document; or "
	     "from several, one a language, the first of which is the "
	     "capsule's root.",
    .options = options_known,
    .option_count = sizeof options_known / sizeof options_known[0],
    .operand = "SOURCE.md...",
    .operand_what = "the Markdown document",
    .notes = "Mistakes are told as FILE:LINE:COLUMN: error, and the published "
	     "capsule then stays as it was. SOURCE_DATE_EPOCH, a number of "
	     "seconds, stands for today when the document's review may be "
	     "overdue.\n"
	     "Exit status: 0 done, 1 the document or the system refuses, 2 "
	     "wrong usage.",
};

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

static int
run(int argc, char **argv)
{
	struct options options = {
	    .build = {.directory = "capsule", .names_fd = -1}};
	struct command_operands sources;
	int status = command_read(&syntax, &options, argc, argv, &sources);

	if (status >= 0)
		return status;
	options.build.has_search = !options.has_no_search;
	options.build.sources = sources.words;
	options.build.source_count = sources.count;
	/* A file over the limit is an error to tell, not a reason to die. */
	signal(SIGXFSZ, SIG_IGN);
	if (options.is_fix && !mend(&options))
		return 1;
	return builder_run(&options.build);
}

const struct command command_build = {
    "build", "make a capsule from one Markdown document", &syntax, run};
