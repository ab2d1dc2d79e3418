/*
 * lozenge export: the documents as static web pages.
 */
#include "command.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "composition.h"
#include "diagnostic_text.h"
#include "export.h"
#include "publish.h"

static const char usage[] =
    "usage: lozenge export [-o DIR] [--url URL] SOURCE.md...\n";

static const char help[] =
    "\n"
    "Make static web pages of the documents, for readers without a Gemini\n"
    "client: one a page, and print.html with all of them.  No script, and\n"
    "nothing is loaded from elsewhere.\n"
    "\n"
    "  -o DIR     put them there (./web); made if missing\n"
    "  --url URL  where they will be, http:// or https://, for links that "
    "must\n"
    "             name it\n"
    "  --help     say this\n"
    "\n"
    "Mistakes are told as by lozenge build, and what was exported then stays "
    "as\n"
    "it was.\n"
    "Exit status: 0 done, 1 the document or the system refuses, 2 wrong "
    "usage.\n";

struct options {
	const char *directory;
	struct buffer url; /* ends with a slash, or is empty */
	char *const *sources;
	size_t source_count;
};

static int
refuse(const char *what)
{
	fprintf(stderr, "lozenge export: %s\n%s", what, usage);
	return 2;
}

/* Take the address of the web pages; false if it is none. */
static bool
take_url(struct options *options, const char *text)
{
	struct span url = span_from(text);

	if (!span_starts_with(url, SPAN("https://")) &&
	    !span_starts_with(url, SPAN("http://")))
		return false;
	for (size_t i = 0; i < url.len; i++)
		if (url.ptr[i] <= ' ' || url.ptr[i] > '~' ||
		    url.ptr[i] == '#' || url.ptr[i] == '?')
			return false;
	buffer_clear(&options->url);
	buffer_append(&options->url, url);
	if (!span_ends_with(url, SPAN("/")))
		buffer_append_byte(&options->url, '/');
	return true;
}

/* Read the command line: -1 to go on, else the exit status. */
static int
read_options(struct options *options, int argc, char **argv)
{
	static const struct option known[] = {{"help", no_argument, NULL, 'h'},
	    {"url", required_argument, NULL, 'u'}, {NULL, 0, NULL, 0}};
	int option;

	opterr = 0;
	optind = 0;
	while ((option = getopt_long(argc, argv, "o:h", known, NULL)) != -1) {
		switch (option) {
		case 'o':
			options->directory = optarg;
			break;
		case 'u':
			if (!take_url(options, optarg))
				return refuse("--url: an address as "
					      "https://example.org/");
			break;
		case 'h':
			printf("%s%s", usage, help);
			return 0;
		default:
			return refuse(
			    "no such option, or its value is missing");
		}
	}
	if (*options->directory == '\0')
		return refuse("-o: the directory's name is empty");
	if (optind == argc || *argv[optind] == '\0')
		return refuse("name the Markdown document");
	options->sources = argv + optind;
	options->source_count = (size_t)(argc - optind);
	return -1;
}

/* Publish the pages, as a capsule is, if nothing is wrong; are they there? */
static bool
publish(const struct options *options, struct composition *composition,
    struct diagnostics *list)
{
	struct buffer about = BUFFER_EMPTY;
	struct publish_result result;
	bool is_published;

	if (diagnostics_count(list, DIAGNOSTIC_ERROR) > 0)
		return false;
	composition_about(composition, &about);
	const struct publish_request request = {
	    .directory = options->directory,
	    .about = buffer_span(&about),
	    .sources = options->sources,
	    .source_count = options->source_count,
	};
	is_published =
	    publish_capsule(&composition->capsule, &request, &result, list);
	buffer_free(&about);
	if (is_published)
		printf("%s: %zu files; %zu written, %zu removed\n",
		    options->directory, composition->capsule.count,
		    result.written, result.removed);
	return is_published;
}

static int export(const struct options *options)
{
	struct diagnostics *list = diagnostics_new();
	struct composition composition;
	bool is_published = false;

	if (composition_read(&composition, options->sources,
		options->source_count, NULL, list)) {
		export_render(&composition.capsule, &composition.editions,
		    buffer_span(&options->url));
		is_published = publish(options, &composition, list);
	}
	composition_free(&composition);
	diagnostics_show(list, stderr, diagnostics_style(STDERR_FILENO));
	diagnostics_free(list);
	return is_published ? 0 : 1;
}

int
command_export(int argc, char **argv)
{
	struct options options = {.directory = "web"};
	int status = read_options(&options, argc, argv);

	if (status < 0) {
		/* A file over the limit is an error to tell. */
		signal(SIGXFSZ, SIG_IGN);
		status = export(&options);
	}
	buffer_free(&options.url);
	return status;
}
