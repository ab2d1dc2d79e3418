/*
 * libyaml's events, and its complaints in an author's words.
 */
#include "front_matter_yaml.h"

#include <yaml.h>

#include "front_matter_looks.h"
#include "nearest.h"
#include "source_bytes.h"
#include "utf8.h"

static const struct {
	const char *name;
	bool required;
} keys[FRONT_MATTER_KEYS] = {
    [FRONT_MATTER_TITLE] = {"title", true},
    [FRONT_MATTER_LANG] = {"lang", true},
    [FRONT_MATTER_SUMMARY] = {"summary", true},
    [FRONT_MATTER_REVIEWED] = {"reviewed", true},
    [FRONT_MATTER_NEXT_REVIEW] = {"next-review", false},
    [FRONT_MATTER_PUBLISHER] = {"publisher", false},
    [FRONT_MATTER_CONTACT] = {"contact", false},
    [FRONT_MATTER_LICENCE] = {"licence", false},
    [FRONT_MATTER_URL] = {"url", false},
};

/* What reading has come to. */
struct reading {
	struct front_matter_value *values;
	const struct source *source;
	size_t at; /* of the YAML in the source */
	struct span yaml;
	struct text_store *store;
	size_t key_at[FRONT_MATTER_KEYS]; /* where each was first given */
	bool seen[FRONT_MATTER_KEYS];
	size_t walked_characters; /* how far marks were turned into bytes */
	size_t walked_bytes;
	yaml_parser_t parser;
	bool broken; /* the YAML is malformed: no event follows */
};

/* libyaml counts characters; findings need bytes. */
static size_t
place_of(struct reading *reading, yaml_mark_t mark)
{
	if (mark.index < reading->walked_characters)
		reading->walked_characters = reading->walked_bytes = 0;

	size_t byte = reading->walked_bytes;
	while (reading->walked_characters < mark.index &&
	       byte < reading->yaml.len) {
		byte++;
		while (byte < reading->yaml.len &&
		       (reading->yaml.ptr[byte] & 0xc0) == 0x80)
			byte++;
		reading->walked_characters++;
	}
	reading->walked_bytes = byte;
	return reading->at + byte;
}

/* libyaml's complaints, and what to do about them. */
static const struct {
	const char *problem; /* how it begins */
	const char *advice;
} complaints[] = {
    {"mapping values are not allowed",
	"a value with a colon in it: put it in quotes, as in "
	"title: \"Pain: what helps\""},
    {"found character that cannot start",
	"a value cannot begin with this character: put it in quotes (and use "
	"spaces, not tabs)"},
    {"found unexpected end of stream",
	"the quotes that open here are never closed"},
    {"found unknown escape character",
	"a backslash means something special between double quotes: write two "
	"of them, or use single quotes"},
    {"could not find expected ':'",
	"write each line as \"key: value\"; a value that has a colon or begins "
	"with a special character: put it in quotes"},
    {"", "this cannot be read: write each line as \"key: value\", and if the "
	 "value has special characters in it, put it in quotes"},
};

/* Tell what libyaml stumbled over. */
static void
tell_malformed(struct reading *reading)
{
	const yaml_parser_t *parser = &reading->parser;
	const char *problem = parser->problem == NULL ? "" : parser->problem;
	yaml_mark_t mark = parser->problem_mark;
	size_t i = 0;

	reading->broken = true;
	if (parser->error == YAML_READER_ERROR) {
		if (diagnostics_count(
			reading->source->list, DIAGNOSTIC_ERROR) == 0)
			source_error(reading->source,
			    reading->at + parser->problem_offset,
			    "front-matter-malformed",
			    "a character that cannot stand here: delete it");
		return;
	}
	size_t at = place_of(reading, mark);
	if (front_matter_looks_quoted(reading->source, at, &at)) {
		source_error(reading->source, at, "front-matter-malformed",
		    "these quotes are typographic, which are letters to YAML: "
		    "type straight ones, as in title: \"Pain: what helps\"");
		return;
	}
	while (!span_starts_with(
	    span_from(problem), span_from(complaints[i].problem)))
		i++;
	if (strcmp(problem, "found unexpected end of stream") == 0)
		mark = parser->context_mark;
	source_error(reading->source, place_of(reading, mark),
	    "front-matter-malformed", "%s", complaints[i].advice);
}

