/*
 * A document in each of six languages, and all that its readers get, over both
 * protocols: languages/TAG.md becomes TAG.gmi, the pages one after another,
 * and TAG.menu and TAG.txt, what Gopher makes of them (with LF alone).
 *
 * With LOZENGE_GOLDEN_WRITE set, what is made becomes what is expected.
 */
#include "building.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include "gopher_menu_render.h"
#include "text_layout.h"
#include "translit_language.h"

#define FOLDER "tests/tools/capsule/languages/"

static void
make_path(char *path, size_t size, const char *tag, const char *suffix)
{
	snprintf(path, size, FOLDER "%s.%s", tag, suffix);
}

static struct buffer
read_golden(const char *tag, const char *suffix)
{
	struct buffer bytes = BUFFER_EMPTY;
	char path[256];

	make_path(path, sizeof path, tag, suffix);
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

	make_path(path, sizeof path, tag, suffix);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
	fclose(file);
}

/* Compare what was made with a golden file; no CR is in that. */
static void
check_golden(const char *tag, const char *suffix, struct buffer *made)
{
	struct buffer lines = BUFFER_EMPTY;

	for (size_t i = 0; i < made->len; i++)
		if (made->ptr[i] != '\r')
			buffer_append_byte(&lines, made->ptr[i]);
	if (getenv("LOZENGE_GOLDEN_WRITE") != NULL)
		write_golden(tag, suffix, buffer_span(&lines));

	struct buffer golden = read_golden(tag, suffix);
	if (!span_equal(buffer_span(&golden), buffer_span(&lines)))
		fail_msg("%s.%s differs; now it is:\n%.*s", tag, suffix,
		    (int)lines.len, lines.ptr);
	buffer_free(&golden);
	buffer_free(&lines);
	buffer_free(made);
}

/* All pages of a capsule, each below its name, in the three forms. */
static void
check_pages(const char *tag, const struct capsule *capsule)
{
	struct buffer pages = BUFFER_EMPTY;
	struct buffer menus = BUFFER_EMPTY;
	struct buffer texts = BUFFER_EMPTY;
	struct gopher_place place = {
	    .host = SPAN("h.example"),
	    .port = 70,
	    .style = {.width = TEXT_WIDTH,
		.ascii = true,
		.language = translit_language_of(span_from(tag))},
	};

	for (size_t i = 0; i < capsule->count; i++) {
		const struct capsule_file *file = &capsule->files[i];
		char path[64];

		snprintf(path, sizeof path, "/%s", file->name.ptr);
		place.path = span_from(path);
		buffer_printf(&pages, "== %s\n", file->name.ptr);
		buffer_append(&pages, file->content);
		buffer_printf(&menus, "== %s\n", file->name.ptr);
		gopher_menu_render(&menus, file->content, &place);
		buffer_printf(&texts, "== %s\n", file->name.ptr);
		text_layout_document(&texts, file->content, &place.style);
	}
	check_golden(tag, "gmi", &pages);
	check_golden(tag, "menu", &menus);
	check_golden(tag, "txt", &texts);
}

static void
test_languages(void **state)
{
	static const char *const tags[] = {"de", "es", "fr", "pl", "el", "ru"};

	(void)state;
	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
		struct buffer text = read_golden(tags[i], "md");
		struct building building;

		assert_true(text.len > 0);
		building_begin(&building, buffer_span(&text));
		char *findings = building_findings(&building);
		assert_string_equal(findings, "");
		assert_int_equal(building.capsule.count, 3);
		check_pages(tags[i], &building.capsule);
		free(findings);
		building_end(&building);
		buffer_free(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
