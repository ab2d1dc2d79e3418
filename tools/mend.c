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

bool
mend_document(const char *name, bool is_check, FILE *stream)
{
	struct diagnostics *list = diagnostics_new();
	struct buffer mended = BUFFER_EMPTY;
	struct source source;
	struct document document;
	bool is_done = true;

	if (source_read(&source, name, list)) {
		if (document_read(&document, &source))
			document_check(&document);
		document_free(&document);
		if (fix_text_apply(&mended, source.text, list, name) > 0)
			is_done = replace(
			    &source, buffer_span(&mended), is_check, stream);
	}
	buffer_free(&mended);
	source_free(&source);
	diagnostics_free(list);
	return is_done;
}
