/*
 * lozenge preview: the documents as readers will see them, built again on every
 * save and served to this machine alone.
 */
#include "commands.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "builder.h"
#include "command_read.h"
#include "preview_server.h"
#include "session.h"
#include "temporary_folder.h"
#include "watch.h"

/* Options for lozenged: two for each protocol, and the NULL. */
#define SERVER_WORDS 5

struct preview {
	struct builder_request request;
	const char *gemini, *gopher;
	struct session session;
	struct temporary_folder folder;
	struct preview_server server;
	int status;
};

static const struct command_option options_known[] = {
    {"--gemini", "[ADDR]:PORT", "serve Gemini there (127.0.0.1:0, a free port)",
	command_take_text, offsetof(struct preview, gemini)},
    {"--gopher", "[ADDR]:PORT", "the same for Gopher", command_take_text,
	offsetof(struct preview, gopher)},
    {"--gopher", "off", "no Gopher", NULL, 0},
};

static const struct command_syntax syntax = {
    .program = "lozenge preview",
    .about = "Build the documents, serve them to this machine, and build them "
	     "again on every save. Prints what to open. Nothing stays behind "
	     "when Ctrl-C ends it: capsule, key and certificate are for this "
	     "once.",
    .options = options_known,
    .option_count = sizeof options_known / sizeof options_known[0],
    .operand = "SOURCE.md...",
    .operand_what = "the Markdown document",
    .notes = "Exit status: 0 ended by Ctrl-C, 1 it cannot serve, 2 wrong "
	     "usage.",
};

/* ---------- while it runs ---------- */

static int
build_once(void *arg, int names_fd)
{
	const struct preview *preview = arg;
	struct builder_request request = preview->request;

	request.names_fd = names_fd;
	return builder_run(&request);
}

static void
server_listens(void *arg, const char *protocol, unsigned port)
{
	(void)arg;
	printf("Open %s://localhost:%u/\n", protocol, port);
}

static void
server_ready(void *arg)
{
	(void)arg;
	printf("Ctrl-C ends the preview.\n");
	fflush(stdout);
}

static void
server_ended(void *arg)
{
	struct preview *preview = arg;

	fprintf(stderr, "lozenge preview: lozenged has ended\n");
	preview->status = 1;
	loop_stop(preview->session.loop);
}

/* ---------- its beginning and end ---------- */

/* What lozenged is told, in a file of our own folder. */
static int
write_configuration(const char *path)
{
	FILE *file = fopen(path, "wxe");

	if (file == NULL)
		return -1;
	fprintf(file, "workers = 1\ndrain-timeout = 100ms\ncerts = certs\n"
		      "capsule \"localhost\" {\n\troot = capsule\n}\n");
	return fclose(file);
}

/* Build and serve until asked to end. */
static void
serve(struct preview *preview, const char *configuration)
{
	char *words[SERVER_WORDS] = {(char[]){"--gemini"},
	    (char *)(uintptr_t)preview->gemini, (char[]){"--gopher"},
	    (char *)(uintptr_t)preview->gopher, NULL};
	struct preview_server_plan server = {
	    .loop = preview->session.loop,
	    .configuration = configuration,
	    .options = words,
	    .listens = server_listens,
	    .is_ready = server_ready,
	    .ended = server_ended,
	    .arg = preview,
	};
	struct watch_plan plan = {
	    .loop = preview->session.loop,
	    .sources = preview->request.sources,
	    .source_count = preview->request.source_count,
	    .build = build_once,
	    .arg = preview,
	};
	struct watch *watch = watch_start(&plan);

	if (watch == NULL ||
	    preview_server_start(&preview->server, &server) != 0 ||
	    loop_run(preview->session.loop) != 0) {
		fprintf(stderr, "lozenge preview: %s\n", strerror(errno));
		preview->status = 1;
	}
	preview_server_stop(&preview->server);
	watch_stop(watch);
}

/* In a folder of its own, which is gone afterwards. */
static void
serve_from_folder(struct preview *preview)
{
	char *capsule = temporary_folder_file(&preview->folder, "capsule");
	char *configuration =
	    temporary_folder_file(&preview->folder, "lozenged.conf");

	preview->request.directory = capsule;
	if (mkdir(capsule, 0755) != 0 ||
	    write_configuration(configuration) != 0) {
		fprintf(stderr, "lozenge preview: %s: %s\n",
		    preview->folder.path, strerror(errno));
		preview->status = 1;
	} else {
		serve(preview, configuration);
	}
	free(capsule);
	free(configuration);
}

static int
run(int argc, char **argv)
{
	struct preview preview = {
	    .request = {.has_search = true, .names_fd = -1},
	    .gemini = "127.0.0.1:0",
	    .gopher = "127.0.0.1:0",
	};
	struct command_operands sources;
	int status = command_read(&syntax, &preview, argc, argv, &sources);

	if (status >= 0)
		return status;
	preview.request.sources = sources.words;
	preview.request.source_count = sources.count;
	signal(SIGXFSZ, SIG_IGN);
	if (session_open(&preview.session) != 0 ||
	    temporary_folder_make(&preview.folder) != 0) {
		fprintf(stderr, "lozenge preview: %s\n", strerror(errno));
		return 1;
	}
	serve_from_folder(&preview);
	if (temporary_folder_remove(&preview.folder) != 0) {
		fprintf(stderr,
		    "lozenge preview: something of it is left: %s\n",
		    strerror(errno));
		preview.status = 1;
	}
	session_close(&preview.session);
	return preview.status;
}

const struct command command_preview = {"preview",
    "build likewise, and serve the capsule to this machine", &syntax, run};
