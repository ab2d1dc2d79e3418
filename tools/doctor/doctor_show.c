/*
 * Reports as text; see doctor_show.h.
 */
#include "doctor_show.h"

#include <string.h>

#include <jansson.h>

static const char *const colours[DOCTOR_VERDICTS] = {
    [DOCTOR_OK] = "\033[1;32m",
    [DOCTOR_WARNING] = "\033[1;35m",
    [DOCTOR_ERROR] = "\033[1;31m",
    [DOCTOR_SKIPPED] = "\033[1;36m",
};

static bool
is_wrong(const struct doctor_row *row)
{
	return row->verdict == DOCTOR_ERROR || row->verdict == DOCTOR_WARNING;
}

static void
show_plain(const struct doctor_row *row, FILE *stream)
{
	const struct doctor_check *check = doctor_check(row->id);

	fprintf(stream, "%s: %s: %s", doctor_verdict_name(row->verdict),
	    check->name, row->detail);
	if (is_wrong(row))
		fprintf(stream, " [%s] %s", check->reference, check->mend);
	putc('\n', stream);
}

static int
longest_name(void)
{
	size_t longest = 0;

	for (int id = 0; id < DOCTOR_CHECKS; id++) {
		size_t length =
		    strlen(doctor_check((enum doctor_check_id)id)->name);

		longest = length > longest ? length : longest;
	}
	return (int)longest;
}

static void
show_in_table(const struct doctor_row *row, FILE *stream, bool in_colour)
{
	const struct doctor_check *check = doctor_check(row->id);
	int width = longest_name();

	fprintf(stream, "%s%-7s%s  %-*s  %s\n",
	    in_colour ? colours[row->verdict] : "",
	    doctor_verdict_name(row->verdict), in_colour ? "\033[0m" : "",
	    width, check->name, row->detail);
	if (is_wrong(row))
		fprintf(stream, "%*s%s\n%*s(%s: %s)\n", 11 + width, "",
		    check->mend, 11 + width, "", check->reference, check->what);
}

void
doctor_show(
    const struct doctor_report *report, FILE *stream, enum doctor_style style)
{
	for (size_t i = 0; i < report->count; i++) {
		if (style == DOCTOR_PLAIN)
			show_plain(&report->rows[i], stream);
		else
			show_in_table(
			    &report->rows[i], stream, style == DOCTOR_COLOUR);
	}
	fprintf(stream, "errors: %zu, warnings: %zu, ok: %zu, skipped: %zu\n",
	    report->verdicts[DOCTOR_ERROR], report->verdicts[DOCTOR_WARNING],
	    report->verdicts[DOCTOR_OK], report->verdicts[DOCTOR_SKIPPED]);
}

static void
put_text(json_t *object, const char *key, const char *text)
{
	json_object_set_new(object, key, json_string(text));
}

static json_t *
make_row(const struct doctor_row *row)
{
	const struct doctor_check *check = doctor_check(row->id);
	json_t *object = json_object();

	put_text(object, "check", check->name);
	put_text(object, "verdict", doctor_verdict_name(row->verdict));
	put_text(object, "what", check->what);
	put_text(object, "detail", row->detail);
	put_text(object, "reference", check->reference);
	if (is_wrong(row))
		put_text(object, "mend", check->mend);
	return object;
}

void
doctor_show_json(
    const struct doctor_report *report, const char *host, FILE *stream)
{
	json_t *all = json_object();
	json_t *rows = json_array();

	for (size_t i = 0; i < report->count; i++)
		json_array_append_new(rows, make_row(&report->rows[i]));
	put_text(all, "host", host);
	json_object_set_new(all, "errors",
	    json_integer((json_int_t)report->verdicts[DOCTOR_ERROR]));
	json_object_set_new(all, "warnings",
	    json_integer((json_int_t)report->verdicts[DOCTOR_WARNING]));
	json_object_set_new(all, "skipped",
	    json_integer((json_int_t)report->verdicts[DOCTOR_SKIPPED]));
	json_object_set_new(all, "checks", rows);
	json_dumpf(all, stream, JSON_INDENT(1));
	putc('\n', stream);
	json_decref(all);
}
