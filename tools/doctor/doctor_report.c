/*
 * Rows of findings; see doctor_report.h.
 */
#include "doctor_report.h"

#include <stdarg.h>
#include <stdlib.h>

#include "buffer.h"
#include "output.h"

/* Make room for a row; false without memory. */
static bool
grow(struct doctor_report *report)
{
	size_t capacity = report->capacity == 0 ? 64 : report->capacity * 2;
	struct doctor_row *rows;

	if (report->count < report->capacity)
		return true;
	rows = reallocarray(report->rows, capacity, sizeof *rows);
	if (rows == NULL)
		return false;
	report->rows = rows;
	report->capacity = capacity;
	return true;
}

void
doctor_report_add(struct doctor_report *report, enum doctor_check_id id,
    enum doctor_verdict verdict, const char *format, ...)
{
	struct buffer raw = BUFFER_EMPTY, detail = BUFFER_EMPTY;
	va_list ap;

	va_start(ap, format);
	buffer_vprintf(&raw, format, ap);
	va_end(ap);
	output_escape(&detail, buffer_span(&raw));
	buffer_append_byte(&detail, '\0');
	buffer_free(&raw);
	if (detail.failed || !grow(report)) {
		buffer_free(&detail);
		return;
	}
	report->rows[report->count++] =
	    (struct doctor_row){id, verdict, detail.ptr};
	report->verdicts[verdict]++;
}

void
doctor_report_free(struct doctor_report *report)
{
	for (size_t i = 0; i < report->count; i++)
		free(report->rows[i].detail);
	free(report->rows);
	*report = (struct doctor_report){0};
}

const char *
doctor_verdict_name(enum doctor_verdict verdict)
{
	static const char *const names[DOCTOR_VERDICTS] = {
	    [DOCTOR_OK] = "ok",
	    [DOCTOR_WARNING] = "warning",
	    [DOCTOR_ERROR] = "error",
	    [DOCTOR_SKIPPED] = "skipped",
	};

	return names[verdict];
}
