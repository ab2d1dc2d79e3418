/*
 * Gopher, item by item; see doctor_gopher.h.
 */
#include "doctor_gopher.h"

#include "doctor_menu.h"
#include "gopher_unframe.h"

/* Items of the first menu that are asked for. */
#define ITEMS_MAX 20

/* Of an item that is no menu, so much tells whether it is there. */
#define ITEM_BYTES 4096

/* Longest excerpt of a display in a row, in bytes. */
#define DISPLAY_MAX 60

/* What came for an item, if anything: is that wrong? */
static const char *
find_fault(const struct doctor_answer *answer, char type, struct span missing)
{
	struct span message;

	if (answer->bytes.len == 0)
		return gopher_is_framed(type) ? "an empty answer" : NULL;
	if (gopher_head_judge(buffer_span(&answer->bytes), type,
		answer->end != DOCTOR_END_ENOUGH,
		&message) == GOPHER_HEAD_ERROR)
		return "an error of type 3";
	return missing.len > 0 &&
		       span_equal(doctor_answer_line(answer), missing)
		   ? "answered as what is not there"
		   : NULL;
}

const char *
doctor_gopher_ask(struct doctor_visit *visit, struct span selector, char type,
    struct span missing, struct doctor_answer *answer)
{
	struct buffer bytes = BUFFER_EMPTY;
	bool came;

	buffer_append(&bytes, selector);
	buffer_append(&bytes, SPAN("\r\n"));
	const struct doctor_request request = {
	    .bytes = buffer_span(&bytes),
	    .in_clear = true,
	    .most = type == '1' ? 0 : ITEM_BYTES,
	};
	came = doctor_visit_ask(visit, &request, answer);
	buffer_free(&bytes);
	if (answer->end == DOCTOR_END_TIMEOUT)
		return "the connection stays open";
	if (!came)
		return answer->fault;
	return find_fault(answer, type, missing);
}

struct span
doctor_gopher_ask_missing(
    struct doctor_visit *visit, struct doctor_answer *answer)
{
	doctor_gopher_ask(visit,
	    SPAN("/lozenge-doctor-asks-for-a-missing-item"), '1', SPAN(""),
	    answer);
	return span_starts_with(buffer_span(&answer->bytes), SPAN("3"))
		   ? SPAN("")
		   : doctor_answer_line(answer);
}

/* What lines of a menu did wrong: how many, and the first of them. */
struct fault {
	enum doctor_check_id id;
	const char *right, *wrong;
	size_t count, first;
	struct span line;
};

static void
count_fault(struct fault *fault, bool is_right, size_t number,
    const struct doctor_menu_line *line)
{
	if (is_right)
		return;
	if (fault->count++ > 0)
		return;
	fault->first = number;
	fault->line = line->display;
	if (fault->line.len > DISPLAY_MAX)
		fault->line.len = DISPLAY_MAX;
}

static void
tell_fault(
    struct doctor_report *report, const struct fault *fault, size_t lines)
{
	if (fault->count == 0)
		doctor_report_add(
		    report, fault->id, DOCTOR_OK, "%s", fault->right);
	else
		doctor_report_add(report, fault->id,
		    fault->id == DOCTOR_GOPHER_FIELDS ? DOCTOR_ERROR
						      : DOCTOR_WARNING,
		    "%s in %zu of %zu lines; the first is line %zu, "
		    "\"%.*s\"",
		    fault->wrong, fault->count, lines, fault->first,
		    (int)fault->line.len,
		    fault->line.len > 0 ? fault->line.ptr : "");
}

/* Judge each line of the menu. */
static void
check_lines(struct doctor_report *report, struct span menu)
{
	struct fault faults[] = {
	    {.id = DOCTOR_GOPHER_FIELDS,
		.right = "all four",
		.wrong = "not all four"},
	    {.id = DOCTOR_GOPHER_TYPES,
		.right = "all known",
		.wrong = "an unknown type"},
	    {.id = DOCTOR_GOPHER_WIDTH,
		.right = "all fit",
		.wrong = "too wide a display"},
	    {.id = DOCTOR_GOPHER_LINES,
		.right = "CR LF",
		.wrong = "another end"},
	};
	struct doctor_menu_line line;
	size_t number = 0;

	while (doctor_menu_next(&line, &menu)) {
		number++;
		count_fault(&faults[0], line.has_fields, number, &line);
		count_fault(&faults[1], line.has_known_type, number, &line);
		count_fault(&faults[2], line.fits, number, &line);
		count_fault(&faults[3], line.has_crlf, number, &line);
	}
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
		tell_fault(report, &faults[i], number);
	if (doctor_menu_is_end(menu))
		doctor_report_add(
		    report, DOCTOR_GOPHER_END, DOCTOR_OK, "a dot");
	else
		doctor_report_add(report, DOCTOR_GOPHER_END, DOCTOR_WARNING,
		    menu.len == 0 ? "there is no dot"
				  : "more follows after the dot");
}

