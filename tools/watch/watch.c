#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "buffer.h"
#include "file_watch.h"
#include "watched_files.h"

/* An editor that saves in several steps is given so long. */
#define SETTLE_MS 100

/* A document that an editor has moved away comes back within so many looks. */
#define ABSENCE_MAX 10

/* A list of files longer than this is no document's. */
#define NAMES_MAX ((size_t)16 << 20)

struct watch {
	const struct watch_plan *plan;
	struct watched_files files;
	struct loop_watch changes;
	struct loop_timer settle;
	struct loop_watch names_watch;
	struct buffer names; /* what the build has written of them so far */
	pid_t builder;       /* 0: none is at work */
	unsigned absences;   /* looks in a row that missed a document */
};

/*
 * Watch the folder that ${path} is in.  While it is gone, watch the nearest one
 * above it, where it may come back.  0, or -1 with errno.
 */
static int
watch_folder_of(const struct watch *watch, const char *path)
{
	int fd = watch->changes.fd;
	char *above = strdup(path);
	char *slash = strrchr(above, '/');
	int result = file_watch_add(fd, above);
	bool is_gone = result != 0 && errno == ENOENT;

	while (result != 0 && errno == ENOENT && slash != NULL) {
		*slash = '\0';
		slash = strrchr(above, '/');
		result = file_watch_add(fd, above);
	}
	/* It may have come back meanwhile. */
	if (is_gone && file_watch_add(fd, path) == 0)
		result = 0;
	free(above);
	return result;
}

/* A folder that another one has taken the place of is no longer watched. */
static void
watch_again(const struct watch *watch)
{
	for (size_t i = 0; i < watch->files.count; i++)
		watch_folder_of(watch, watched_files_path(&watch->files, i));
}

static void
add_file(struct watch *watch, const char *path)
{
	/* Where it cannot be watched it is not rebuilt: builds go on. */
	if (watched_files_add(&watch->files, path) &&
	    watch_folder_of(watch, path) != 0)
		fprintf(stderr, "lozenge: %s is not watched: %s\n", path,
		    strerror(errno));
}

/* The folder of a document, in which a picture it lacks may turn up. */
static void
add_folder_of(struct watch *watch, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL
			   ? strdup(".")
			   : strndup(path, (size_t)(slash - path) + 1);

	watched_files_add(&watch->files, folder);
	free(folder);
}

/* ---------- a build ---------- */

static _Noreturn void
be_builder(struct watch *watch, int names_fd)
{
	/* A build is of no use to anybody once its watcher has gone. */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	int status = watch->plan->build(watch->plan->arg, names_fd);
	_exit(fflush(NULL) == 0 ? status : 1);
}

static void
start_build(struct watch *watch)
{
	int ends[2];

	if (watch->builder != 0)
		return;
	fflush(NULL);
	if (pipe2(ends, O_CLOEXEC) != 0 ||
	    fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0)
		goto failed;
	watch->builder = fork();
	if (watch->builder == 0)
		be_builder(watch, ends[1]);
	close(ends[1]);
	if (watch->builder < 0) {
		close(ends[0]);
		goto failed;
	}
	buffer_clear(&watch->names);
	watch->names_watch.fd = ends[0];
	loop_watch_set(&watch->names_watch, LOOP_READ);
	return;

failed:
	watch->builder = 0;
	fprintf(stderr, "lozenge: cannot build: %s\n", strerror(errno));
}

/* The files that went into the build are watched from now on. */
static void
take_names(struct watch *watch)
{
	struct span names = buffer_span(&watch->names);

	while (names.len > 0) {
		size_t len = span_find(names, '\0');

		if (len == names.len)
			break;
		add_file(watch, names.ptr);
		names = span_skip(names, len + 1);
	}
}

static int
wait_for_builder(struct watch *watch)
{
	int status = 1;

	while (waitpid(watch->builder, &status, 0) < 0 && errno == EINTR)
		continue;
	watch->builder = 0;
	return status;
}

static void
build_ended(struct watch *watch)
{
	int status;

	loop_watch_set(&watch->names_watch, 0);
	close(watch->names_watch.fd);
	status = wait_for_builder(watch);
	take_names(watch);
	/* The capsule itself may have appeared beside the document. */
	if (status == 0)
		watched_files_settle_folders(&watch->files);
	if (WIFSIGNALED(status))
		fprintf(stderr, "lozenge: the build died of signal %d\n",
		    WTERMSIG(status));
	if (watch->plan->built != NULL)
		watch->plan->built(watch->plan->arg, status == 0);
	/* What was saved while it was built is built next. */
	loop_timer_set(&watch->settle, SETTLE_MS);
}

/* The end of the pipe is the end of the build. */
static void
names_ready(void *arg, unsigned events)
{
	struct watch *watch = arg;
	char bytes[4096];
	ssize_t count = read(watch->names_watch.fd, bytes, sizeof bytes);

	(void)events;
	if (count > 0 && watch->names.len < NAMES_MAX)
		buffer_append(
		    &watch->names, (struct span){bytes, (size_t)count});
	else if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
		build_ended(watch);
}

/* ---------- changes ---------- */

/* Is a document on its way from one file to the next? */
static bool
is_absent(struct watch *watch)
{
	for (size_t i = 0; i < watch->plan->source_count; i++) {
		if (access(watch->plan->sources[i], F_OK) != 0 &&
		    watch->absences++ < ABSENCE_MAX)
			return true;
	}
	watch->absences = 0;
	return false;
}

static void
settled(void *arg)
{
	struct watch *watch = arg;

	if (watch->builder != 0)
		return;
	watch_again(watch);
	if (is_absent(watch))
		loop_timer_set(&watch->settle, SETTLE_MS);
	else if (watched_files_have_changed(&watch->files))
		start_build(watch);
}

static void
changed(void *arg, unsigned events)
{
	struct watch *watch = arg;

	(void)events;
	if (file_watch_drain(watch->changes.fd) &&
	    !loop_timer_is_set(&watch->settle))
		loop_timer_set(&watch->settle, SETTLE_MS);
}

struct watch *
watch_start(const struct watch_plan *plan)
{
	int fd = file_watch_open();
	struct watch *watch;

	if (fd < 0)
		return NULL;
	watch = calloc(1, sizeof *watch);
	watch->plan = plan;
	loop_watch_init(&watch->changes, plan->loop, fd, changed, watch);
	loop_watch_init(
	    &watch->names_watch, plan->loop, -1, names_ready, watch);
	loop_timer_init(&watch->settle, plan->loop, settled, watch);
	for (size_t i = 0; i < plan->source_count; i++) {
		add_file(watch, plan->sources[i]);
		add_folder_of(watch, plan->sources[i]);
	}
	loop_watch_set(&watch->changes, LOOP_READ);
	start_build(watch);
	return watch;
}

void
watch_stop(struct watch *watch)
{
	if (watch == NULL)
		return;
	if (watch->builder != 0) {
		loop_watch_set(&watch->names_watch, 0);
		close(watch->names_watch.fd);
		wait_for_builder(watch);
	}
	loop_watch_set(&watch->changes, 0);
	loop_timer_clear(&watch->settle);
	close(watch->changes.fd);
	watched_files_free(&watch->files);
	buffer_free(&watch->names);
	free(watch);
}
