/*
 * The table of requests; see doctor_rules.h.
 */
#include "doctor_rules.h"

#include "doctor_text.h"

/* A page that no capsule has. */
#define NO_PAGE "lozenge-doctor-asks-for-a-missing-page"

/* Any answer that is a page, a way to one, or a question. */
#define ANSWERED "1x 2x 3x 6x"

/* For an answer that should not come before CR LF, in milliseconds. */
#define NO_ANSWER_MS 2000

/* How a request is sent. */
enum manner {
	AT_ONCE,
	BYTE_BY_BYTE,
	WITHOUT_END, /* no CR LF: silence is a right answer */
};

struct rule {
	enum doctor_check_id id;
	enum manner manner;
	const char *request; /* $ stands for host and port */
	size_t fill;         /* lengthen the URL to so many bytes */
	const char *right;   /* statuses, as doctor_text_status_in */
	const char *odd;     /* those that are worth a warning */
};

static const struct rule rules[] = {
    {DOCTOR_ROOT, AT_ONCE, "gemini://$/\r\n", 0, ANSWERED, ""},
    {DOCTOR_EMPTY_PATH, AT_ONCE, "gemini://$\r\n", 0, ANSWERED, ""},
    {DOCTOR_MISSING, AT_ONCE, "gemini://$/" NO_PAGE "\r\n", 0, "51",
	"1x 3x 4x 5x 6x"},
    {DOCTOR_FOREIGN_HOST, AT_ONCE, "gemini://lozenge-doctor.invalid/\r\n", 0,
	"53", "4x 5x"},
    {DOCTOR_FOREIGN_SCHEME, AT_ONCE, "https://$/\r\n", 0, "53", "4x 5x"},
    {DOCTOR_URL_1024, AT_ONCE, "gemini://$/" NO_PAGE "\r\n", 1024,
	ANSWERED " 51", "4x 50 52 53"},
    {DOCTOR_URL_1025, AT_ONCE, "gemini://$/" NO_PAGE "\r\n", 1025, "59", "50"},
    {DOCTOR_USERINFO, AT_ONCE, "gemini://user@$/\r\n", 0, "59", "4x 5x"},
    {DOCTOR_FRAGMENT, AT_ONCE, "gemini://$/#part\r\n", 0, "59", "4x 5x"},
    {DOCTOR_RELATIVE, AT_ONCE, "/\r\n", 0, "59", "4x 5x"},
    {DOCTOR_CONTROL, AT_ONCE, "gemini://$/\x01\r\n", 0, "59", "4x 5x"},
    {DOCTOR_LINE_END, WITHOUT_END, "gemini://$/\n", 0, "59",
	"1x 2x 3x 4x 5x 6x"},
    {DOCTOR_ABOVE_ROOT, AT_ONCE, "gemini://$/../../../../../../etc/passwd\r\n",
	0, "3x 4x 5x", "1x 2x 6x"},
    {DOCTOR_ABOVE_ROOT, AT_ONCE,
	"gemini://$/%2e%2e/%2e%2e/%2e%2e/etc/passwd\r\n", 0, "3x 4x 5x",
	"1x 2x 6x"},
    {DOCTOR_ABOVE_ROOT, AT_ONCE, "gemini://$//etc/passwd\r\n", 0, "3x 4x 5x",
	"1x 2x 6x"},
    {DOCTOR_SLOW, BYTE_BY_BYTE, "gemini://$/\r\n", 0, ANSWERED, ""},
};

/* Write a rule's request. */
static void
write_request(
    struct buffer *out, const struct rule *rule, struct span authority)
{
	struct span text = span_from(rule->request);
	size_t dollar = span_find(text, '$');
	size_t line_end = sizeof "\r\n" - 1;

	buffer_append(out, (struct span){text.ptr, dollar});
	if (dollar < text.len)
		buffer_append(out, authority);
	buffer_append(out, span_skip(text, dollar + 1));
	if (out->failed || rule->fill == 0 || out->len < line_end)
		return;
	out->len -= line_end;
	if (rule->fill > out->len)
		buffer_append_repeated(out, 'x', rule->fill - out->len);
	buffer_append(out, SPAN("\r\n"));
}

/*
 * Is this the host's own list of users?  A server that answers 20 to all that
 * is not there does no harm by it.
 */
static bool
holds_users(const struct doctor_answer *answer)
{
	struct span rest = answer->header.body;
	struct span line;

	while (span_take_line(&line, &rest))
		if (span_starts_with(line, SPAN("root:")))
			return true;
	return false;
}

static enum doctor_verdict
judge(const struct rule *rule, const struct doctor_answer *answer)
{
	int status = doctor_answer_status(answer);

	if (doctor_text_status_in(status, rule->right))
		return DOCTOR_OK;
	if (answer->bytes.len == 0 && rule->manner == WITHOUT_END)
		return DOCTOR_OK;
	if (rule->id == DOCTOR_ABOVE_ROOT && status != 0 && holds_users(answer))
		return DOCTOR_ERROR;
	if (doctor_text_status_in(status, rule->odd))
		return DOCTOR_WARNING;
	return DOCTOR_ERROR;
}

static void
try_rule(struct doctor_visit *visit, struct doctor_report *report,
    const struct rule *rule)
{
	struct buffer bytes = BUFFER_EMPTY, said = BUFFER_EMPTY;
	struct doctor_answer answer;

	write_request(&bytes, rule, visit->authority);
	const struct doctor_request request = {
	    .bytes = buffer_span(&bytes),
	    .byte_by_byte = rule->manner == BYTE_BY_BYTE,
	    .wait_ms = rule->manner == WITHOUT_END ? NO_ANSWER_MS : 0,
	};
	doctor_visit_ask(visit, &request, &answer);
	doctor_answer_say(&answer, &said);
	doctor_report_add(
	    report, rule->id, judge(rule, &answer), "%s", said.ptr);
	doctor_answer_free(&answer);
	buffer_free(&said);
	buffer_free(&bytes);
}

void
doctor_rules(struct doctor_visit *visit, struct doctor_report *report)
{
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		if (doctor_visit_is_over(visit))
			doctor_report_add(report, rules[i].id, DOCTOR_SKIPPED,
			    "the server is too slow to try all");
		else
			try_rule(visit, report, &rules[i]);
	}
}
