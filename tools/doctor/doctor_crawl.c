/*
 * Following links; see doctor_crawl.h.
 */
#include "doctor_crawl.h"

#include <stdlib.h>

#include "doctor_gopher.h"
#include "doctor_menu.h"
#include "doctor_queue.h"
#include "doctor_redirect.h"
#include "doctor_robots.h"
#include "doctor_text.h"
#include "gemtext.h"
#include "uri.h"

/* A crawl, in either protocol. */
struct crawl {
	struct doctor_visit *visit;
	struct doctor_report *report;
	enum doctor_check_id id;
	struct buffer robots; /* the text, empty if there is none */
	struct span missing;  /* Gopher only: as in doctor_gopher_ask */
	struct doctor_queue queue;
	size_t broken, forbidden;
};

static struct crawl *
begin(struct doctor_visit *visit, struct doctor_report *report,
    enum doctor_check_id id)
{
	struct crawl *crawl = calloc(1, sizeof *crawl);

	if (crawl == NULL)
		return NULL;
	crawl->visit = visit;
	crawl->report = report;
	crawl->id = id;
	return crawl;
}

/* A place leads nowhere: say which, and who leads there. */
static void
tell_broken(
    struct crawl *crawl, const struct doctor_place *place, const char *why)
{
	struct span name = buffer_span(&place->name);
	struct span from = buffer_span(&crawl->queue.places[place->from].name);

	if (from.len == 0)
		from = SPAN("the first menu");
	crawl->broken++;
	doctor_report_add(crawl->report, crawl->id, DOCTOR_ERROR,
	    "%.*s, linked from %.*s: %s", (int)name.len,
	    name.len > 0 ? name.ptr : "", (int)from.len, from.ptr, why);
}

static void
finish(struct crawl *crawl)
{
	bool is_whole = crawl->queue.next == crawl->queue.count &&
			crawl->queue.left_out == 0;

	if (!is_whole || crawl->broken == 0)
		doctor_report_add(crawl->report, crawl->id,
		    is_whole ? DOCTOR_OK : DOCTOR_WARNING,
		    "%zu places visited, %zu broken, %zu left to robots.txt%s",
		    crawl->queue.next - crawl->forbidden, crawl->broken,
		    crawl->forbidden, is_whole ? "" : "; there are more");
	doctor_queue_free(&crawl->queue);
	buffer_free(&crawl->robots);
	free(crawl);
}

/* Queue the target of a link on the page ${base}, if it is here. */
static void
queue_link(
    struct crawl *crawl, const struct uri *base, struct span url, size_t from)
{
	struct buffer whole = BUFFER_EMPTY;
	struct uri reference, target;

	if (!uri_parse(&reference, url))
		return;
	reference.has_fragment = false;
	reference.fragment = SPAN("");
	uri_resolve(&whole, base, &reference);
	if (uri_parse(&target, buffer_span(&whole)) &&
	    doctor_redirect_is_here(crawl->visit, &target))
		doctor_queue_add(&crawl->queue, buffer_span(&whole), 0, from);
	buffer_free(&whole);
}

static void
queue_links(struct crawl *crawl, struct span url, struct span page)
{
	struct gemtext reader = gemtext_begin(page);
	size_t from = crawl->queue.next - 1;
	struct gemtext_line line;
	struct uri base;

	if (!uri_parse(&base, url))
		return;
	while (gemtext_next(&reader, &line)) {
		if (line.kind == GEMTEXT_LINK && line.url.len > 0)
			queue_link(crawl, &base, line.url, from);
	}
}

/* Is there a page behind the answer?  A question and a 6x are answers too. */
static bool
is_there(const struct doctor_answer *answer)
{
	return doctor_text_status_in(doctor_answer_status(answer), "1x 2x 6x");
}

static void
visit_page(struct crawl *crawl, const struct doctor_place *place)
{
	struct buffer url = BUFFER_EMPTY, why = BUFFER_EMPTY;
	struct doctor_answer answer;
	enum doctor_redirect_end end;

	buffer_append(&url, buffer_span(&place->name));
	end = doctor_redirect_follow(crawl->visit, &url, 0, &answer, &why);
	if (end == DOCTOR_REDIRECT_PAGE) {
		buffer_clear(&why);
		doctor_answer_say(&answer, &why);
	} else {
		buffer_append_byte(&why, '\0');
	}
	if (end == DOCTOR_REDIRECT_BAD ||
	    (end == DOCTOR_REDIRECT_PAGE && !is_there(&answer)))
		tell_broken(crawl, place, why.ptr);
	else if (doctor_answer_status(&answer) / 10 == 2 &&
		 doctor_text_is_type(answer.header.meta, SPAN("text/gemini")))
		queue_links(crawl, buffer_span(&url), answer.header.body);
	doctor_answer_free(&answer);
	buffer_free(&url);
	buffer_free(&why);
}

