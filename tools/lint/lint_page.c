/*
 * One page of gemtext; see lint_page.h.
 */
#include "lint_page.h"

#include "gemtext.h"
#include "lint_characters.h"
#include "feed_date.h"
#include "lint_gopher.h"

/* Where the check of a page stands; line numbers count from 1, 0 is none. */
struct check {
	struct lint_file *file;
	void (*visit)(void *arg, const struct lint_link *link);
	void *arg;
	size_t number;     /* of the line in hand */
	const char *start; /* of the line in hand */
	size_t title;      /* the line of the first title */
	size_t opening;    /* the line that opened preformatted text */
};

/* The column at which ${text}, part of the line in hand, begins. */
static size_t
column_of(const struct check *check, struct span text)
{
	return text.len == 0 ? 1 : (size_t)(text.ptr - check->start) + 1;
}

static void
check_heading(struct check *check, const struct gemtext_line *line)
{
	size_t column = column_of(check, line->raw);

	if (span_trim(line->text).len == 0)
		lint_report(check->file, LINT_EMPTY_HEADING, check->number,
		    column, "the heading has no words");
	if (line->level != 1)
		return;
	if (check->title == 0) {
		check->title = check->number;
		return;
	}
	lint_report(check->file, LINT_SECOND_TITLE, check->number, column,
	    "a page has one title; use ## here");
	lint_note(check->file, check->title, 1, "the first title is here");
}

/* A label that begins with a date makes its link an entry of a feed. */
static void
check_date(struct check *check, struct span label)
{
	size_t column = column_of(check, label);

	switch (feed_date_read(label)) {
	case FEED_DATE_NONE:
	case FEED_DATE_GOOD:
		break;
	case FEED_DATE_IMPOSSIBLE:
		lint_report(check->file, LINT_BAD_DATE, check->number, column,
		    "there is no such day as %.*s", 10, label.ptr);
		break;
	case FEED_DATE_NEARLY:
		lint_report(check->file, LINT_NEAR_DATE, check->number, column,
		    "to make this an entry of a feed, write its date as "
		    "YYYY-MM-DD and a space");
		break;
	}
}

static void
check_link(struct check *check, const struct gemtext_line *line)
{
	struct lint_link link = {.url = line->url,
	    .label = span_trim(line->text),
	    .line = check->number,
	    .column = column_of(check, line->url)};

	if (link.url.len == 0) {
		lint_report(check->file, LINT_EMPTY_LINK, check->number,
		    column_of(check, line->raw), "the link names no URL");
		return;
	}
	if (link.label.len == 0)
		lint_report(check->file, LINT_MISSING_LABEL, check->number,
		    link.column, "the link has no label: readers see its URL");
	else
		check_date(check, link.label);
	lint_gopher_check_text(check->file, link.label, check->number,
	    column_of(check, link.label));
	check->visit(check->arg, &link);
}

static void
check_toggle(struct check *check, const struct gemtext_line *line)
{
	if (!line->opens) {
		check->opening = 0;
		return;
	}
	check->opening = check->number;
	if (span_trim(line->text).len == 0)
		lint_report(check->file, LINT_MISSING_ALT_TEXT, check->number,
		    column_of(check, line->raw),
		    "the preformatted text has no alt text: say after ``` "
		    "what it shows");
}

static void
check_line(struct check *check, const struct gemtext_line *line)
{
	switch (line->kind) {
	case GEMTEXT_HEADING:
		check_heading(check, line);
		break;
	case GEMTEXT_LINK:
		check_link(check, line);
		return;
	case GEMTEXT_TOGGLE:
		check_toggle(check, line);
		break;
	case GEMTEXT_PREFORMATTED:
		lint_gopher_check_preformatted(
		    check->file, line->raw, check->number);
		break;
	case GEMTEXT_TEXT:
	case GEMTEXT_LIST:
	case GEMTEXT_QUOTE:
		break;
	}
	lint_gopher_check_text(
	    check->file, line->raw, check->number, column_of(check, line->raw));
}

void
lint_page_check(struct lint_file *file, struct span text,
    void (*visit)(void *arg, const struct lint_link *link), void *arg)
{
	struct check check = {.file = file, .visit = visit, .arg = arg};
	struct gemtext reader = gemtext_begin(text);
	struct gemtext_line line;

	lint_characters_check(file, text);
	while (gemtext_next(&reader, &line)) {
		check.number++;
		/* A byte order mark is passed over, but has its columns. */
		check.start = check.number == 1 ? text.ptr : line.raw.ptr;
		check_line(&check, &line);
	}
	if (check.title == 0)
		lint_report(file, LINT_MISSING_TITLE, 1, 1,
		    "the page has no title: begin it with \"# \" and words");
	if (check.opening != 0)
		lint_report(file, LINT_UNCLOSED_PREFORMATTED, check.opening, 1,
		    "the preformatted text that begins here never ends");
}
