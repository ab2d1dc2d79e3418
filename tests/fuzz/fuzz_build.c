/*
 * Fuzz: any document read, checked, rendered, mended and told of.
 *
 * Without an error, the capsule is one that lint has nothing against, and no
 * larger than it may be.  Edits neither part nor join lines, and what they mend
 * needs no more of them.
 *
 * The first byte says whether to put front matter before the rest, to get
 * further.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "building.h"
#include "diagnostic_json.h"
#include "fix_text.h"
#include "judged_capsule.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Findings in every form; there is no telling what they say. */
static void
write_findings(struct diagnostics *list)
{
	char *text = NULL;
	size_t len = 0;
	FILE *stream = open_memstream(&text, &len);

	diagnostics_show(list, stream, DIAGNOSTIC_COLOUR);
	diagnostics_write_json(list, stream);
	fclose(stream);
	free(text);
}

static size_t
count_lines(struct span text)
{
	size_t lines = 0;

	for (size_t i = 0; i < text.len; i++)
		lines += text.ptr[i] == '\n';
	return lines;
}

/* Build ${text}; what mends it goes to ${mended}. */
static size_t
build(struct span text, struct buffer *mended)
{
	struct building building;

	building_begin(&building, text);
	if (diagnostics_count(building.list, DIAGNOSTIC_ERROR) == 0)
		judge_capsule(&building.capsule, building.source.text);

	struct span source = building.source.text;
	size_t edits = fix_text_apply(mended, source, building.list, "doc.md");
	assert(count_lines(source) == count_lines(buffer_span(mended)));
	write_findings(building.list);
	building_end(&building);
	return edits;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span input =
	    span_skip((struct span){(const char *)data, size}, 1);
	struct buffer text = BUFFER_EMPTY, mended = BUFFER_EMPTY;
	struct buffer again = BUFFER_EMPTY;

	if (size > 0 && data[0] % 2 == 1)
		buffer_append_text(&text, FRONT PAGE "\n");
	buffer_append(&text, input);
	if (build(buffer_span(&text), &mended) > 0) {
		struct buffer diff = BUFFER_EMPTY;

		fix_text_diff(
		    &diff, buffer_span(&text), buffer_span(&mended), "a.md");
		build(buffer_span(&mended), &again);
		buffer_free(&diff);
	}
	buffer_free(&text);
	buffer_free(&mended);
	buffer_free(&again);
	return 0;
}
