/*
 * The objects of jansson mirror the findings; a note goes into the one that it
 * belongs to.
 */
#include "diagnostic_json.h"

#include <jansson.h>

#include "utf8.h"

#define REPLACEMENT SPAN("\xef\xbf\xbd")

static const char *const level_names[] = {
    [DIAGNOSTIC_ERROR] = "error",
    [DIAGNOSTIC_WARNING] = "warning",
    [DIAGNOSTIC_NOTE] = "note",
};

/* A string that is UTF-8 whatever the text is. */
static json_t *
make_string(struct span text)
{
	struct buffer clean = BUFFER_EMPTY;

	while (text.len > 0) {
		size_t valid = utf8_valid_length(text);

		buffer_append(&clean, (struct span){text.ptr, valid});
		text = span_skip(text, valid);
		if (text.len > 0) {
			buffer_append(&clean, REPLACEMENT);
			text = span_skip(text, 1);
		}
	}
	json_t *string =
	    json_stringn(clean.len > 0 ? clean.ptr : "", clean.len);
	buffer_free(&clean);
	return string;
}

static void
put_number(json_t *object, const char *key, size_t number)
{
	json_object_set_new(object, key, json_integer((json_int_t)number));
}

static void
put_place(json_t *object, size_t line, size_t column)
{
	if (line > 0)
		put_number(object, "line", line);
	if (line > 0 && column > 0)
		put_number(object, "column", column);
}

static json_t *
make_edits(const struct diagnostic *finding)
{
	json_t *edits = json_array();

	for (size_t i = 0; i < finding->edit_count; i++) {
		const struct diagnostic_edit *edit = &finding->edits[i];
		json_t *object = json_object();

		put_place(object, edit->line, edit->column);
		put_number(object, "length", edit->length);
		json_object_set_new(
		    object, "text", make_string(span_from(edit->text)));
		json_array_append_new(edits, object);
	}
	return edits;
}

static json_t *
make_finding(const struct diagnostic *finding)
{
	json_t *object = json_object();

	json_object_set_new(
	    object, "file", make_string(span_from(finding->file)));
	put_place(object, finding->line, finding->column);
	json_object_set_new(
	    object, "level", json_string(level_names[finding->level]));
	if (finding->code != NULL)
		json_object_set_new(
		    object, "code", make_string(span_from(finding->code)));
	json_object_set_new(
	    object, "message", make_string(buffer_span(&finding->message)));
	if (finding->level != DIAGNOSTIC_NOTE) {
		json_object_set_new(object, "notes", json_array());
		json_object_set_new(object, "edits", make_edits(finding));
	}
	return object;
}

static json_t *
make_findings(const struct diagnostics *list)
{
	json_t *findings = json_array();
	json_t *last = NULL; /* the finding that notes belong to */

	for (size_t i = 0; i < diagnostics_size(list); i++) {
		const struct diagnostic *finding = diagnostics_at(list, i);
		json_t *object = make_finding(finding);

		if (finding->level == DIAGNOSTIC_NOTE && last != NULL) {
			json_array_append_new(
			    json_object_get(last, "notes"), object);
		} else {
			json_array_append_new(findings, object);
			last = object;
		}
	}
	return findings;
}

void
diagnostics_write_json(struct diagnostics *list, FILE *stream)
{
	json_t *all = json_object();

	diagnostics_sort(list);
	put_number(all, "errors", diagnostics_count(list, DIAGNOSTIC_ERROR));
	put_number(
	    all, "warnings", diagnostics_count(list, DIAGNOSTIC_WARNING));
	put_number(all, "left-out", diagnostics_dropped(list));
	json_object_set_new(all, "findings", make_findings(list));
	json_dumpf(all, stream, JSON_INDENT(1));
	putc('\n', stream);
	json_decref(all);
}
