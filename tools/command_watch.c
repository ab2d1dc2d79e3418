/*
 * lozenge watch: build again on every save.
 */
#include "commands.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "builder.h"
#include "command_read.h"
#include "session.h"
#include "watch.h"

static const struct command_option options_known[] = {
    {"-o", "DIR", "put the capsule there (./capsule); made if missing",
	command_take_directory, offsetof(struct builder_request, directory)},
};

static const struct command_syntax syntax = {
    .program = "lozenge watch",
    .about = "Build the capsule, as lozenge build does, and again whenever a "
	     "document or a file that it names is saved. What is wrong is "
	     "shown each time; the last good capsule stays. Ctrl-C ends it.",
    .options = options_known,
    .option_count = sizeof options_known / sizeof options_known[0],
    .operand = "SOURCE.md...",
    .operand_what = "the Markdown document",
    .notes = "Exit status: 0 ended by Ctrl-C, 1 it cannot watch, 2 wrong "
	     "usage.",
};

static int
build_once(void *arg, int names_fd)
{
	struct builder_request request = *(const struct builder_request *)arg;

	request.names_fd = names_fd;
	return builder_run(&request);
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

static int
run(int argc, char **argv)
{
	struct builder_request request = {
	    .directory = "capsule", .has_search = true, .names_fd = -1};
	struct command_operands sources;
	int status = command_read(&syntax, &request, argc, argv, &sources);

	if (status >= 0)
		return status;
	request.sources = sources.words;
	request.source_count = sources.count;
	signal(SIGXFSZ, SIG_IGN);
	printf("Watching; Ctrl-C ends it.\n");
	return watch_until_ended(&request);
}

const struct command command_watch = {
    "watch", "build again on every save", &syntax, run};
