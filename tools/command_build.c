/*
 * lozenge build: one Markdown document in, a capsule out.
 */
#include "command.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capsule.h"
#include "capsule_search.h"
#include "diagnostic_json.h"
#include "diagnostic_text.h"
#include "document.h"
#include "document_check.h"
#include "document_read.h"
#include "links.h"
#include "local_file.h"
#include "mend.h"
#include "publish.h"

static const char usage[] =
    "usage: lozenge build [-o DIR] [--check] [--fix] [--json] [--no-search] "
    "SOURCE.md\n";

static const char help[] =
    "\n"
    "Make a capsule of gemtext pages from one Markdown document.\n"
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
	const char *document;
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
	if (optind + 1 < argc)
		return refuse_usage(
		    ": one document at a time", argv[optind + 1]);
	options->document = argv[optind];
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
	if (options->is_check)
		printf("%s: no errors; %zu pages, %zu other files\n",
		    options->document, capsule->page_count, copies);
	else
		printf("%s: %zu pages, %zu other files; %zu written, "
		       "%zu removed\n",
		    options->directory, capsule->page_count, copies,
		    result->written, result->removed);
}

/* Index the pages, if they lead to a search and are to be published. */
static bool
add_search(const struct options *options, const struct document *document,
    struct capsule *capsule)
{
	if (!options->has_search || options->is_check ||
	    capsule_search_add(
		capsule, document_value(document, FRONT_MATTER_LANG)))
		return true;
	source_error(document->source, 0, "no-memory",
	    "there is not enough memory for the search index");
	return false;
}

/* Publish what has been rendered, if nothing is wrong with it; is it there? */
static bool
publish(const struct options *options, const struct document *document,
    struct capsule *capsule, const struct beneath *folder,
    struct diagnostics *list)
{
	const struct publish_request request = {
	    .directory = options->directory,
	    .folder = folder,
	    .lang = document_value(document, FRONT_MATTER_LANG),
	    .document = options->document,
	    .is_check = options->is_check,
	};
	struct publish_result result;

	if (diagnostics_count(list, DIAGNOSTIC_ERROR) > 0 ||
	    !add_search(options, document, capsule) ||
	    !publish_capsule(capsule, &request, &result, list))
		return false;
	tell_success(options, capsule, &result);
	return true;
}

/* Render the document and publish it; findings go to its source's list. */
static bool
build_document(const struct options *options, struct document *document)
{
	const struct source *source = document->source;
	struct beneath folder = {.fd = -1};
	struct links links;
	struct capsule capsule = {.has_search = options->has_search};

	/* Without it, each link to a file is told as unreadable. */
	local_file_folder(&folder, options->document);
	links_resolve(&links, document, &folder);
	document_check(document);
	if (!links.failed)
		capsule_render(&capsule, document, &links);
	if (links.failed || document->store.failed)
		source_error(source, 0, "no-memory",
		    "there is not enough memory for this document");
	/* The pages are all that is needed from here on. */
	markdown_free(&document->markdown);
	bool is_published =
	    publish(options, document, &capsule, &folder, source->list);
	capsule_free(&capsule);
	links_free(&links);
	beneath_leave(&folder);
	return is_published;
}

static int
build(const struct options *options)
{
	struct diagnostics *list = diagnostics_new();
	struct source source;
	struct document document;
	bool is_published = false;

	if (source_read(&source, options->document, list)) {
		if (document_read(&document, &source))
			is_published = build_document(options, &document);
		document_free(&document);
	}
	source_free(&source);
	if (options->is_json)
		diagnostics_write_json(list, stdout);
	else
		diagnostics_show(
		    list, stderr, diagnostics_style(STDERR_FILENO));
	diagnostics_free(list);
	return is_published ? 0 : 1;
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
	if (options.is_fix && !mend_document(options.document, options.is_check,
				  options.is_json ? stderr : stdout))
		return 1;
	return build(&options);
}
