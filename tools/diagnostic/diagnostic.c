/*
 * Findings in an author's document: kept in order, then sorted and written.
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

/* Where a finding points. */
struct place {
	const char *file;
	size_t line;
	size_t column;
};

struct finding {
	struct place place;
	struct place sort_place; /* a note's is that of the finding it is on */
	size_t order;            /* in which it was added */
	enum diagnostic_level level;
	const char *code;
	char *message; /* owned */
};

struct diagnostics {
	struct finding *findings;
	size_t len;
	size_t capacity;
	size_t counts[DIAGNOSTIC_NOTE + 1];
	char **files; /* every file name seen, owned */
	size_t file_count;
	bool
	    dropped_last; /* the last finding was not kept: nor are its notes */
};

static const char *const level_names[] = {
    [DIAGNOSTIC_ERROR] = "error",
    [DIAGNOSTIC_WARNING] = "warning",
    [DIAGNOSTIC_NOTE] = "note",
};

struct diagnostics *
diagnostics_new(void)
{
	return calloc(1, sizeof(struct diagnostics));
}

void
diagnostics_free(struct diagnostics *list)
{
	if (list == NULL)
		return;
	for (size_t i = 0; i < list->len; i++)
		free(list->findings[i].message);
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

	char **files =
	    realloc(list->files, (list->file_count + 1) * sizeof *list->files);
	if (files == NULL)
		return NULL;
	list->files = files;
	files[list->file_count] = strdup(file);
	if (files[list->file_count] == NULL)
		return NULL;
	return files[list->file_count++];
}

/* Room for one more finding, or NULL without memory. */
static struct finding *
grow(struct diagnostics *list)
{
	if (list->len == list->capacity) {
		size_t capacity = list->capacity == 0 ? 16 : list->capacity * 2;
		struct finding *findings =
		    realloc(list->findings, capacity * sizeof *findings);
		if (findings == NULL)
			return NULL;
		list->findings = findings;
		list->capacity = capacity;
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
	if (finding == NULL || kept == NULL)
		return;

	struct buffer message = BUFFER_EMPTY;
	va_list ap;
	va_start(ap, format);
	buffer_vprintf(&message, format, ap);
	buffer_append_byte(&message, '\0');
	va_end(ap);

	*finding = (struct finding){
	    .place = {kept, line, column},
	    .sort_place = {kept, line, column},
	    .order = list->len,
	    .level = level,
	    .code = code,
	    .message = message.ptr,
	};
	if (level == DIAGNOSTIC_NOTE && list->len > 0)
		finding->sort_place = finding[-1].sort_place;
	list->len++;
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

/*
 * How many bytes at ${text} (NUL-terminated) a terminal must not see raw: 0,
 * or the length of a control character (C0, DEL, C1) or bidi control.
 */
static size_t
unsafe_length(const char *text)
{
	const unsigned char *byte = (const unsigned char *)text;

	if (byte[0] < 0x20 || byte[0] == 0x7f)
		return 1;
	if (byte[0] == 0xc2 && byte[1] >= 0x80 && byte[1] < 0xa0)
		return 2;
	if (byte[0] == 0xe2 && byte[1] == 0x80 && byte[2] >= 0xaa &&
	    byte[2] <= 0xae)
		return 3;
	if (byte[0] == 0xe2 && byte[1] == 0x81 && byte[2] >= 0xa6 &&
	    byte[2] <= 0xa9)
		return 3;
	return 0;
}

static void
append_escaped(struct buffer *out, const char *text)
{
	while (*text != '\0') {
		size_t unsafe = unsafe_length(text);

		if (unsafe == 0)
			buffer_append_byte(out, *text++);
		for (; unsafe > 0; unsafe--)
			buffer_printf(out, "\\x%02x", (unsigned char)*text++);
	}
}

static void
append_finding(struct buffer *out, const struct finding *finding)
{
	append_escaped(out, finding->place.file);
	if (finding->place.line > 0)
		buffer_printf(out, ":%zu", finding->place.line);
	if (finding->place.line > 0 && finding->place.column > 0)
		buffer_printf(out, ":%zu", finding->place.column);
	buffer_printf(out, ": %s: ", level_names[finding->level]);
	append_escaped(out, finding->message);
	if (finding->code != NULL)
		buffer_printf(out, " [%s]", finding->code);
	buffer_append_byte(out, '\n');
}

/* How many findings were counted but not kept, notes aside. */
static size_t
count_dropped(const struct diagnostics *list)
{
	size_t dropped = 0;

	for (size_t level = 0; level < DIAGNOSTIC_NOTE; level++)
		if (list->counts[level] > FINDINGS_KEPT_MAX)
			dropped += list->counts[level] - FINDINGS_KEPT_MAX;
	return dropped;
}

void
diagnostics_write(struct diagnostics *list, FILE *stream)
{
	/* Standard error has no buffer: give it all in one piece. */
	struct buffer text = BUFFER_EMPTY;
	size_t dropped = count_dropped(list);

	if (list->len == 0)
		return;
	qsort(list->findings, list->len, sizeof *list->findings,
	    compare_findings);
	for (size_t i = 0; i < list->len; i++)
		append_finding(&text, &list->findings[i]);
	if (dropped > 0)
		buffer_printf(&text, "lozenge: %zu more not shown\n", dropped);
	fwrite(text.ptr, 1, text.len, stream);
	buffer_free(&text);
}
