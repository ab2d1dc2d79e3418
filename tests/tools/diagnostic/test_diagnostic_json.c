/*
 * Findings as JSON.
 */
#include "diagnostic_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <jansson.h>

/* What is written of ${list}, read again; the list is freed. */
static json_t *
read_back(struct diagnostics *list)
{
	char *text = NULL;
	size_t len;
	FILE *stream = open_memstream(&text, &len);

	diagnostics_write_json(list, stream);
	fclose(stream);
	json_t *all = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(all);
	free(text);
	diagnostics_free(list);
	return all;
}

static json_int_t
number_of(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

static const char *
text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static void
test_findings(void **state)
{
	struct diagnostics *list = diagnostics_new();

	(void)state;
	diagnostics_add(list, DIAGNOSTIC_WARNING, "b.md", 7, 2, "y", "later");
	diagnostics_edit(list,
	    (struct diagnostic_edit){
		.at = 90, .line = 7, .column = 2, .length = 3, .text = "- "});
	diagnostics_add(
	    list, DIAGNOSTIC_ERROR, "a.md", 0, 0, "x", "\"first\" \\ \n");
	diagnostics_add(list, DIAGNOSTIC_NOTE, "a.md", 9, 1, "x", "with it");

	json_t *all = read_back(list);
	assert_int_equal(number_of(all, "errors"), 1);
	assert_int_equal(number_of(all, "warnings"), 1);
	assert_int_equal(number_of(all, "left-out"), 0);
	const json_t *findings = json_object_get(all, "findings");
	assert_int_equal(json_array_size(findings), 2);

	const json_t *first = json_array_get(findings, 0);
	assert_string_equal(text_of(first, "file"), "a.md");
	assert_null(json_object_get(first, "line"));
	assert_string_equal(text_of(first, "level"), "error");
	assert_string_equal(text_of(first, "message"), "\"first\" \\ \n");
	const json_t *notes = json_object_get(first, "notes");
	assert_int_equal(json_array_size(notes), 1);
	assert_int_equal(number_of(json_array_get(notes, 0), "line"), 9);

	const json_t *second = json_array_get(findings, 1);
	assert_int_equal(number_of(second, "line"), 7);
	assert_int_equal(number_of(second, "column"), 2);
	assert_string_equal(text_of(second, "code"), "y");
	const json_t *edit =
	    json_array_get(json_object_get(second, "edits"), 0);
	assert_int_equal(number_of(edit, "line"), 7);
	assert_int_equal(number_of(edit, "length"), 3);
	assert_string_equal(text_of(edit, "text"), "- ");
	json_decref(all);
}

static void
test_any_bytes(void **state)
{
	static const struct {
		const char *message, *read;
	} rows[] = {
	    {"", ""},
	    {"a\xff\xc3", "a\ufffd\ufffd"},
	    {"\xed\xa0\x80z", "\ufffd\ufffd\ufffdz"},
	    {"é\x1b", "é\x1b"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct diagnostics *list = diagnostics_new();

		diagnostics_add(list, DIAGNOSTIC_WARNING, "\xff.md", 1, 1, "x",
		    "%s", rows[i].message);
		json_t *all = read_back(list);
		const json_t *finding =
		    json_array_get(json_object_get(all, "findings"), 0);
		assert_string_equal(text_of(finding, "file"), "\ufffd.md");
		assert_string_equal(text_of(finding, "message"), rows[i].read);
		json_decref(all);
	}
}

static void
test_nothing(void **state)
{
	(void)state;
	json_t *all = read_back(diagnostics_new());

	assert_int_equal(number_of(all, "errors"), 0);
	assert_int_equal(json_array_size(json_object_get(all, "findings")), 0);
	json_decref(all);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_findings),
	    cmocka_unit_test(test_any_bytes),
	    cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
