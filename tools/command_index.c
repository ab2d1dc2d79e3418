/*
 * lozenge index DIR: make a capsule's search index, a hand-written one's too.
 */
#include "command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "language_tag.h"
#include "search_capsule.h"

static const char usage[] =
    "usage: lozenge index [--lang [PREFIX=]TAG]... DIR\n";

static const char help[] =
    "\n"
    "Make the search index of the capsule in DIR, hand-written or built, so\n"
    "that lozenged answers /search there.  Run it again when pages change;\n"
    "\"lozenge build\" does it by itself.\n"
    "\n"
    "  --lang TAG         the language of the pages (what \"lozenge build\" "
    "noted)\n"
    "  --lang PREFIX=TAG  pages beneath PREFIX are in another one, and have\n"
    "                     a search of their own, /PREFIX/search\n"
    "  --help             say this\n"
    "\n"
    "Exit status: 0 done, 1 the system refuses, 2 wrong usage.\n";

struct options {
	const char *directory;
	struct search_scopes scopes;
};

/* What the command line asks for. */
enum request {
	REQUEST_INDEX,
	REQUEST_HELP,
	REQUEST_WRONG,
};

static enum request
refuse_usage(const char *what, const char *which)
{
	fprintf(stderr, "lozenge index: %s%s\n%s", which, what, usage);
	return REQUEST_WRONG;
}

/* Take a [PREFIX=]TAG; false if it is none, or one too many. */
static bool
take_scope(struct options *options, struct span text)
{
	size_t equals = span_find(text, '=');
	struct span prefix = SPAN("");
	struct span lang = text;

	if (equals < text.len) {
		prefix = (struct span){text.ptr, equals};
		lang = span_skip(text, equals + 1);
	}
	return language_tag_is_valid(lang) &&
	       search_scopes_set(&options->scopes, prefix, lang);
}

static enum request
read_options(struct options *options, int argc, char **argv)
{
	static const struct option known[] = {
	    {"lang", required_argument, NULL, 'l'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	int option;

	search_scopes_begin(&options->scopes);
	opterr = 0;
	optind = 0;
	while ((option = getopt_long(argc, argv, ":h", known, NULL)) != -1) {
		switch (option) {
		case 'l':
			if (!take_scope(options, span_from(optarg)))
				return refuse_usage(
				    ": not [PREFIX=]TAG with a language tag "
				    "like en-GB",
				    optarg);
			break;
		case 'h':
			return REQUEST_HELP;
		case ':':
			return refuse_usage(
			    ": a value must follow", argv[optind - 1]);
		default:
			return refuse_usage(
			    ": no such option", argv[optind - 1]);
		}
	}
	if (optind == argc || *argv[optind] == '\0')
		return refuse_usage("name the capsule's directory", "");
	if (optind + 1 < argc)
		return refuse_usage(
		    ": one directory at a time", argv[optind + 1]);
	options->directory = argv[optind];
	return REQUEST_INDEX;
}

int
command_index(int argc, char **argv)
{
	struct options options;
	struct search_result result;
	struct failure failure;

	switch (read_options(&options, argc, argv)) {
	case REQUEST_WRONG:
		return 2;
	case REQUEST_HELP:
		printf("%s%s", usage, help);
		return 0;
	case REQUEST_INDEX:
		break;
	}
	if (search_capsule(
		options.directory, &options.scopes, &result, &failure) != 0) {
		fprintf(stderr, "lozenge index: %s\n", failure.text);
		return 1;
	}
	printf("%s: %zu pages indexed%s\n", options.directory, result.pages,
	    result.is_written ? "" : "; nothing has changed");
	return 0;
}
