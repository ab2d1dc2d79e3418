/*
 * The document is read and checked as for a build, but only its edits count.
 */
#include "mend.h"

#include <errno.h>
#include <string.h>

#include "document_check.h"
#include "document_read.h"
#include "fix_file.h"
#include "fix_text.h"

/* Edits beget edits only so often. */
#define ROUNDS_MAX 8

/* Show what changes, then let the file hold it. */
static bool
replace(const struct source *source, struct span mended, bool is_check,
    FILE *stream)
{
	struct buffer diff = BUFFER_EMPTY, bytes = BUFFER_EMPTY;
	struct span before = buffer_span(&source->bytes);

	fix_text_diff(&diff, source->text, mended, source->name);
	fwrite(diff.ptr, 1, diff.len, stream);
	fflush(stream);
	buffer_free(&diff);
	if (is_check)
		return true;

	/* A byte order mark stays. */
	buffer_append(&bytes, span_between(before.ptr, source->text.ptr));
	buffer_append(&bytes, mended);
	bool is_done =
	    fix_file_replace(source->name, before, buffer_span(&bytes)) == 0;
	if (!is_done)
		fprintf(stderr, "lozenge build: cannot replace %s: %s\n",
		    source->name,
		    errno == EBUSY ? "it has changed meanwhile"
				   : strerror(errno));
	buffer_free(&bytes);
	return is_done;
}

/* Make the edits that the checks of ${source} offer; how many there were. */
static size_t
mend_once(struct buffer *mended, struct source *source)
{
	struct document document;

	if (document_read(&document, source))
		document_check(&document);
	document_free(&document);
	return fix_text_apply(mended, source->text, source->list, source->name);
}

/*
 * What one edit mends may have hidden another fault: YAML that cannot be read
 * hides what comes after.  So what is mended is looked at again.
 */
static bool
mend_all(struct buffer *mended, const struct source *source)
{
	struct buffer before = BUFFER_EMPTY;
	size_t made = 1, rounds = 0;

	buffer_append(mended, source->text);
	for (; made > 0 && rounds < ROUNDS_MAX; rounds++) {
		struct diagnostics *list = diagnostics_new();
		struct source again;

		buffer_clear(&before);
		buffer_append(&before, buffer_span(mended));
		made = 0;
		if (source_from_text(
			&again, source->name, buffer_span(&before), list)) {
			buffer_clear(mended);
			made = mend_once(mended, &again);
		}
		source_free(&again);
		diagnostics_free(list);
	}
	buffer_free(&before);
	return rounds > 1;
}

bool
mend_document(const char *name, bool is_check, FILE *stream)
{
	struct diagnostics *list = diagnostics_new();
	struct buffer mended = BUFFER_EMPTY;
	struct source source;
	bool is_done = true;

	if (source_read(&source, name, list) && mend_all(&mended, &source))
		is_done =
		    replace(&source, buffer_span(&mended), is_check, stream);
	buffer_free(&mended);
	source_free(&source);
	diagnostics_free(list);
	return is_done;
}
