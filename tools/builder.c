#include "builder.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "composition.h"
#include "diagnostic_json.h"
#include "diagnostic_text.h"
#include "progress.h"
#include "publish.h"

/* One line on what has been made. */
static void
tell_success(const struct builder_request *request,
    const struct capsule *capsule, const struct publish_result *result)
{
	size_t copies =
	    capsule->count - capsule->page_count - (capsule->search != NULL);

	if (request->is_json)
		return;
	if (!request->is_check) {
		printf("%s: %zu pages, %zu other files; %zu written, "
		       "%zu removed\n",
		    request->directory, capsule->page_count, copies,
		    result->written, result->removed);
		return;
	}
	for (size_t i = 0; i < request->source_count; i++)
		printf("%s%s", i == 0 ? "" : ", ", request->sources[i]);
	printf(": no errors; %zu pages, %zu other files\n", capsule->page_count,
	    copies);
}

/* Publish what has been rendered; is it there? */
static bool
publish(const struct builder_request *request, struct composition *composition,
    struct progress *progress, struct diagnostics *list)
{
	struct buffer about = BUFFER_EMPTY;
	struct publish_result result;

	composition_about(composition, &about);

	const struct publish_request publishing = {
	    .directory = request->directory,
	    .about = buffer_span(&about),
	    .sources = request->sources,
	    .source_count = request->source_count,
	    .is_check = request->is_check,
	    .progress = progress,
	};
	bool is_published =
	    publish_capsule(&composition->capsule, &publishing, &result, list);
	buffer_free(&about);
	progress_wipe(progress);
	if (is_published)
		tell_success(request, &composition->capsule, &result);
	return is_published;
}

/* The path of a file beside the document ${source}. */
static void
append_path(struct buffer *out, const char *source, const char *name)
{
	const char *slash = strrchr(source, '/');

	if (slash != NULL)
		buffer_append(
		    out, (struct span){source, (size_t)(slash - source) + 1});
	buffer_append_text(out, name);
	buffer_append_byte(out, '\0');
}

/*
 * The files that are copied, for whoever waits for them to change.  If they
 * cannot be written, that one has gone.
 */
static void
write_names(
    const struct builder_request *request, const struct capsule *capsule)
{
	struct buffer names = BUFFER_EMPTY;
	size_t written = 0;

	for (size_t i = 0; i < capsule->count; i++) {
		if (!capsule_is_copy(&capsule->files[i]))
			continue;
		for (size_t j = 0; j < request->source_count; j++)
			append_path(&names, request->sources[j],
			    capsule->files[i].original.ptr);
	}
	while (written < names.len) {
		ssize_t count = write(request->names_fd, names.ptr + written,
		    names.len - written);

		if (count <= 0)
			break;
		written += (size_t)count;
	}
	buffer_free(&names);
}

/* Make the capsule in memory; is nothing wrong with it? */
static bool
compose(const struct builder_request *request, struct composition *composition,
    struct progress *progress, struct diagnostics *list)
{
	if (!composition_read(composition, request->sources,
		request->source_count, progress, list))
		return false;
	composition_render(composition, request->has_search);
	if (request->names_fd >= 0)
		write_names(request, &composition->capsule);
	return diagnostics_count(list, DIAGNOSTIC_ERROR) == 0 &&
	       (request->is_check || composition_index(composition));
}

static void
show(struct diagnostics *list)
{
	diagnostics_show(list, stderr, diagnostics_style(STDERR_FILENO));
}

/*
 * What is wrong with the documents is told before anything is written: telling
 * takes memory, and without it nothing must have changed.  JSON is one text,
 * and comes last.
 */
int
builder_run(const struct builder_request *request)
{
	struct diagnostics *list = diagnostics_new();
	struct diagnostics *late = diagnostics_new();
	struct composition composition;
	struct progress progress;

	progress_begin(&progress, STDERR_FILENO);
	bool is_sound = compose(request, &composition, &progress, list);

	progress_wipe(&progress);
	if (!request->is_json)
		show(list);
	bool is_published =
	    is_sound && publish(request, &composition, &progress,
			    request->is_json ? list : late);
	composition_free(&composition);
	if (request->is_json)
		diagnostics_write_json(list, stdout);
	else
		show(late);
	diagnostics_free(list);
	diagnostics_free(late);
	return is_published ? 0 : 1;
}
