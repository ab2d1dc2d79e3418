/*
 * libyaml asked for its events, and its complaints in an author's words.
 */
#include "yaml_events.h"

#include <string.h>

#include "front_matter_looks.h"
#include "source_bytes.h"
#include "utf8.h"

/* libyaml counts characters; findings need bytes. */
size_t
yaml_events_place(struct yaml_events *events, yaml_mark_t mark)
{
	if (mark.index < events->walked_characters)
		events->walked_characters = events->walked_bytes = 0;

	size_t byte = events->walked_bytes;
	while (
	    events->walked_characters < mark.index && byte < events->yaml.len) {
		byte++;
		while (byte < events->yaml.len &&
		       (events->yaml.ptr[byte] & 0xc0) == 0x80)
			byte++;
		events->walked_characters++;
	}
	events->walked_bytes = byte;
	return events->at + byte;
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

/* What a line's value begins with, where libyaml only says that it is lost. */
static const struct {
	const char *beginnings;
	const char *advice;
} beginnings[] = {
    {"'", "an apostrophe ends the quotes: write it twice, or put the value in "
	  "double quotes instead"},
    {"\"", "a quote ends the value: within quotes write \\\" for it"},
    {"*&!%@`[{", "a value cannot begin with this character: put it in quotes"},
};

/* Tell of the value that byte ${at} stands in; false if it looks harmless. */
static bool
tell_beginning(const struct source *source, size_t at)
{
	size_t start = source_line_start(source, at);
	struct span line = source_line(source, start);
	struct span value =
	    span_trim(span_skip(line, span_find(line, ':') + 1));

	if (value.len == 0)
		return false;
	for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
		if (strchr(beginnings[i].beginnings, value.ptr[0]) == NULL)
			continue;
		source_error(source, (size_t)(value.ptr - source->text.ptr),
		    "front-matter-malformed", "%s", beginnings[i].advice);
		return true;
	}
	return false;
}

/* Tell what libyaml stumbled over. */
static void
tell_malformed(struct yaml_events *events)
{
	const yaml_parser_t *parser = &events->parser;
	const char *problem = parser->problem == NULL ? "" : parser->problem;
	yaml_mark_t mark = parser->problem_mark;
	size_t i = 0;

	events->broken = true;
	if (parser->error == YAML_READER_ERROR) {
		if (diagnostics_count(events->source->list, DIAGNOSTIC_ERROR) ==
		    0)
			source_error(events->source,
			    events->at + parser->problem_offset,
			    "front-matter-malformed",
			    "a character that cannot stand here: delete it");
		return;
	}
	size_t at = yaml_events_place(events, mark);
	if (front_matter_looks_tell(events->source, at))
		return;
	while (!span_starts_with(
	    span_from(problem), span_from(complaints[i].problem)))
		i++;
	if (complaints[i].problem[0] == '\0' &&
	    tell_beginning(events->source, at))
		return;
	if (strcmp(problem, "found unexpected end of stream") == 0)
		mark = parser->context_mark;
	source_error(events->source, yaml_events_place(events, mark),
	    "front-matter-malformed", "%s", complaints[i].advice);
}

bool
yaml_events_next(struct yaml_events *events, yaml_event_t *event)
{
	if (events->broken)
		return false;
	if (yaml_parser_parse(&events->parser, event))
		return true;
	tell_malformed(events);
	return false;
}

bool
yaml_events_opens(yaml_event_type_t type)
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

void
yaml_events_skip(struct yaml_events *events)
{
	size_t depth = 1;
	yaml_event_t event;

	while (depth > 0 && yaml_events_next(events, &event)) {
		if (yaml_events_opens(event.type))
			depth++;
		if (closes_collection(event.type))
			depth--;
		yaml_event_delete(&event);
	}
}

void
yaml_events_refuse(struct yaml_events *events, const yaml_event_t *event)
{
	source_error(events->source,
	    yaml_events_place(events, event->start_mark),
	    "front-matter-malformed",
	    "this must be plain text; if it begins with a special character, "
	    "put it in quotes");
	if (yaml_events_opens(event->type))
		yaml_events_skip(events);
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

struct span
yaml_events_text(struct yaml_events *events, const yaml_event_t *event)
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
	text = text_store_add(events->store, text);
	buffer_free(&line);
	if (has_control(text))
		source_error(events->source,
		    yaml_events_place(events, event->start_mark),
		    "control-character",
		    "the value holds a control character: delete it");
	return text;
}

void
yaml_events_pairs(struct yaml_events *events, yaml_events_take *take, void *arg)
{
	yaml_event_t key, value;

	while (yaml_events_next(events, &key)) {
		yaml_event_type_t type = key.type;
		size_t at = yaml_events_place(events, key.start_mark);

		if (type == YAML_MAPPING_END_EVENT) {
			yaml_event_delete(&key);
			return;
		}
		if (type != YAML_SCALAR_EVENT)
			yaml_events_refuse(events, &key);
		if (yaml_events_next(events, &value)) {
			if (type == YAML_SCALAR_EVENT)
				take(arg,
				    (struct span){
					(const char *)key.data.scalar.value,
					key.data.scalar.length},
				    at, &value);
			else if (yaml_events_opens(value.type))
				yaml_events_skip(events);
			yaml_event_delete(&value);
		}
		yaml_event_delete(&key);
	}
}

void
yaml_events_begin(struct yaml_events *events, const struct source *source,
    size_t at, struct span yaml, struct text_store *store)
{
	*events = (struct yaml_events){
	    .source = source, .at = at, .yaml = yaml, .store = store};
	yaml_parser_initialize(&events->parser);
	yaml_parser_set_encoding(&events->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
	    &events->parser, (const unsigned char *)yaml.ptr, yaml.len);
}

void
yaml_events_end(struct yaml_events *events)
{
	yaml_parser_delete(&events->parser);
}
