/*
 * lozenge watch: build again on every save.
 */
#include "command.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "builder.h"
#include "session.h"
#include "watch.h"

static const char usage[] = "usage: lozenge watch [-o DIR] SOURCE.md...\n";

static const char help[] =
    "\n"
    "Build the capsule, as lozenge build does, and again whenever a document "
    "or\n"
    "a file that it names is saved.  What is wrong is shown each time; the "
    "last\n"
    "good capsule stays.  Ctrl-C ends it.\n"
    "\n"
    "  -o DIR   put the capsule there (./capsule); made if missing\n"
    "  --help   say this\n"
    "\n"
    "Exit status: 0 ended by Ctrl-C, 1 it cannot watch, 2 wrong usage.\n";

static int
build_once(void *arg, int names_fd)
{
	struct builder_request request = *(const struct builder_request *)arg;

	request.names_fd = names_fd;
	return builder_run(&request);
}

static int
refuse(const char *what)
{
	fprintf(stderr, "lozenge watch: %s\n%s", what, usage);
	return 2;
}

/* Read the command line: -1 to go on, else the exit status. */
static int
read_options(struct builder_request *request, int argc, char **argv)
{
	static const struct option known[] = {
	    {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
	int option;

	opterr = 0;
	optind = 0;
	while ((option = getopt_long(argc, argv, "o:h", known, NULL)) != -1) {
		switch (option) {
		case 'o':
			request->directory = optarg;
			break;
		case 'h':
			printf("%s%s", usage, help);
			return 0;
		default:
			return refuse(
			    "no such option, or its value is missing");
		}
	}
	if (*request->directory == '\0')
		return refuse("-o: the directory's name is empty");
	if (optind == argc || *argv[optind] == '\0')
		return refuse("name the Markdown document");
	request->sources = argv + optind;
	request->source_count = (size_t)(argc - optind);
	return -1;
}

static int
watch_until_ended(struct builder_request *request)
{
	struct session session;
	struct watch_plan plan = {
	    .sources = request->sources,
	    .source_count = request->source_count,
	    .build = build_once,
	    .arg = request,
	};
	struct watch *watch = NULL;
	int status = 0;

	if (session_open(&session) == 0) {
		plan.loop = session.loop;
		watch = watch_start(&plan);
	}
	if (watch == NULL || loop_run(session.loop) != 0) {
		fprintf(stderr, "lozenge watch: %s\n", strerror(errno));
		status = 1;
	}
	watch_stop(watch);
	session_close(&session);
	return status;
}

int
command_watch(int argc, char **argv)
{
	struct builder_request request = {
	    .directory = "capsule", .has_search = true, .names_fd = -1};
	int status = read_options(&request, argc, argv);

	if (status >= 0)
		return status;
	signal(SIGXFSZ, SIG_IGN);
	printf("Watching; Ctrl-C ends it.\n");
	return watch_until_ended(&request);
}
