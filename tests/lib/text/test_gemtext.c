/*
 * Gemtext lines: kinds, markup, the state that toggles carry.
 */
#include "expect.h"
#include "gemtext.h"

/* "kind|text|url" of each line, level and opens as a digit after the kind. */
static void
describe(struct buffer *out, struct span document)
{
	static const char kinds[] = "T=#*>`P";
	struct gemtext reader = gemtext_begin(document);
	struct gemtext_line line;

	while (gemtext_next(&reader, &line)) {
		buffer_append_byte(out, kinds[line.kind]);
		if (line.kind == GEMTEXT_HEADING)
			buffer_printf(out, "%u", line.level);
		if (line.kind == GEMTEXT_TOGGLE)
			buffer_append_text(out, line.opens ? "+" : "-");
		buffer_append_byte(out, '|');
		buffer_append(out, line.text);
		buffer_append_byte(out, '|');
		buffer_append(out, line.url);
		buffer_append_byte(out, '\n');
	}
}

static void
reads_lines(void **state)
{
	static const struct {
		const char *document, *lines;
	} rows[] = {
	    {"", ""},
	    {"\n", "T||\n"},
	    {"a", "T|a|\n"},
	    {"a\r\nb\n", "T|a|\nT|b|\n"},
	    {"a\rb", "T|a\rb|\n"},
	    {"\xEF\xBB\xBF# a", "#1|a|\n"},
	    {"a\n\xEF\xBB\xBF# b", "T|a|\nT|\xEF\xBB\xBF# b|\n"},
	    {"  a ", "T|  a |\n"},
	    {"# a", "#1|a|\n"},
	    {"#a", "#1|a|\n"},
	    {"##\t a \t", "#2|a|\n"},
	    {"### a", "#3|a|\n"},
	    {"#### a", "#3|# a|\n"},
	    {"#", "#1||\n"},
	    {" # a", "T| # a|\n"},
	    {"* a", "*|a|\n"},
	    {"*a", "T|*a|\n"},
	    {"* ", "*||\n"},
	    {"*\ta", "T|*\ta|\n"},
	    {">a", ">|a|\n"},
	    {"> a", ">|a|\n"},
	    {">", ">||\n"},
	    {"=> b.gmi", "=||b.gmi\n"},
	    {"=>b.gmi", "=||b.gmi\n"},
	    {"=>\t b.gmi \t two words ", "=|two words|b.gmi\n"},
	    {"=>", "=||\n"},
	    {"=> ", "=||\n"},
	    {"= > b", "T|= > b|\n"},
	    {"```\n# a\n=> b\n```\n# c",
		"`+||\nP|# a|\nP|=> b|\n`-||\n#1|c|\n"},
	    {"```alt text\n", "`+|alt text|\n"},
	    {"```\na\n``` b\nc", "`+||\nP|a|\n`-|b|\nT|c|\n"},
	    {"```\n ```\n", "`+||\nP| ```|\n"},
	    {"```\n  a  \n", "`+||\nP|  a  |\n"},
	    {"``", "T|``|\n"},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;

		describe(&out, span_from(rows[i].document));
		expect_text(&out, rows[i].lines);
	}
}

static void
keeps_the_whole_line(void **state)
{
	struct gemtext reader = gemtext_begin(SPAN("=>  a  b \r\nx"));
	struct gemtext_line line;
	(void)state;

	assert_true(gemtext_next(&reader, &line));
	assert_true(span_equal(line.raw, SPAN("=>  a  b ")));
	assert_true(gemtext_next(&reader, &line));
	assert_true(span_equal(line.raw, SPAN("x")));
	assert_false(gemtext_next(&reader, &line));
	assert_false(gemtext_next(&reader, &line));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_lines),
	    cmocka_unit_test(keeps_the_whole_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
