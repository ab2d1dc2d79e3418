/*
 * What tests of the builder share: a document in memory, checked and rendered.
 */
#ifndef SUPPORT_BUILDING_H
#define SUPPORT_BUILDING_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capsule.h"
#include "diagnostic_text.h"
#include "document.h"
#include "document_read.h"
#include "document_check.h"
#include "links.h"
#include "local_file.h"

/* Six lines of front matter; the text begins on line 7. */
#define FRONT                                                                  \
	"---\ntitle: T\nlang: en\nsummary: S.\nreviewed: 2026-01-31\n---\n"

/* A page, so that the document has one. */
#define PAGE "## Page\n\nText.\n"

struct building {
	struct diagnostics *list;
	struct source source;
	struct document document;
	struct links links;
	struct capsule capsule;
	struct beneath folder;
	struct edition edition;
	struct editions editions; /* this one */
};

/* Build ${text}, named "doc.md", in the present directory. */
static inline void
building_begin(struct building *building, struct span text)
{
	*building = (struct building){.list = diagnostics_new()};
	if (local_file_folder(&building->folder, "doc.md") < 0)
		abort();
	if (source_from_text(
		&building->source, "doc.md", text, building->list) &&
	    document_read(&building->document, &building->source)) {
		links_resolve(&building->links, &building->document,
		    &building->folder, &(struct siblings){0});
		document_check(&building->document);
		building->edition = (struct edition){
		    .document = &building->document,
		    .links = &building->links,
		    .folder = &building->folder,
		};
		building->editions =
		    (struct editions){.list = &building->edition, .count = 1};
		capsule_render(&building->capsule, &building->editions);
	}
}

static inline void
building_end(struct building *building)
{
	capsule_free(&building->capsule);
	links_free(&building->links);
	document_free(&building->document);
	source_free(&building->source);
	diagnostics_free(building->list);
	beneath_leave(&building->folder);
}

/*
 * The findings without file and message, one a line:
 * "12:3: error [broken-anchor]".  The caller frees them.
 */
static inline char *
building_findings(struct building *building)
{
	char *all = NULL, *brief = NULL;
	size_t all_len, brief_len;
	FILE *stream = open_memstream(&all, &all_len);

	diagnostics_write(building->list, stream);
	fclose(stream);
	stream = open_memstream(&brief, &brief_len);
	struct span line, rest = {all, all_len};
	while (span_take_line(&line, &rest)) {
		struct span place = span_skip(line, strlen("doc.md:"));
		const char *level = memmem(place.ptr, place.len, ": ", 2);
		const char *message =
		    level == NULL ? NULL : strchr(level + 2, ':');
		size_t code = span_find_last(line, '[');

		if (message == NULL)
			continue;
		fprintf(stream, "%.*s %.*s\n", (int)(message - place.ptr),
		    place.ptr, (int)(line.len - code), line.ptr + code);
	}
	fclose(stream);
	free(all);
	return brief;
}

/* The content of the page ${name}; empty if there is none. */
static inline struct span
building_page(const struct building *building, const char *name)
{
	for (size_t i = 0; i < building->capsule.count; i++)
		if (strcmp(building->capsule.files[i].name.ptr, name) == 0)
			return building->capsule.files[i].content;
	return SPAN("");
}

#endif