static void
read_robots(struct crawl *crawl)
{
	struct buffer url = BUFFER_EMPTY, why = BUFFER_EMPTY;
	struct doctor_answer answer;

	buffer_printf(&url, "gemini://%.*s/robots.txt",
	    (int)crawl->visit->authority.len, crawl->visit->authority.ptr);
	if (doctor_redirect_follow(crawl->visit, &url, 0, &answer, &why) ==
		DOCTOR_REDIRECT_PAGE &&
	    doctor_answer_status(&answer) / 10 == 2 &&
	    doctor_text_is_type(answer.header.meta, SPAN("text/plain")))
		buffer_append(&crawl->robots, answer.header.body);
	doctor_answer_free(&answer);
	buffer_free(&url);
	buffer_free(&why);
}

static struct span
path_of(const struct doctor_place *place)
{
	struct uri uri;

	if (!uri_parse(&uri, buffer_span(&place->name)) || uri.path.len == 0)
		return SPAN("/");
	return uri.path;
}

void
doctor_crawl_gemini(struct doctor_visit *visit, struct doctor_report *report)
{
	struct crawl *crawl = begin(visit, report, DOCTOR_CRAWL_GEMINI);
	const struct doctor_place *place;
	struct buffer root = BUFFER_EMPTY;

	if (crawl == NULL)
		return;
	read_robots(crawl);
	buffer_printf(&root, "gemini://%.*s/", (int)visit->authority.len,
	    visit->authority.ptr);
	doctor_queue_add(&crawl->queue, buffer_span(&root), 0, 0);
	buffer_free(&root);
	while (!doctor_visit_is_over(visit) &&
	       (place = doctor_queue_take(&crawl->queue)) != NULL) {
		if (doctor_robots_allow(
			buffer_span(&crawl->robots), path_of(place)))
			visit_page(crawl, place);
		else
			crawl->forbidden++;
	}
	finish(crawl);
}

static void
queue_items(struct crawl *crawl, struct span menu)
{
	size_t from = crawl->queue.next - 1;
	struct doctor_menu_line line;

	while (doctor_menu_next(&line, &menu)) {
		if (doctor_menu_leads_to(&line, span_from(crawl->visit->host),
			span_from(crawl->visit->port)))
			doctor_queue_add(
			    &crawl->queue, line.selector, line.type, from);
	}
}

static void
visit_item(struct crawl *crawl, const struct doctor_place *place)
{
	struct doctor_answer answer;
	const char *fault = doctor_gopher_ask(crawl->visit,
	    buffer_span(&place->name), place->type,
	    place->name.len > 0 ? crawl->missing : SPAN(""), &answer);

	if (fault != NULL)
		tell_broken(crawl, place, fault);
	else if (place->type == '1')
		queue_items(crawl, buffer_span(&answer.bytes));
	doctor_answer_free(&answer);
}

void
doctor_crawl_gopher(struct doctor_visit *visit, struct doctor_report *report)
{
	struct crawl *crawl = begin(visit, report, DOCTOR_CRAWL_GOPHER);
	const struct doctor_place *place;
	struct doctor_answer missing, robots;

	if (crawl == NULL)
		return;
	crawl->missing = doctor_gopher_ask_missing(visit, &missing);
	if (doctor_gopher_ask(visit, SPAN("robots.txt"), '0', crawl->missing,
		&robots) == NULL)
		buffer_append(&crawl->robots, buffer_span(&robots.bytes));
	doctor_answer_free(&robots);
	doctor_queue_add(&crawl->queue, SPAN(""), '1', 0);
	while (!doctor_visit_is_over(visit) &&
	       (place = doctor_queue_take(&crawl->queue)) != NULL) {
		if (doctor_robots_allow(
			buffer_span(&crawl->robots), buffer_span(&place->name)))
			visit_item(crawl, place);
		else
			crawl->forbidden++;
	}
	finish(crawl);
	doctor_answer_free(&missing);
}
