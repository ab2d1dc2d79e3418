/*
 * A list of mappings, one a change.
 */
#include "front_matter_changes.h"

#include <stdlib.h>

#include "date.h"
#include "front_matter_looks.h"

static const char form[] =
    "\"changes\" is a list: \"  - date: 2026-01-31\", and below it \"    text: "
    "What is new\"";

struct reading {
	struct yaml_events *events;
	struct front_matter_change change; /* the present one */
};

/* Takes the date or the text of a change; see yaml_events_take. */
static void
take_pair(void *arg, struct span name, size_t at, const yaml_event_t *value)
{
	struct reading *reading = arg;
	struct yaml_events *events = reading->events;
	struct front_matter_value *part = NULL;
	bool is_date = span_equal(name, SPAN("date"));
	const char *key = is_date ? "date" : "text";

	if (is_date)
		part = &reading->change.date;
	else if (span_equal(name, SPAN("text")))
		part = &reading->change.text;
	if (part == NULL)
		source_warning(events->source, at, "unknown-key",
		    "unknown key \"%.*s\"; a change has a \"date\" and a "
		    "\"text\"",
		    (int)name.len, name.ptr);
	else if (part->text.len > 0)
		source_error(events->source, at, "duplicate-key",
		    "\"%.*s\" is given twice; begin each change with \"- \"",
		    (int)name.len, name.ptr);
	if (value->type != YAML_SCALAR_EVENT) {
		yaml_events_refuse(events, value);
	} else if (part != NULL && part->text.len == 0) {
		part->text = yaml_events_text(events, value);
		part->at = yaml_events_place(events, value->start_mark);
		front_matter_looks_check(part, key, events->source);
	}
}

static void
add_change(struct front_matter *front, struct reading *reading)
{
	const struct source *source = reading->events->source;
	struct front_matter_change *change = &reading->change;
	date_day day;

	if (change->date.text.len == 0 || change->text.text.len == 0) {
		source_error(source, change->at, "missing-key",
		    "this change has no %s; %s",
		    change->date.text.len == 0 ? "date" : "text", form);
		return;
	}
	if (!date_parse(&day, change->date.text)) {
		source_error(source, change->date.at, "bad-date",
		    "there is no such day; write it as year-month-day, such as "
		    "2026-01-31");
		return;
	}

	front->changes = reallocarray(
	    front->changes, front->change_count + 1, sizeof *front->changes);
	front->changes[front->change_count++] = *change;
}

/* Read the items of the list, up to its end. */
static void
read_items(struct front_matter *front, struct yaml_events *events)
{
	yaml_event_t event;

	while (yaml_events_next(events, &event)) {
		yaml_event_type_t type = event.type;
		struct reading reading = {
		    .events = events,
		    .change.at = yaml_events_place(events, event.start_mark),
		};

		if (type == YAML_MAPPING_START_EVENT) {
			yaml_events_pairs(events, take_pair, &reading);
			if (!events->broken)
				add_change(front, &reading);
		} else if (type != YAML_SEQUENCE_END_EVENT) {
			source_error(events->source, reading.change.at,
			    "front-matter-malformed", "%s", form);
			if (yaml_events_opens(type))
				yaml_events_skip(events);
		}
		yaml_event_delete(&event);
		if (type == YAML_SEQUENCE_END_EVENT)
			return;
	}
}

void
front_matter_changes_read(struct front_matter *front, size_t at,
    struct yaml_events *events, const yaml_event_t *event)
{
	front->changes_at = at;
	if (event->type == YAML_SEQUENCE_START_EVENT) {
		read_items(front, events);
		return;
	}
	source_error(events->source,
	    yaml_events_place(events, event->start_mark),
	    "front-matter-malformed", "%s", form);
	if (yaml_events_opens(event->type))
		yaml_events_skip(events);
}
