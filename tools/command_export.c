/*
 * lozenge export: the documents as static web pages.
 */
#include "commands.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "command_read.h"
#include "composition.h"
#include "diagnostic_text.h"
#include "export.h"
#include "publish.h"

struct options {
	const char *directory;
	struct buffer url; /* ends with a slash, or is empty */
	struct command_operands sources;
};

/* Take the address of the web pages. */
static const char *
take_url(void *target, const char *value)
{
	static const char expected[] = "an address, as https://example.org/";
	struct buffer *kept = target;
	struct span url = span_from(value);

	if (!span_starts_with(url, SPAN("https://")) &&
	    !span_starts_with(url, SPAN("http://")))
		return expected;
	for (size_t i = 0; i < url.len; i++)
		if (url.ptr[i] <= ' ' || url.ptr[i] > '~' ||
		    url.ptr[i] == '#' || url.ptr[i] == '?')
			return expected;
	buffer_clear(kept);
	buffer_append(kept, url);
	if (!span_ends_with(url, SPAN("/")))
		buffer_append_byte(kept, '/');
	return NULL;
}

static const struct command_option options_known[] = {
    {"-o", "DIR", "put them there (./web); made if missing",
	command_take_directory, offsetof(struct options, directory)},
    {"--url", "URL",
	"where they will be, http:// or https://, for links that must name it",
	take_url, offsetof(struct options, url)},
};

static const struct command_syntax syntax = {
    .program = "lozenge export",
    .about = "Make static web pages of the documents, for readers without a "
	     "Gemini client: one a page, and print.html with all of them. No "
	     "script, and nothing is loaded from elsewhere.",
    .options = options_known,
    .option_count = sizeof options_known / sizeof options_known[0],
    .operand = "SOURCE.md...",
    .operand_what = "the Markdown document",
    .notes = "Mistakes are told as by lozenge build, and what was exported "
	     "then stays as it was.\n"
	     "Exit status: 0 done, 1 the document or the system refuses, 2 "
	     "wrong usage.",
};

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
	    .sources = options->sources.words,
	    .source_count = options->sources.count,
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

	if (composition_read(&composition, options->sources.words,
		options->sources.count, NULL, list)) {
		export_render(&composition.capsule, &composition.editions,
		    buffer_span(&options->url));
		is_published = publish(options, &composition, list);
	}
	composition_free(&composition);
	diagnostics_show(list, stderr, diagnostics_style(STDERR_FILENO));
	diagnostics_free(list);
	return is_published ? 0 : 1;
}

static int
run(int argc, char **argv)
{
	struct options options = {.directory = "web"};
	int status =
	    command_read(&syntax, &options, argc, argv, &options.sources);

	if (status < 0) {
		/* A file over the limit is an error to tell. */
		signal(SIGXFSZ, SIG_IGN);
		status = export(&options);
	}
	buffer_free(&options.url);
	return status;
}

const struct command command_export = {
    "export", "make static web pages of the documents", &syntax, run};
