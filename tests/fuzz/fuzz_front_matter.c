/*
 * Fuzz: what stands between the two lines of three dashes.
 *
 * Where nothing is wrong, what is required is there, each value is one line,
 * and the Markdown begins within the text.
 */
#include <assert.h>
#include <stdint.h>

#include "building.h"
#include "front_matter.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_value(const struct front_matter_value *value, struct span text)
{
	assert(utf8_is_valid(value->text));
	assert(value->at <= text.len);
	for (size_t i = 0; i < value->text.len; i++)
		assert((unsigned char)value->text.ptr[i] >= 0x20);
}

static void
check(const struct front_matter *front, struct span text)
{
	assert(front->body_at <= text.len);
	for (int key = 0; key < FRONT_MATTER_KEYS; key++)
		check_value(&front->values[key], text);
	for (int key = FRONT_MATTER_TITLE; key <= FRONT_MATTER_REVIEWED; key++)
		assert(front->values[key].text.len > 0);
	for (int word = 0; word < WORDS; word++)
		check_value(&front->words[word], text);
	for (size_t i = 0; i < front->change_count; i++) {
		check_value(&front->changes[i].date, text);
		check_value(&front->changes[i].text, text);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct diagnostics *list = diagnostics_new();
	struct text_store store = TEXT_STORE_EMPTY;
	struct buffer text = BUFFER_EMPTY;
	struct front_matter front = {0};
	struct source source = {0};

	if (size == 0 || data[0] != '-') /* else the input has its own lines */
		buffer_append_text(&text, "---\ntitle: T\n");
	buffer_append(&text, (struct span){(const char *)data, size});
	if (source_from_text(&source, "a.md", buffer_span(&text), list) &&
	    front_matter_read(&front, &source, &store) &&
	    diagnostics_count(list, DIAGNOSTIC_ERROR) == 0)
		check(&front, source.text);
	front_matter_free(&front);
	source_free(&source);
	text_store_free(&store);
	buffer_free(&text);
	diagnostics_free(list);
	return 0;
}
