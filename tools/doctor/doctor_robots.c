/*
 * robots.txt; see doctor_robots.h.
 */
#include "doctor_robots.h"

/* Take "Name: value" apart, without its comment; false if it is neither. */
static bool
read_line(struct span line, struct span *name, struct span *value)
{
	size_t colon;

	line.len = span_find(line, '#');
	colon = span_find(line, ':');
	if (colon == line.len)
		return false;
	*name = span_trim((struct span){line.ptr, colon});
	*value = span_trim(span_skip(line, colon + 1));
	return true;
}

static bool
is_ours(struct span agent)
{
	return span_equal(agent, SPAN("*")) ||
	       span_equal_nocase(agent, SPAN("researcher"));
}

bool
doctor_robots_allow(struct span robots, struct span path)
{
	struct span line, name, value;
	bool is_for_us = false, agents_go_on = false;

	while (span_take_line(&line, &robots)) {
		if (!read_line(line, &name, &value))
			continue;
		if (span_equal_nocase(name, SPAN("User-agent"))) {
			is_for_us =
			    is_ours(value) || (agents_go_on && is_for_us);
			agents_go_on = true;
			continue;
		}
		agents_go_on = false;
		if (is_for_us && value.len > 0 &&
		    span_equal_nocase(name, SPAN("Disallow")) &&
		    span_starts_with(path, value))
			return false;
	}
	return true;
}
