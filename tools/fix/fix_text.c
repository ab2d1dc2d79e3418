/*
 * Edits are few beside the text: they are sorted, then made in one pass.
 */
#include "fix_text.h"

#include <stdlib.h>
#include <string.h>

/* The edits for one file; not in its order yet. */
struct edits {
	struct diagnostic_edit *list;
	size_t count;
};

static int
compare_edits(const void *left, const void *right)
{
	const struct diagnostic_edit *a = left;
	const struct diagnostic_edit *b = right;

	return (a->at > b->at) - (a->at < b->at);
}

static size_t
count_edits(const struct diagnostics *list)
{
	size_t count = 0;

	for (size_t i = 0; i < diagnostics_size(list); i++)
		count += diagnostics_at(list, i)->edit_count;
	return count;
}

static struct edits
collect_edits(const struct diagnostics *list, const char *file)
{
	struct edits edits = {
	    .list = calloc(count_edits(list) + 1, sizeof *edits.list)};

	for (size_t i = 0; i < diagnostics_size(list); i++) {
		const struct diagnostic *finding = diagnostics_at(list, i);

		if (strcmp(finding->file, file) != 0)
			continue;
		for (size_t j = 0; j < finding->edit_count; j++)
			edits.list[edits.count++] = finding->edits[j];
	}
	qsort(edits.list, edits.count, sizeof *edits.list, compare_edits);
	return edits;
}

size_t
fix_text_apply(struct buffer *out, struct span text,
    const struct diagnostics *list, const char *file)
{
	struct edits edits = collect_edits(list, file);
	size_t at = 0, made = 0;

	for (size_t i = 0; i < edits.count; i++) {
		const struct diagnostic_edit *edit = &edits.list[i];

		if (edit->at < at || edit->at + edit->length > text.len)
			continue;
		buffer_append(out, (struct span){text.ptr + at, edit->at - at});
		buffer_append_text(out, edit->text);
		at = edit->at + edit->length;
		made++;
	}
	buffer_append(out, span_skip(text, at));
	free(edits.list);
	return made;
}

/* Take a line with its line end; false at the end. */
static bool
take_whole_line(struct span *line, struct span *rest)
{
	if (rest->len == 0)
		return false;

	size_t length = span_find(*rest, '\n');
	*line = (struct span){
	    rest->ptr, length < rest->len ? length + 1 : rest->len};
	*rest = span_skip(*rest, line->len);
	return true;
}

static void
append_line(struct buffer *out, char sign, struct span line)
{
	buffer_append_byte(out, sign);
	buffer_append(out, line);
	if (line.len == 0 || line.ptr[line.len - 1] != '\n')
		buffer_append_text(out, "\n\\ No newline at end of file\n");
}

/* The lines of a hunk: all old ones, then all new ones. */
struct hunk {
	struct buffer before;
	struct buffer after;
	size_t first; /* its first line, from 1 */
	size_t count;
};

static void
end_hunk(struct buffer *out, struct hunk *hunk)
{
	if (hunk->count == 0)
		return;
	buffer_printf(out, "@@ -%zu,%zu +%zu,%zu @@\n", hunk->first,
	    hunk->count, hunk->first, hunk->count);
	buffer_append(out, buffer_span(&hunk->before));
	buffer_append(out, buffer_span(&hunk->after));
	buffer_clear(&hunk->before);
	buffer_clear(&hunk->after);
	hunk->count = 0;
}

void
fix_text_diff(
    struct buffer *out, struct span before, struct span after, const char *name)
{
	struct hunk hunk = {0};
	struct span old, new;

	buffer_printf(out, "--- %s\n+++ %s\n", name, name);
	for (size_t number = 1;
	     take_whole_line(&old, &before) && take_whole_line(&new, &after);
	     number++) {
		if (span_equal(old, new)) {
			end_hunk(out, &hunk);
			continue;
		}
		if (hunk.count++ == 0)
			hunk.first = number;
		append_line(&hunk.before, '-', old);
		append_line(&hunk.after, '+', new);
	}
	end_hunk(out, &hunk);
	buffer_free(&hunk.before);
	buffer_free(&hunk.after);
}
