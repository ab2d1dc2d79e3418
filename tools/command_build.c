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

#include "composition.h"
#include "diagnostic_json.h"
#include "diagnostic_text.h"
#include "mend.h"
#include "publish.h"

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
	const char *directory;
	char *const *sources;
	size_t source_count;
	bool is_check;
	bool is_fix;
	bool is_json;
	bool has_search;
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

	*options = (struct options){.directory = "capsule", .has_search = true};
	opterr = 0;
	optind = 0;
	while ((option = getopt_long(argc, argv, ":o:h", known, NULL)) != -1) {
		switch (option) {
		case 'o':
			options->directory = optarg;
			break;
		case OPTION_CHECK:
			options->is_check = true;
			break;
		case OPTION_FIX:
			options->is_fix = true;
			break;
		case OPTION_JSON:
			options->is_json = true;
			break;
		case OPTION_NO_SEARCH:
			options->has_search = false;
			break;
		case 'h':
		case OPTION_HELP:
			return REQUEST_HELP;
		default:
			return refuse_option(option, argv);
		}
	}
	if (*options->directory == '\0')
		return refuse_usage(": the directory's name is empty", "-o");
	if (optind == argc || *argv[optind] == '\0')
		return refuse_usage("name the Markdown document", "");
	options->sources = argv + optind;
	options->source_count = (size_t)(argc - optind);
	return REQUEST_BUILD;
}

/* One line on what has been made. */
static void
tell_success(const struct options *options, const struct capsule *capsule,
    const struct publish_result *result)
{
	size_t copies =
	    capsule->count - capsule->page_count - (capsule->search.len > 0);

	if (options->is_json)
		return;
	if (!options->is_check) {
		printf("%s: %zu pages, %zu other files; %zu written, "
		       "%zu removed\n",
		    options->directory, capsule->page_count, copies,
		    result->written, result->removed);
		return;
	}
	for (size_t i = 0; i < options->source_count; i++)
		printf("%s%s", i == 0 ? "" : ", ", options->sources[i]);
	printf(": no errors; %zu pages, %zu other files\n", capsule->page_count,
	    copies);
}

/* Publish what has been rendered, if nothing is wrong with it; is it there? */
static bool
publish(const struct options *options, struct composition *composition,
    struct diagnostics *list)
{
	struct buffer about = BUFFER_EMPTY;
	struct publish_result result;

	if (!composition->is_rendered ||
	    diagnostics_count(list, DIAGNOSTIC_ERROR) > 0 ||
	    (!options->is_check && !composition_index(composition)))
		return false;
	composition_about(composition, &about);

	const struct publish_request request = {
	    .directory = options->directory,
	    .about = buffer_span(&about),
	    .sources = options->sources,
	    .source_count = options->source_count,
	    .is_check = options->is_check,
	};
	bool is_published =
	    publish_capsule(&composition->capsule, &request, &result, list);
	buffer_free(&about);
	if (is_published)
		tell_success(options, &composition->capsule, &result);
	return is_published;
}

static int
build(const struct options *options)
{
	struct diagnostics *list = diagnostics_new();
	struct composition composition;

	composition_make(&composition, options->sources, options->source_count,
	    options->has_search, list);
	bool is_published = publish(options, &composition, list);
	composition_free(&composition);
	if (options->is_json)
		diagnostics_write_json(list, stdout);
	else
		diagnostics_show(
		    list, stderr, diagnostics_style(STDERR_FILENO));
	diagnostics_free(list);
	return is_published ? 0 : 1;
}

/* Mend each document; false if one could not be. */
static bool
mend(const struct options *options)
{
	bool is_done = true;

	for (size_t i = 0; i < options->source_count; i++)
		is_done &= mend_document(options->sources[i], options->is_check,
		    options->is_json ? stderr : stdout);
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
	return build(&options);
}
