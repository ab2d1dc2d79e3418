/*
 * Gemini, page by page; see doctor_gemini.h.
 */
#include "doctor_gemini.h"

#include <stdio.h>

#include "connect.h"
#include "doctor_redirect.h"
#include "doctor_rules.h"
#include "doctor_text.h"
#include "utf8.h"

/* How long a client may say nothing before that is worth a warning. */
#define SILENCE_MS 30000

/* What is asked for to see how an answer, and an error, look. */
static const struct {
	const char *name, *before, *behind; /* host and port */
} visits[] = {
    {"a page", "gemini://", "/\r\n"},
    {"a missing page", "gemini://",
	"/lozenge-doctor-asks-for-a-missing-page\r\n"},
    {"a bad request", "//", "/\r\n"},
};

static void
check_header(struct doctor_report *report, const char *name,
    const struct doctor_answer *answer)
{
	const char *fault =
	    doctor_text_header_fault(buffer_span(&answer->bytes));

	doctor_report_add(report, DOCTOR_HEADER,
	    fault == NULL ? DOCTOR_OK : DOCTOR_ERROR, "%s: %s", name,
	    fault == NULL ? "well formed" : fault);
}

static void
check_end(struct doctor_report *report, const char *name,
    const struct doctor_answer *answer)
{
	static const struct {
		enum doctor_verdict verdict;
		const char *text;
	} ends[] = {
	    [DOCTOR_END_CLOSED] = {DOCTOR_OK, "close_notify was sent"},
	    [DOCTOR_END_TRUNCATED] = {DOCTOR_ERROR,
		"the connection ended without close_notify"},
	    [DOCTOR_END_TIMEOUT] = {DOCTOR_ERROR, "the connection stayed open"},
	    [DOCTOR_END_ENOUGH] = {DOCTOR_SKIPPED,
		"the page is too long to read to its end"},
	    [DOCTOR_END_FAILED] = {DOCTOR_ERROR, ""},
	};

	doctor_report_add(report, DOCTOR_CLOSE_NOTIFY,
	    ends[answer->end].verdict, "%s: %s%s", name, ends[answer->end].text,
	    answer->fault);
}

static void
check_forms(struct doctor_visit *visit, struct doctor_report *report)
{
	for (size_t i = 0; i < sizeof visits / sizeof visits[0]; i++) {
		struct buffer bytes = BUFFER_EMPTY;
		struct doctor_answer answer;

		buffer_append_text(&bytes, visits[i].before);
		buffer_append(&bytes, visit->authority);
		buffer_append_text(&bytes, visits[i].behind);
		const struct doctor_request request = {
		    .bytes = buffer_span(&bytes)};
		doctor_visit_ask(visit, &request, &answer);
		check_header(report, visits[i].name, &answer);
		check_end(report, visits[i].name, &answer);
		doctor_answer_free(&answer);
		buffer_free(&bytes);
	}
}

/* Is the page's text what its header claims? */
static void
check_charset(struct doctor_report *report, const struct doctor_answer *page)
{
	struct span charset = SPAN("utf-8");
	bool is_named =
	    doctor_text_parameter(page->header.meta, SPAN("charset"), &charset);
	size_t valid = utf8_valid_length(page->header.body);

	if (!span_equal_nocase(charset, SPAN("utf-8")) &&
	    !span_equal_nocase(charset, SPAN("us-ascii")))
		doctor_report_add(report, DOCTOR_CHARSET, DOCTOR_WARNING,
		    "the charset is %.*s, which not all clients know",
		    (int)charset.len, charset.ptr);
	else if (valid != page->header.body.len &&
		 page->end != DOCTOR_END_ENOUGH)
		doctor_report_add(report, DOCTOR_CHARSET, DOCTOR_ERROR,
		    "byte %zu of the first page is no UTF-8", valid + 1);
	else
		doctor_report_add(report, DOCTOR_CHARSET, DOCTOR_OK, "UTF-8%s",
		    is_named ? "" : ", which goes without saying");
}

static void
check_lang(struct doctor_report *report, const struct doctor_answer *page)
{
	struct span lang;

	if (doctor_text_parameter(page->header.meta, SPAN("lang"), &lang))
		doctor_report_add(report, DOCTOR_LANG, DOCTOR_OK, "%.*s",
		    (int)lang.len, lang.ptr);
	else
		doctor_report_add(report, DOCTOR_LANG, DOCTOR_WARNING,
		    "the first page does not tell its language");
}

/* Is ${url} no longer that of the root? */
static bool
is_redirected(const struct buffer *url, const struct doctor_visit *visit)
{
	struct span rest = span_skip(buffer_span(url), SPAN("gemini://").len);

	return !span_starts_with(rest, visit->authority) ||
	       !span_equal(span_skip(rest, visit->authority.len), SPAN("/"));
}

/* Follow the first page's redirects, and look at where they end. */
static void
check_first_page(struct doctor_visit *visit, struct doctor_report *report)
{
	struct buffer url = BUFFER_EMPTY, why = BUFFER_EMPTY;
	struct doctor_answer page;
	enum doctor_redirect_end end;
	bool is_lost;

	buffer_printf(&url, "gemini://%.*s/", (int)visit->authority.len,
	    visit->authority.ptr);
	end = doctor_redirect_follow(visit, &url, 0, &page, &why);
	is_lost =
	    end == DOCTOR_REDIRECT_PAGE && is_redirected(&url, visit) &&
	    !doctor_text_status_in(doctor_answer_status(&page), "1x 2x 6x");
	if (is_lost) {
		buffer_append_text(&why, ", to ");
		buffer_append(&why, buffer_span(&url));
		buffer_append_text(&why, ": ");
		doctor_answer_say(&page, &why);
	}
	buffer_append_byte(&why, '\0');
	doctor_report_add(report, DOCTOR_REDIRECTS,
	    end == DOCTOR_REDIRECT_BAD || is_lost ? DOCTOR_ERROR : DOCTOR_OK,
	    "%s", why.ptr);
	if (doctor_answer_status(&page) / 10 == 2 &&
	    doctor_text_is_type(page.header.meta, SPAN("text/gemini"))) {
		check_charset(report, &page);
		check_lang(report, &page);
	} else {
		doctor_report_add(report, DOCTOR_CHARSET, DOCTOR_SKIPPED,
		    "the first page is no text/gemini");
		doctor_report_add(report, DOCTOR_LANG, DOCTOR_SKIPPED,
		    "the first page is no text/gemini");
	}
	doctor_answer_free(&page);
	buffer_free(&url);
	buffer_free(&why);
}

/* Say nothing: is that put an end to? */
static void
check_silence(struct doctor_visit *visit, struct doctor_report *report)
{
	const struct doctor_request request = {.wait_ms = SILENCE_MS};
	int64_t began_ms = connect_now_ms();
	struct doctor_answer answer;
	int seconds;

	doctor_visit_ask(visit, &request, &answer);
	seconds = (int)((connect_now_ms() - began_ms) / 1000);
	if (answer.end == DOCTOR_END_TIMEOUT)
		doctor_report_add(report, DOCTOR_SILENT, DOCTOR_WARNING,
		    "still connected after %d seconds", seconds);
	else
		doctor_report_add(report, DOCTOR_SILENT, DOCTOR_OK,
		    "after %d seconds", seconds);
	doctor_answer_free(&answer);
}

void
doctor_gemini(struct doctor_visit *visit, struct doctor_report *report)
{
	check_forms(visit, report);
	check_first_page(visit, report);
	doctor_rules(visit, report);
	check_silence(visit, report);
}
