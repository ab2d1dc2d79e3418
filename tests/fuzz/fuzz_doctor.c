/*
 * Fuzz: what servers that are looked at say: headers, menus, robots.txt.
 *
 * What is found lies within the answer, and a menu's lines are all of it.
 */
#include <assert.h>
#include <stdint.h>

#include "doctor_menu.h"
#include "doctor_robots.h"
#include "doctor_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
is_within(struct span part, struct span whole)
{
	return part.len == 0 ||
	       (part.ptr >= whole.ptr &&
		   part.ptr + part.len <= whole.ptr + whole.len);
}

static void
check_header(struct span answer)
{
	struct gemini_header header, strict;
	struct span value;
	bool is_read = doctor_text_header_read(&header, answer);

	/* Without a fault, it is read as clients read it. */
	if (doctor_text_header_fault(answer) == NULL) {
		assert(is_read);
		assert(
		    gemini_header_parse(&strict, answer) == GEMINI_HEADER_OK);
		assert(strict.status == header.status);
		assert(span_equal(strict.body, header.body));
	}
	if (!is_read)
		return;
	assert(header.status >= 10 && header.status <= 69);
	assert(doctor_text_status_in(header.status, "1x 2x 3x 4x 5x 6x"));
	assert(is_within(header.meta, answer));
	assert(is_within(header.body, answer));
	if (doctor_text_parameter(header.meta, SPAN("charset"), &value))
		assert(is_within(value, header.meta));
	(void)doctor_text_is_type(header.meta, SPAN("text/gemini"));
}

static void
check_menu(struct span menu)
{
	struct doctor_menu_line line;
	struct span rest = menu;

	for (size_t left = rest.len; doctor_menu_next(&line, &rest);
	     left = rest.len) {
		assert(rest.len < left && is_within(rest, menu));
		assert(is_within(line.display, menu));
		assert(is_within(line.selector, menu));
		assert(is_within(line.host, menu));
		if (doctor_menu_leads_to(&line, SPAN("a.example"), SPAN("70")))
			assert(doctor_menu_is_item(&line) && line.has_fields);
	}
	assert(rest.len == 0 || rest.ptr[0] == '.');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span answer = {(const char *)data, size};
	struct span line, rest = answer;

	check_header(answer);
	check_menu(answer);
	/* What is forbidden is so with all below it. */
	if (!doctor_robots_allow(answer, SPAN("/a/")))
		assert(!doctor_robots_allow(answer, SPAN("/a/b")));
	if (span_take_line(&line, &rest))
		(void)doctor_robots_allow(rest, line);
	return 0;
}