/* The next event, which the caller deletes.  False after a complaint. */
static bool
next_event(struct reading *reading, yaml_event_t *event)
{
	if (reading->broken)
		return false;
	if (yaml_parser_parse(&reading->parser, event))
		return true;
	tell_malformed(reading);
	return false;
}

static bool
opens_collection(yaml_event_type_t type)
{
	return type == YAML_SEQUENCE_START_EVENT ||
	       type == YAML_MAPPING_START_EVENT;
}

static bool
closes_collection(yaml_event_type_t type)
{
	return type == YAML_SEQUENCE_END_EVENT ||
	       type == YAML_MAPPING_END_EVENT;
}

/* Pass over the rest of a collection whose start has been read. */
static void
skip_collection(struct reading *reading)
{
	size_t depth = 1;
	yaml_event_t event;

	while (depth > 0 && next_event(reading, &event)) {
		if (opens_collection(event.type))
			depth++;
		if (closes_collection(event.type))
			depth--;
		yaml_event_delete(&event);
	}
}

/* Tell that something other than text stands at the event, and pass over. */
static void
refuse_event(struct reading *reading, const yaml_event_t *event)
{
	source_error(reading->source, place_of(reading, event->start_mark),
	    "front-matter-malformed",
	    "this must be plain text; if it begins with a special character, "
	    "put it in quotes");
	if (opens_collection(event->type))
		skip_collection(reading);
}

/* The scalar's text on one line, in the store. */
static struct span
keep_scalar(struct reading *reading, const yaml_event_t *event)
{
	struct span text = {
	    (const char *)event->data.scalar.value, event->data.scalar.length};
	struct buffer line = BUFFER_EMPTY;

	for (size_t i = 0; i < text.len; i++) {
		bool is_space = strchr(" \t\r\n", text.ptr[i]) != NULL;

		if (!is_space)
			buffer_append_byte(&line, text.ptr[i]);
		else if (line.len > 0 && line.ptr[line.len - 1] != ' ')
			buffer_append_byte(&line, ' ');
	}
	text = span_trim(buffer_span(&line));
	if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
	    (span_equal(text, SPAN("~")) || span_equal(text, SPAN("null"))))
		text = SPAN("");
	text = text_store_add(reading->store, text);
	buffer_free(&line);
	return text;
}

/* YAML's escapes can spell what must not stand in a page: is it there? */
static bool
has_control(struct span text)
{
	uint32_t character;
	size_t length;

	for (size_t at = 0; at < text.len; at += length) {
		length = utf8_decode(&character, span_skip(text, at));
		if (length == 0 || source_bytes_is_control(character) ||
		    source_bytes_is_bidi(character))
			return true;
	}
	return false;
}

static void
tell_unknown_key(struct reading *reading, struct span name, size_t at)
{
	struct nearest search = nearest_begin(name);

	for (size_t i = 0; i < FRONT_MATTER_KEYS; i++)
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
		    "licence and url",
		    (int)name.len, name.ptr);
}

/* Which key is it?  FRONT_MATTER_KEYS, after telling so, if it is to be
 * passed over. */
