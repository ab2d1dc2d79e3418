/*
 * What the blocks of a document become: the text of a page, byte for byte.
 */
#include "building.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#define HEAD "# Page\n\n"
#define FOOT "\n=> index.gmi Contents\nLast reviewed: 2026-01-31\n"
#define LONG                                                                   \
	"a cell that goes on and on, beyond what fits into one line of a "     \
	"list, because it has many words in it, and then some more words to "  \
	"make it long enough to be a paragraph"

struct row {
	const char *markdown, *gemtext;
};

static void
check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct building building;
		struct buffer source = BUFFER_EMPTY, expected = BUFFER_EMPTY;

		buffer_printf(
		    &source, FRONT "## Page\n\n%s\n", rows[i].markdown);
		buffer_printf(&expected, HEAD "%s" FOOT, rows[i].gemtext);
		building_begin(&building, buffer_span(&source));
		struct span page = building_page(&building, "page.gmi");
		if (!span_equal(page, buffer_span(&expected)))
			print_error("in: %s\nout: %.*s\n", rows[i].markdown,
			    (int)page.len, page.ptr);
		assert_true(span_equal(page, buffer_span(&expected)));
		building_end(&building);
		buffer_free(&source);
		buffer_free(&expected);
	}
}

#define CHECK(rows) check_rows(rows, sizeof rows / sizeof rows[0])

static void
test_pairs(void **state)
{
	static const struct row rows[] = {
	    {"| Weight (kg) | Dose (mg) |\n|---|---|\n| 10 | 150 |\n",
		"* Weight (kg) 10: Dose (mg) 150\n"},
	    {"| Weight (kg) | Dose (mg) |\n|---|---|\n| | 150 |\n| 10 | |\n",
		"* Weight (kg): –. Dose (mg) 150\n"
		"* Weight (kg) 10. Dose (mg): –\n"},
	    {"| Age | Dose (ml) |\n|---|---|\n| < 2 | ask |\n| ≥ 12 | 5–10 |\n",
		"* Age: < 2. Dose (ml): ask\n* Age: ≥ 12. Dose (ml): 5–10\n"},
	    {"| Day | Hours |\n|---|---|\n| Mo | 9–17 |\n| Tu | by phone |\n",
		"* Day: Mo. Hours: 9–17\n* Day: Tu. Hours: by phone\n"},
	    {"| 2024 | 2025 |\n|---|---|\n| 12 | 15 |\n",
		"* 2024: 12. 2025: 15\n"},
	    {"| Weight: | Dose: |\n|---|---|\n| 10 | 150 |\n",
		"* Weight: 10. Dose: 150\n"},
	    {"| Word | Meaning |\n|---|---|\n| tense | tight |\n| hm? | ah |\n",
		"* Word: tense. Meaning: tight\n* Word: hm? Meaning: ah\n"},
	    {"| Word: | Meaning: |\n|---|---|\n| tense | tight |\n",
		"* Word: tense. Meaning: tight\n"},
	    {"| | Dose |\n|---|---|\n| Child | 5 ml |\n| Other | ask |\n",
		"* Child. Dose: 5 ml\n* Other. Dose: ask\n"},
	    {"| Word | |\n|---|---|\n| tense | tight |\n",
		"* Word: tense. tight\n"},
	    {"| | |\n|---|---|\n| tense | tight |\n", "* tense: tight\n"},
	    {"| <!-- Word --> | |\n|---|---|\n| tense | tight |\n",
		"* tense: tight\n"},
	    /* Where a cell is empty tells something. */
	    {"| | |\n|---|---|\n| | x |\n| x | |\n", "* –: x\n* x: –\n"},
	    {"| A | B | |\n|---|---|---|\n| 1 | 2 | |\n", "* A 1: B 2\n"},
	    {"| A | B |\n|---|---|\n| `a\\|b` | c\\|d |\n",
		"* A: a|b. B: c|d\n"},
	};

	(void)state;
	CHECK(rows);
}

static void
test_long_cells(void **state)
{
	static const struct row rows[] = {
	    {"| Term | Long |\n|---|---|\n| x | " LONG " |\n| y | |\n",
		"## Term: x\n\nLong: " LONG "\n\n## Term: y\n\nLong: –\n"},
	    {"| | |\n|---|---|\n| x | " LONG " |\n", "## x\n\n" LONG "\n"},
	    {"| T | Long |\n|---|---|\n| x | " LONG " |\n\nMore.\n",
		"* T: x. Long: " LONG "\n\nMore.\n"},
	    {"Words.\n\n### X\n\n| A | B |\n|---|---|\n| x | " LONG " |\n",
		"Words.\n\n## X\n\n* A: x. B: " LONG "\n"},
	};

	(void)state;
	CHECK(rows);
}

