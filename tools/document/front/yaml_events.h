/*
 * The front matter's YAML as a stream of events, each with its place in the
 * source.
 */
#ifndef FRONT_YAML_EVENTS_H
#define FRONT_YAML_EVENTS_H

#include <yaml.h>

#include "source.h"
#include "text_store.h"

struct yaml_events {
	const struct source *source;
	size_t at; /* of the YAML in the source */
	struct span yaml;
	struct text_store *store;
	size_t walked_characters; /* how far marks were turned into bytes */
	size_t walked_bytes;
	yaml_parser_t parser;
	bool broken; /* the YAML is malformed: no event follows */
};

/*
 * Takes a pair of a mapping: its ${key}, which stands at byte ${at} of the
 * source, and the event that its value begins with.  A list or mapping must be
 * read to its end, or passed over.
 */
typedef void yaml_events_take(
    void *arg, struct span key, size_t at, const yaml_event_t *value);

/**
 * yaml_events_begin(events, source, at, yaml, store):
 * Be ready to read ${yaml}, which stands at byte ${at} of ${source}.  The
 * caller ends with yaml_events_end.
 */
void yaml_events_begin(struct yaml_events *events, const struct source *source,
    size_t at, struct span yaml, struct text_store *store);

/** yaml_events_end(events): release what reading has needed. */
void yaml_events_end(struct yaml_events *events);

/**
 * yaml_events_next(events, event):
 * The next event, which the caller deletes.  False when there is none, for the
 * YAML is malformed, which has been told.
 */
bool yaml_events_next(struct yaml_events *events, yaml_event_t *event);

/** yaml_events_place(events, mark): the byte of the source at ${mark}. */
size_t yaml_events_place(struct yaml_events *events, yaml_mark_t mark);

/** yaml_events_opens(type): does such an event begin a list or mapping? */
bool yaml_events_opens(yaml_event_type_t type);

/**
 * yaml_events_skip(events):
 * Pass over the rest of a list or mapping whose beginning has been read.
 */
void yaml_events_skip(struct yaml_events *events);

/**
 * yaml_events_refuse(events, event):
 * Tell that something other than text stands at ${event}, and pass over it.
 */
void yaml_events_refuse(struct yaml_events *events, const yaml_event_t *event);

/**
 * yaml_events_pairs(events, take, arg):
 * Give ${take} each pair of a mapping whose beginning has been read.  Told:
 * keys that are no text.
 */
void yaml_events_pairs(
    struct yaml_events *events, yaml_events_take *take, void *arg);

/**
 * yaml_events_text(events, event):
 * The text of the scalar ${event} on one line, in the store.  Told: control
 * characters, which YAML's escapes can spell.
 */
struct span yaml_events_text(
    struct yaml_events *events, const yaml_event_t *event);

#endif