/* Do the items lead to the server under the name we know it by? */
static void
check_host(const struct doctor_visit *visit, struct doctor_report *report,
    struct span menu)
{
	struct doctor_menu_line line, other = {0};
	size_t here = 0;

	while (doctor_menu_next(&line, &menu)) {
		if (doctor_menu_leads_to(
			&line, span_from(visit->host), span_from(visit->port)))
			here++;
		else if (doctor_menu_is_item(&line) && other.host.len == 0)
			other = line;
	}
	if (here > 0 || other.host.len == 0)
		doctor_report_add(report, DOCTOR_GOPHER_HOST, DOCTOR_OK,
		    "%zu items lead here", here);
	else
		doctor_report_add(report, DOCTOR_GOPHER_HOST, DOCTOR_WARNING,
		    "no item leads here; the first leads to %.*s port %.*s",
		    (int)other.host.len, other.host.ptr, (int)other.port.len,
		    other.port.ptr);
}

/* Is the item there?  ${missing} as in doctor_gopher_ask. */
static bool
check_item(struct doctor_visit *visit, struct doctor_report *report,
    const struct doctor_menu_line *line, struct span missing)
{
	struct doctor_answer answer;
	const char *fault = doctor_gopher_ask(
	    visit, line->selector, line->type, missing, &answer);

	if (fault != NULL)
		doctor_report_add(report, DOCTOR_GOPHER_ITEMS, DOCTOR_ERROR,
		    "\"%.*s\", selector %.*s: %s", (int)line->display.len,
		    line->display.ptr, (int)line->selector.len,
		    line->selector.ptr, fault);
	doctor_answer_free(&answer);
	return fault == NULL;
}

static void
check_items(struct doctor_visit *visit, struct doctor_report *report,
    struct span menu, struct span missing)
{
	struct doctor_menu_line line;
	size_t tried = 0, there = 0;

	while (tried < ITEMS_MAX && !doctor_visit_is_over(visit) &&
	       doctor_menu_next(&line, &menu)) {
		if (!doctor_menu_leads_to(
			&line, span_from(visit->host), span_from(visit->port)))
			continue;
		tried++;
		there += check_item(visit, report, &line, missing) ? 1 : 0;
	}
	if (there == tried)
		doctor_report_add(report, DOCTOR_GOPHER_ITEMS, DOCTOR_OK,
		    "%zu items are there", there);
}

/* Does what is not there give an error? */
static void
check_missing(struct doctor_report *report, const struct doctor_answer *answer)
{
	struct buffer said = BUFFER_EMPTY;
	bool is_error =
	    span_starts_with(buffer_span(&answer->bytes), SPAN("3"));

	doctor_answer_say(answer, &said);
	doctor_report_add(report, DOCTOR_GOPHER_MISSING,
	    is_error ? DOCTOR_OK : DOCTOR_ERROR, "%.*s",
	    (int)span_find(buffer_span(&said), '\t'), said.ptr);
	buffer_free(&said);
}

/* All that a first menu shows. */
static void
check_menu(
    struct doctor_visit *visit, struct doctor_report *report, struct span menu)
{
	struct doctor_answer answer;
	struct span missing;

	check_lines(report, menu);
	check_host(visit, report, menu);
	missing = doctor_gopher_ask_missing(visit, &answer);
	check_missing(report, &answer);
	check_items(visit, report, menu, missing);
	doctor_answer_free(&answer);
}

bool
doctor_gopher(
    struct doctor_visit *visit, struct doctor_report *report, bool is_expected)
{
	struct doctor_answer root;
	const char *fault =
	    doctor_gopher_ask(visit, SPAN(""), '1', SPAN(""), &root);
	bool is_there = root.bytes.len > 0;

	if (fault != NULL) {
		doctor_report_add(report, DOCTOR_GOPHER,
		    is_expected || is_there ? DOCTOR_ERROR : DOCTOR_SKIPPED,
		    "port %s: %s", visit->port, fault);
	} else {
		doctor_report_add(
		    report, DOCTOR_GOPHER, DOCTOR_OK, "port %s", visit->port);
		check_menu(visit, report, buffer_span(&root.bytes));
	}
	doctor_answer_free(&root);
	return fault == NULL;
}