static void
test_wide_tables(void **state)
{
	static const struct row rows[] = {
	    {"| Age (months) | Dose (ml) | Times a day |\n|---|---|---|\n"
	     "| 3 | 5 | 4 |\n| 6 | | 3 |\n",
		"## Age (months): 3\n\n* Dose (ml): 5\n* Times a day: 4\n\n"
		"## Age (months): 6\n\n* Times a day: 3\n"},
	    {"| A | | C |\n|---|---|---|\n| 1 | | x |\n| 2 | y | |\n| | | z "
	     "|\n",
		"## A: 1\n\n* –\n* C: x\n\n## A: 2\n\n* y\n\n"
		"## A: –\n\n* –\n* C: z\n"},
	    {"| | Mon | Tue |\n|---|---|---|\n| Ann | in | out |\n",
		"## Ann\n\n* Mon: in\n* Tue: out\n"},
	    /* What follows does not belong to the last row. */
	    {"| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |\n\nMore.\n",
		"* A: 1. B: 2. C: 3\n\nMore.\n"},
	    {"| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |\n\n- x\n",
		"* A: 1. B: 2. C: 3\n\n* x\n"},
	    {"> | A | B | C |\n> |---|---|---|\n> | 1 | 2 | 3 |\n",
		"> * A: 1. B: 2. C: 3\n"},
	    {"| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |\n\n### D\n\nx\n",
		"## A: 1\n\n* B: 2\n* C: 3\n\n## D\n\nx\n"},
	    /* Rows that would repeat a heading of the page are items. */
	    {"| What | Why | How |\n|---|---|---|\n| Rest | calm | slow |\n"
	     "| Air | It helps. | |\n\n### Rest\n\nLie down.\n",
		"* What: Rest. Why: calm. How: slow\n"
		"* What: Air. Why: It helps.\n\n## Rest\n\nLie down.\n"},
	};

	(void)state;
	CHECK(rows);
}

static void
test_narrow_tables(void **state)
{
	static const struct row rows[] = {
	    {"| Dose (ml) |\n|---|\n| 5 |\n| 10 |\n",
		"Dose (ml):\n* 5\n* 10\n"},
	    {"| |\n|---|\n| 5 |\n", "* 5\n"},
	    {"| A | B |\n|---|---|\n", "* A\n* B\n"},
	    {"| |\n|---|\n| |\n\nEnd.\n", "End.\n"},
	};

	(void)state;
	CHECK(rows);
}

static void
test_quotes(void **state)
{
	static const struct row rows[] = {
	    {"> a\n>\n> > b\n> > c\n> >\n> > d\n>\n> e\n",
		"> a\n>\n> > b c\n>\n> > d\n>\n> e\n"},
	    {"> > > a\n", "> > > a\n"},
	    {"> > > > > > > > a\n", "> > > > > > a\n"},
	    {"> - a\n>   > b\n", "> * a\n> > b\n"},
	    {"> > - a\n> >   - b\n", "> > * a\n> > * - b\n"},
	};

	(void)state;
	CHECK(rows);
}

static void
test_tasks_and_links(void **state)
{
	static const struct row rows[] = {
	    {"- [x] Ring\n- [ ] Ask\n  1. [X] who\n",
		"* [x] Ring\n* [ ] Ask\n* 1. [X] who\n"},
	    {"- [x] Read [the page](page.md)\n",
		"* [x] Read the page\n\n=> page.gmi the page\n"},
	    {"[a b](page.md#page)\n\n[c d](doc.md#page)\n\n[e f](index.md)\n",
		"=> page.gmi a b\n\n=> page.gmi c d\n\n=> index.gmi e f\n"},
	};

	(void)state;
	CHECK(rows);
}

/* Questions are listed where there are many, and far from one another. */
static void
test_questions(void **state)
{
	static const struct {
		size_t lines; /* of each answer */
		const char *third;
		bool is_listed;
	} rows[] = {
	    {40, "Why?", true},
	    {2, "Why?", false},
	    {40, "Because", false},
	    {40, "", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		static const char *const questions[] = {"Who?", "What?"};
		struct buffer text = BUFFER_EMPTY;
		struct building building;

		buffer_append_text(&text, FRONT "## Page\n\n");
		for (size_t j = 0; j < 3; j++) {
			const char *heading =
			    j < 2 ? questions[j] : rows[i].third;
			if (heading[0] != '\0')
				buffer_printf(&text, "### %s\n\n", heading);
			for (size_t k = 0; k < rows[i].lines; k++)
				buffer_append_text(&text,
				    "An answer of some forty characters.\n");
			buffer_append_byte(&text, '\n');
		}
		building_begin(&building, buffer_span(&text));
		bool is_listed =
		    span_starts_with(building_page(&building, "page.gmi"),
			SPAN(HEAD "On this page:\n\n* Who?\n* What?\n* Why?\n\n"
				  "## Who?\n"));
		assert_int_equal(is_listed, rows[i].is_listed);
		building_end(&building);
		buffer_free(&text);
	}
}

/* A header of many words above many rows must not take for ever. */
static void
test_long_header(void **state)
{
	struct building building;
	struct buffer text = BUFFER_EMPTY;

	(void)state;
	buffer_append_text(&text, FRONT "## Page\n\n| ");
	buffer_append_repeated(&text, 'x', 1000000);
	buffer_append_text(&text, " | b |\n|---|---|\n");
	for (int i = 0; i < 200000; i++)
		buffer_append_text(&text, "|1|\n");
	building_begin(&building, buffer_span(&text));
	char *findings = building_findings(&building);
	assert_string_equal(findings, "1:1: error [output-too-big]\n");
	free(findings);
	building_end(&building);
	buffer_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_pairs),
	    cmocka_unit_test(test_long_cells),
	    cmocka_unit_test(test_wide_tables),
	    cmocka_unit_test(test_narrow_tables),
	    cmocka_unit_test(test_quotes),
	    cmocka_unit_test(test_tasks_and_links),
	    cmocka_unit_test(test_questions),
	    cmocka_unit_test(test_long_header),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
