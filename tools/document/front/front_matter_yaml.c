/*
 * The keys of the front matter: each known, given once, and of its kind.
 */
#include "front_matter_yaml.h"

#include "front_matter_changes.h"
#include "front_matter_looks.h"
#include "front_matter_words.h"
#include "nearest.h"
#include "yaml_events.h"

/* Keys whose value is no text stand behind those of front_matter_key. */
enum {
	KEY_CHANGES = FRONT_MATTER_KEYS,
	KEY_WORDS,
	KEYS,
};

static const struct {
	const char *name;
	bool required;
} keys[KEYS] = {
    [FRONT_MATTER_TITLE] = {"title", true},
    [FRONT_MATTER_LANG] = {"lang", true},
    [FRONT_MATTER_SUMMARY] = {"summary", true},
    [FRONT_MATTER_REVIEWED] = {"reviewed", true},
    [FRONT_MATTER_NEXT_REVIEW] = {"next-review", false},
    [FRONT_MATTER_PUBLISHER] = {"publisher", false},
    [FRONT_MATTER_CONTACT] = {"contact", false},
    [FRONT_MATTER_LICENCE] = {"licence", false},
    [FRONT_MATTER_URL] = {"url", false},
    [KEY_CHANGES] = {"changes", false},
    [KEY_WORDS] = {"words", false},
};

/* What reading has come to. */
struct reading {
	struct front_matter *front;
	const struct source *source;
	struct yaml_events events;
	size_t key_at[KEYS]; /* where each was first given */
	bool seen[KEYS];
};

static void
tell_unknown_key(const struct reading *reading, struct span name, size_t at)
{
	struct nearest search = nearest_begin(name);

	for (size_t i = 0; i < KEYS; i++)
		nearest_try(&search, span_from(keys[i].name));
	if (search.best.len > 0)
		source_warning(reading->source, at, "unknown-key",
		    "unknown key \"%.*s\"; did you mean \"%.*s\"?",
		    (int)name.len, name.ptr, (int)search.best.len,
		    search.best.ptr);
	else
		source_warning(reading->source, at, "unknown-key",
		    "unknown key \"%.*s\" is left out; the keys are title, "
		    "lang, summary, reviewed, next-review, publisher, contact, "
		    "licence, url, changes and words",
		    (int)name.len, name.ptr);
}

/* Which key is it?  KEYS, after telling so, if it is to be passed over. */
static size_t
find_key(struct reading *reading, struct span name, size_t at)
{
	size_t key = 0;

	while (
	    key < KEYS && !span_equal_nocase(name, span_from(keys[key].name)))
		key++;
	if (key == KEYS) {
		tell_unknown_key(reading, name, at);
		return KEYS;
	}
	if (!span_equal(name, span_from(keys[key].name))) {
		source_warning(reading->source, at, "unknown-key",
		    "keys are in small letters: write \"%s\"", keys[key].name);
		source_edit(reading->source, at, name.len, keys[key].name);
	}
	if (reading->seen[key]) {
		source_error(reading->source, at, "duplicate-key",
		    "\"%s\" is given twice; keep one", keys[key].name);
		source_note(reading->source, reading->key_at[key],
		    "duplicate-key", "it was first given here");
		key = KEYS;
	} else {
		reading->seen[key] = true;
		reading->key_at[key] = at;
	}
	return key;
}

/* A text is the value of ${key}. */
static void
take_text(struct reading *reading, size_t key, const yaml_event_t *event)
{
	struct front_matter_value *value = &reading->front->values[key];

	value->at = yaml_events_place(&reading->events, event->start_mark);
	value->text = yaml_events_text(&reading->events, event);
	if (value->text.len == 0 && keys[key].required)
		source_error(reading->source, reading->key_at[key],
		    "missing-key",
		    "\"%s\" is empty; write its value after the colon",
		    keys[key].name);
	front_matter_looks_check(value, keys[key].name, reading->source);
}

/* Takes one pair of the front matter; see yaml_events_take. */
static void
take_pair(void *arg, struct span name, size_t at, const yaml_event_t *value)
{
	struct reading *reading = arg;
	size_t key = find_key(reading, name, at);

	if (key == KEY_CHANGES)
		front_matter_changes_read(
		    reading->front, at, &reading->events, value);
	else if (key == KEY_WORDS)
		front_matter_words_read(
		    reading->front, &reading->events, value);
	else if (key < FRONT_MATTER_KEYS && value->type == YAML_SCALAR_EVENT)
		take_text(reading, key, value);
	else if (key < FRONT_MATTER_KEYS)
		yaml_events_refuse(&reading->events, value);
	else if (yaml_events_opens(value->type))
		yaml_events_skip(&reading->events);
}

/* Read events up to the end of the stream; the mapping is among them. */
static void
read_stream(struct reading *reading)
{
	struct yaml_events *events = &reading->events;
	yaml_event_t event;

	while (yaml_events_next(events, &event)) {
		yaml_event_type_t type = event.type;
		bool is_text =
		    type == YAML_SCALAR_EVENT && event.data.scalar.length > 0;

		if (type == YAML_MAPPING_START_EVENT)
			yaml_events_pairs(events, take_pair, reading);
		else if (is_text || type == YAML_SEQUENCE_START_EVENT ||
			 type == YAML_ALIAS_EVENT)
			yaml_events_refuse(events, &event);
		yaml_event_delete(&event);
		if (type == YAML_STREAM_END_EVENT)
			return;
	}
}

/* Does a line of broken YAML begin with this key all the same? */
static bool
stands_in_text(struct span yaml, struct span key)
{
	struct span line;

	while (span_take_line(&line, &yaml))
		if (span_starts_with(line, key) &&
		    span_starts_with(
			span_trim(span_skip(line, key.len)), SPAN(":")))
			return true;
	return false;
}

static void
tell_missing(const struct reading *reading)
{
	for (size_t i = 0; i < KEYS; i++) {
		if (!keys[i].required || reading->seen[i])
			continue;
		if (reading->events.broken &&
		    stands_in_text(
			reading->events.yaml, span_from(keys[i].name)))
			continue;
		source_error(reading->source, 0, "missing-key",
		    "the front matter has no \"%s\"; add a line \"%s: ...\"",
		    keys[i].name, keys[i].name);
	}
}

/*
 * "title:Pain" is no pair for YAML, which then stumbles over another line.
 * Tell every such line; false if there is none.
 */
static bool
tell_no_space(struct reading *reading)
{
	struct span rest = reading->events.yaml;
	struct span line;
	bool found = false;

	while (span_take_line(&line, &rest))
		for (size_t i = 0; i < KEYS; i++) {
			struct span key = span_from(keys[i].name);
			bool is_glued =
			    span_starts_with(line, key) &&
			    line.len > key.len + 1 &&
			    line.ptr[key.len] == ':' &&
			    memchr(" \t", line.ptr[key.len + 1], 2) == NULL;

			if (!is_glued)
				continue;
			found = true;
			source_error(reading->source,
			    (size_t)(line.ptr - reading->source->text.ptr) +
				key.len,
			    "front-matter-malformed",
			    "put a space after the colon");
		}
	return found;
}

void
front_matter_yaml_read(struct front_matter *front, const struct source *source,
    size_t at, struct span yaml, struct text_store *store)
{
	struct reading reading = {.front = front, .source = source};

	yaml_events_begin(&reading.events, source, at, yaml, store);
	reading.events.broken = tell_no_space(&reading);
	read_stream(&reading);
	yaml_events_end(&reading.events);
	tell_missing(&reading);
}
