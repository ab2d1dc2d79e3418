/*
 * Redirects; see doctor_redirect.h.
 */
#include "doctor_redirect.h"

#define GEMINI_PORT 1965

/* The number of a port as text that has been checked already. */
static unsigned
port_number(const char *text)
{
	unsigned number = 0;

	for (; *text >= '0' && *text <= '9'; text++)
		number = number * 10 + (unsigned)(*text - '0');
	return number;
}

bool
doctor_redirect_is_here(const struct doctor_visit *visit, const struct uri *uri)
{
	return span_equal_nocase(uri->scheme, SPAN("gemini")) &&
	       uri_host_equal(uri->host, span_from(visit->host)) &&
	       uri_port(uri, GEMINI_PORT) == port_number(visit->port);
}

static void
ask_for(struct doctor_visit *visit, const struct buffer *url, size_t most,
    struct doctor_answer *answer)
{
	struct buffer bytes = BUFFER_EMPTY;

	buffer_append(&bytes, buffer_span(url));
	buffer_append(&bytes, SPAN("\r\n"));
	const struct doctor_request request = {
	    .bytes = buffer_span(&bytes), .most = most};
	doctor_visit_ask(visit, &request, answer);
	buffer_free(&bytes);
}

/* Put the redirect's target into ${url}; false if it is none. */
static bool
resolve(struct buffer *url, struct span target)
{
	struct buffer whole = BUFFER_EMPTY;
	struct uri base, reference;

	if (target.len == 0 || !uri_parse(&base, buffer_span(url)) ||
	    !uri_parse(&reference, target))
		return false;
	uri_resolve(&whole, &base, &reference);
	buffer_clear(url);
	buffer_append(url, buffer_span(&whole));
	buffer_free(&whole);
	return !url->failed;
}

enum doctor_redirect_end
doctor_redirect_follow(struct doctor_visit *visit, struct buffer *url,
    size_t most, struct doctor_answer *answer, struct buffer *why)
{
	for (int followed = 0;; followed++) {
		struct uri uri;

		ask_for(visit, url, most, answer);
		if (doctor_answer_status(answer) / 10 != 3) {
			buffer_printf(why, "%d followed", followed);
			return DOCTOR_REDIRECT_PAGE;
		}
		if (followed == DOCTOR_REDIRECTS_MAX) {
			buffer_printf(why, "more than %d, the last to ",
			    DOCTOR_REDIRECTS_MAX);
			buffer_append(why, answer->header.meta);
			return DOCTOR_REDIRECT_BAD;
		}
		if (!resolve(url, answer->header.meta) ||
		    !uri_parse(&uri, buffer_span(url))) {
			buffer_append_text(why, "a redirect to no URL: ");
			buffer_append(why, answer->header.meta);
			return DOCTOR_REDIRECT_BAD;
		}
		if (!doctor_redirect_is_here(visit, &uri)) {
			buffer_append_text(why, "elsewhere, to ");
			buffer_append(why, buffer_span(url));
			return DOCTOR_REDIRECT_AWAY;
		}
		doctor_answer_free(answer);
	}
}