static enum front_matter_key
find_key(struct reading *reading, const yaml_event_t *event)
{
	struct span name = {
	    (const char *)event->data.scalar.value, event->data.scalar.length};
	size_t at = place_of(reading, event->start_mark);
	unsigned key = 0;

	while (key < FRONT_MATTER_KEYS &&
	       !span_equal(name, span_from(keys[key].name)))
		key++;
	if (key == FRONT_MATTER_KEYS) {
		tell_unknown_key(reading, name, at);
	} else if (reading->seen[key]) {
		source_error(reading->source, at, "duplicate-key",
		    "\"%s\" is given twice; keep one", keys[key].name);
		source_note(reading->source, reading->key_at[key],
		    "duplicate-key", "it was first given here");
		key = FRONT_MATTER_KEYS;
	} else {
		reading->seen[key] = true;
		reading->key_at[key] = at;
	}
	return (enum front_matter_key)key;
}

/* Read the value of ${key}, or pass over it. */
static void
read_value(struct reading *reading, enum front_matter_key key)
{
	yaml_event_t event;

	if (!next_event(reading, &event))
		return;
	if (event.type != YAML_SCALAR_EVENT) {
		if (key != FRONT_MATTER_KEYS)
			refuse_event(reading, &event);
		else if (opens_collection(event.type))
			skip_collection(reading);
	} else if (key != FRONT_MATTER_KEYS) {
		size_t at = place_of(reading, event.start_mark);
		struct span text = keep_scalar(reading, &event);

		reading->values[key] = (struct front_matter_value){text, at};
		if (text.len == 0 && keys[key].required)
			source_error(reading->source, reading->key_at[key],
			    "missing-key",
			    "\"%s\" is empty; write its value after the colon",
			    keys[key].name);
		front_matter_looks_check(
		    &reading->values[key], keys[key].name, reading->source);
		if (has_control(text))
			source_error(reading->source, at, "control-character",
			    "the value holds a control character: delete it");
	}
	yaml_event_delete(&event);
}

/* Read the pairs of the mapping, up to its end. */
static void
read_pairs(struct reading *reading)
{
	yaml_event_t event;

	while (next_event(reading, &event)) {
		yaml_event_type_t type = event.type;

		if (type == YAML_SCALAR_EVENT) {
			read_value(reading, find_key(reading, &event));
		} else if (type != YAML_MAPPING_END_EVENT) {
			refuse_event(reading, &event);
			read_value(reading, FRONT_MATTER_KEYS);
		}
		yaml_event_delete(&event);
		if (type == YAML_MAPPING_END_EVENT)
			return;
	}
}

/* Read events up to the end of the stream; the mapping is among them. */
static void
read_stream(struct reading *reading)
{
	yaml_event_t event;

	while (next_event(reading, &event)) {
		yaml_event_type_t type = event.type;
		bool is_text =
		    type == YAML_SCALAR_EVENT && event.data.scalar.length > 0;

		if (type == YAML_MAPPING_START_EVENT)
			read_pairs(reading);
		else if (is_text || type == YAML_SEQUENCE_START_EVENT ||
			 type == YAML_ALIAS_EVENT)
			refuse_event(reading, &event);
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
	for (size_t i = 0; i < FRONT_MATTER_KEYS; i++) {
		if (!keys[i].required || reading->seen[i])
			continue;
		if (reading->broken &&
		    stands_in_text(reading->yaml, span_from(keys[i].name)))
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
	struct span rest = reading->yaml;
	struct span line;
	bool found = false;

	while (span_take_line(&line, &rest))
		for (size_t i = 0; i < FRONT_MATTER_KEYS; i++) {
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
front_matter_yaml_read(struct front_matter_value *values,
    const struct source *source, size_t at, struct span yaml,
    struct text_store *store)
{
	struct reading reading = {
	    .values = values,
	    .source = source,
	    .at = at,
	    .yaml = yaml,
	    .store = store,
	};

	if (!yaml_parser_initialize(&reading.parser)) {
		store->failed = true;
		return;
	}
	yaml_parser_set_encoding(&reading.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
	    &reading.parser, (const unsigned char *)yaml.ptr, yaml.len);
	reading.broken = tell_no_space(&reading);
	read_stream(&reading);
	yaml_parser_delete(&reading.parser);
	tell_missing(&reading);
}
