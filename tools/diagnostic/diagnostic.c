/*
 * Findings in an author's document: kept in order, then sorted.
 */
#include "diagnostic.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"

/*
 * Findings kept of each level.  Nobody reads more, and a hostile document
 * must not turn into gigabytes of messages.
 */
#define FINDINGS_KEPT_MAX 10000

/* The same of edits. */
#define EDITS_KEPT_MAX 100000

/* What is kept of a line, in bytes before and after the place. */
#define EXCERPT_REACH 96

/* Where a finding is sorted to. */
struct place {
	const char *file;
	size_t line;
	size_t column;
};

struct finding {
	struct diagnostic told;  /* owned: message, excerpt, edits */
	struct place sort_place; /* a note's is that of the finding it is on */
	size_t order;            /* in which it was added */
	size_t edit_capacity;
};

struct diagnostics {
	struct finding *findings;
	size_t len;
	size_t capacity;
	size_t counts[DIAGNOSTIC_NOTE + 1];
	size_t edit_count;
	char **files; /* every file name seen, owned */
	size_t file_count;
	bool
	    dropped_last; /* the last finding was not kept: nor are its notes */
};

struct diagnostics *
diagnostics_new(void)
{
	return calloc(1, sizeof(struct diagnostics));
}

static void
free_finding(struct finding *finding)
{
	buffer_free(&finding->told.message);
	buffer_free(&finding->told.excerpt);
	free(finding->told.edits);
}

void
diagnostics_free(struct diagnostics *list)
{
	if (list == NULL)
		return;
	for (size_t i = 0; i < list->len; i++)
		free_finding(&list->findings[i]);
	for (size_t i = 0; i < list->file_count; i++)
		free(list->files[i]);
	free(list->findings);
	free(list->files);
	free(list);
}

/* Our copy of a file's name: one for all findings in it. */
static const char *
keep_file(struct diagnostics *list, const char *file)
{
	for (size_t i = list->file_count; i > 0; i--)
		if (strcmp(list->files[i - 1], file) == 0)
			return list->files[i - 1];

	list->files = reallocarray(
	    list->files, list->file_count + 1, sizeof *list->files);
	list->files[list->file_count] = strdup(file);
	return list->files[list->file_count++];
}

/* Room for one more finding. */
static struct finding *
grow(struct diagnostics *list)
{
	if (list->len == list->capacity) {
		list->capacity = list->capacity == 0 ? 16 : list->capacity * 2;
		list->findings = reallocarray(
		    list->findings, list->capacity, sizeof *list->findings);
	}
	return &list->findings[list->len];
}

/* Is a finding of this level to be counted but not kept? */
static bool
is_dropped(const struct diagnostics *list, enum diagnostic_level level)
{
	if (level == DIAGNOSTIC_NOTE)
		return list->dropped_last;
	return list->counts[level] > FINDINGS_KEPT_MAX;
}

void
diagnostics_add(struct diagnostics *list, enum diagnostic_level level,
    const char *file, size_t line, size_t column, const char *code,
    const char *format, ...)
{
	list->counts[level]++;
	list->dropped_last = is_dropped(list, level);
	if (list->dropped_last)
		return;

	struct finding *finding = grow(list);
	const char *kept = keep_file(list, file);
	struct buffer message = BUFFER_EMPTY;
	va_list ap;
	va_start(ap, format);
	buffer_vprintf(&message, format, ap);
	va_end(ap);

	*finding = (struct finding){
	    .told = {.level = level,
		.file = kept,
		.line = line,
		.column = column,
		.code = code,
		.message = message},
	    .sort_place = {kept, line, column},
	    .order = list->len,
	};
	if (level == DIAGNOSTIC_NOTE && list->len > 0)
		finding->sort_place = finding[-1].sort_place;
	list->len++;
}

/* The finding added last, unless it was not kept. */
static struct finding *
last_kept(struct diagnostics *list)
{
	if (list->dropped_last || list->len == 0)
		return NULL;
	return &list->findings[list->len - 1];
}

/* Does a character of UTF-8 begin at ${at}? */
static bool
begins_character(struct span text, size_t at)
{
	return at >= text.len || (text.ptr[at] & 0xc0) != 0x80;
}

void
diagnostics_excerpt(struct diagnostics *list, struct span line, size_t column)
{
	struct finding *finding = last_kept(list);
	size_t from = column > EXCERPT_REACH ? column - EXCERPT_REACH : 0;
	size_t to = column + EXCERPT_REACH;

	if (finding == NULL || column > line.len)
		return;
	/* No character is longer; a line need not be UTF-8. */
	for (size_t i = 0; i < 3 && from > 0; i++)
		from += !begins_character(line, from);
	for (size_t i = 0; i < 3; i++)
		to += !begins_character(line, to);
	if (to > line.len)
		to = line.len;
	buffer_append(
	    &finding->told.excerpt, (struct span){line.ptr + from, to - from});
	finding->told.excerpt_column = column - from;
	finding->told.is_cut = from > 0;
}

void
diagnostics_edit(struct diagnostics *list, struct diagnostic_edit edit)
{
	struct finding *finding = last_kept(list);

	if (finding == NULL || list->edit_count == EDITS_KEPT_MAX)
		return;

	struct diagnostic *told = &finding->told;
	if (told->edit_count == finding->edit_capacity) {
		finding->edit_capacity = finding->edit_capacity * 2 + 2;
		told->edits = reallocarray(
		    told->edits, finding->edit_capacity, sizeof *told->edits);
	}
	told->edits[told->edit_count++] = edit;
	list->edit_count++;
}

size_t
diagnostics_count(const struct diagnostics *list, enum diagnostic_level level)
{
	return list->counts[level];
}

static int
compare_sizes(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int
compare_findings(const void *left, const void *right)
{
	const struct finding *a = left;
	const struct finding *b = right;
	int order = strcmp(a->sort_place.file, b->sort_place.file);

	if (order == 0)
		order = compare_sizes(a->sort_place.line, b->sort_place.line);
	if (order == 0)
		order =
		    compare_sizes(a->sort_place.column, b->sort_place.column);
	if (order == 0)
		order = compare_sizes(a->order, b->order);
	return order;
}

void
diagnostics_sort(struct diagnostics *list)
{
	if (list->len > 0)
		qsort(list->findings, list->len, sizeof *list->findings,
		    compare_findings);
}

size_t
diagnostics_dropped(const struct diagnostics *list)
{
	size_t dropped = 0;

	for (size_t level = 0; level < DIAGNOSTIC_NOTE; level++)
		if (list->counts[level] > FINDINGS_KEPT_MAX)
			dropped += list->counts[level] - FINDINGS_KEPT_MAX;
	return dropped;
}

size_t
diagnostics_size(const struct diagnostics *list)
{
	return list->len;
}

const struct diagnostic *
diagnostics_at(const struct diagnostics *list, size_t index)
{
	return &list->findings[index].told;
}
