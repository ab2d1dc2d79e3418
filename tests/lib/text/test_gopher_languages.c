/*
 * Pages of a clinic in six languages, as Gopher's readers get them: golden/TAG
 * with .gmi the page, with .menu and .txt what is made of it (with LF alone).
 *
 * With LOZENGE_GOLDEN_WRITE set, what is made is written there, to be read and
 * committed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "expect.h"
#include "gopher_menu_render.h"
#include "text_layout.h"
#include "translit_language.h"
#include "utf8.h"

#define FOLDER "tests/lib/text/golden/"

static struct buffer
read_golden(const char *tag, const char *suffix)
{
	struct buffer bytes = BUFFER_EMPTY;
	char path[256];

	snprintf(path, sizeof path, FOLDER "%s%s", tag, suffix);
	FILE *file = fopen(path, "rb");

	for (int c; file != NULL && (c = getc(file)) != EOF;)
		buffer_append_byte(&bytes, (char)c);
	if (file != NULL)
		fclose(file);
	return bytes;
}

static void
write_golden(const char *tag, const char *suffix, struct span bytes)
{
	char path[256];

	snprintf(path, sizeof path, FOLDER "%s%s", tag, suffix);
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
	fclose(file);
}

/* Compare with a golden file; the CR of line ends is not in it. */
static void
check_golden(const char *tag, const char *suffix, struct buffer *made)
{
	struct buffer golden, lines = BUFFER_EMPTY;

	for (size_t i = 0; i < made->len; i++)
		if (made->ptr[i] != '\r')
			buffer_append_byte(&lines, made->ptr[i]);
	if (getenv("LOZENGE_GOLDEN_WRITE") != NULL)
		write_golden(tag, suffix, buffer_span(&lines));
	golden = read_golden(tag, suffix);
	if (!span_equal(buffer_span(&golden), buffer_span(&lines)))
		fail_msg("%s%s differs; now it is:\n%.*s", tag, suffix,
		    (int)lines.len, lines.ptr);
	assert_true(utf8_is_ascii(buffer_span(&lines)));
	buffer_free(&golden);
	buffer_free(&lines);
	buffer_free(made);
}

static void
renders_languages(void **state)
{
	static const char *const tags[] = {"de", "es", "fr", "pl", "el", "ru"};
	(void)state;

	for (size_t i = 0; i < COUNT(tags); i++) {
		struct buffer page = read_golden(tags[i], ".gmi");
		struct buffer menu = BUFFER_EMPTY, text = BUFFER_EMPTY;
		struct gopher_place place = {
		    .host = SPAN("h.example"),
		    .port = 70,
		    .path = SPAN("/a.gmi"),
		    .style = {.width = TEXT_WIDTH,
			.ascii = true,
			.language = translit_language_of(span_from(tags[i]))},
		};

		assert_true(page.len > 0);
		gopher_menu_render(&menu, buffer_span(&page), &place);
		text_layout_document(&text, buffer_span(&page), &place.style);
		check_golden(tags[i], ".menu", &menu);
		check_golden(tags[i], ".txt", &text);
		buffer_free(&page);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(renders_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
