/*
 * Pages taken apart: title, headings, and which lines count.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "index_section.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* All sections, as "title|heading|body", with ; between them. */
static void
describe(struct buffer *out, struct span gemtext)
{
	struct index_sections sections;

	index_sections_begin(&sections, gemtext, SPAN("en"));
	while (index_sections_next(&sections)) {
		if (out->len > 0)
			buffer_append_byte(out, ';');
		buffer_append(out, sections.title);
		buffer_append_byte(out, '|');
		buffer_append(out, sections.heading);
		buffer_append_byte(out, '|');
		buffer_append(out, buffer_span(&sections.body));
	}
	assert_false(sections.body.failed);
	index_sections_end(&sections);
	buffer_append_byte(out, '\0');
}

static void
test_sections(void **state)
{
	static const struct {
		const char *gemtext, *sections;
	} rows[] = {
	    {"", ""},
	    {"# A\n", ""},
	    {"# A\ntext\n", "A||text\n"},
	    {"text\n# A\n", "A||text\n"},
	    {"first line\nsecond\n", "first line||first line\nsecond\n"},
	    {"# A\none\n## B\ntwo\n### C\n", "A||one\n;A|B|two\n;A|C|"},
	    {"# A\n# B\ntwo\n", "A|B|two\n"},
	    {"# A\n* item\n> quote\n```alt\n  code\n```\n",
		"A||item\nquote\nalt\n  code\n"},
	    {"# A\ntext\n## Notes\n[1] A source\n## B\ntwo\n",
		"A||text\n;A|B|two\n"},
	    {"# A\nLast reviewed: 2026-01-31\nLast reviewed\n",
		"A||Last reviewed\n"},
	    {"# A\n=> b.gmi Next: B\n=> /search Search\ntext\n", "A||text\n"},
	    {"# A\n=> gemini://example.org/ Elsewhere\n=> mailto:a@b Write\n",
		"A||Elsewhere\nWrite\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;

		describe(&out, span_from(rows[i].gemtext));
		assert_string_equal(out.ptr, rows[i].sections);
		buffer_free(&out);
	}
}

/* A long section goes on under the same heading. */
static void
test_long_section(void **state)
{
	struct buffer page = BUFFER_EMPTY;
	struct index_sections sections;
	size_t count = 0;

	(void)state;
	buffer_append_text(&page, "# A\n## B\n");
	for (int i = 0; i < 2 * INDEX_SECTION_MAX / 8 - 1; i++)
		buffer_append_text(&page, "1234567\n");
	index_sections_begin(&sections, buffer_span(&page), SPAN(""));
	while (index_sections_next(&sections)) {
		assert_true(span_equal(sections.heading, SPAN("B")));
		count++;
	}
	assert_int_equal(count, 2);
	index_sections_end(&sections);
	buffer_free(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sections),
	    cmocka_unit_test(test_long_section),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
