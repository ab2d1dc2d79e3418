/*
 * One pair a word.
 */
#include "front_matter_words.h"

#include "front_matter_looks.h"
#include "nearest.h"
#include "words.h"

struct reading {
	struct front_matter *front;
	struct yaml_events *events;
};

static void
tell_unknown(const struct reading *reading, struct span name, size_t at)
{
	struct nearest search = nearest_begin(name);

	for (unsigned i = 0; i < WORDS; i++)
		nearest_try(&search, span_from(words_name((enum word)i)));
	if (search.best.len > 0)
		source_warning(reading->events->source, at, "unknown-word",
		    "there is no word \"%.*s\"; did you mean \"%.*s\"?",
		    (int)name.len, name.ptr, (int)search.best.len,
		    search.best.ptr);
	else
		source_warning(reading->events->source, at, "unknown-word",
		    "there is no word \"%.*s\"; lozenge(1) lists them",
		    (int)name.len, name.ptr);
}

/* Takes one word; see yaml_events_take. */
static void
take_word(void *arg, struct span name, size_t at, const yaml_event_t *value)
{
	struct reading *reading = arg;
	struct front_matter_value *words = reading->front->words;
	enum word word;

	if (value->type != YAML_SCALAR_EVENT) {
		yaml_events_refuse(reading->events, value);
	} else if (!words_of_name(&word, name)) {
		tell_unknown(reading, name, at);
	} else if (words[word].text.len > 0) {
		source_error(reading->events->source, at, "duplicate-key",
		    "the word \"%.*s\" is given twice; keep one", (int)name.len,
		    name.ptr);
		source_note(reading->events->source, words[word].at,
		    "duplicate-key", "it was first given here");
	} else {
		words[word].text = yaml_events_text(reading->events, value);
		words[word].at =
		    yaml_events_place(reading->events, value->start_mark);
		front_matter_looks_check(
		    &words[word], words_name(word), reading->events->source);
	}
}

void
front_matter_words_read(struct front_matter *front, struct yaml_events *events,
    const yaml_event_t *event)
{
	struct reading reading = {front, events};

	if (event->type == YAML_MAPPING_START_EVENT) {
		yaml_events_pairs(events, take_word, &reading);
		return;
	}
	source_error(events->source,
	    yaml_events_place(events, event->start_mark),
	    "front-matter-malformed",
	    "\"words\" is followed by a line for each word, indented: "
	    "\"  next: Onwards\"");
	if (yaml_events_opens(event->type))
		yaml_events_skip(events);
}
