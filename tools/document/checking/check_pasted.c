/*
 * One such line is a year, an initial or speech; two are a list.
 */
#include "check_pasted.h"

#include <stdio.h>
#include <string.h>

#include "check_joined.h"
#include "pasted_marker.h"
#include "run_lines.h"

/* The kinds of marker that a run is searched for at a time. */
#define KINDS (PASTED_LETTER + 1)

/* How far "1)" may stand before "2)", in bytes. */
#define LOOK_BACK 400

/* What to write instead of such a marker. */
static const char *
advice_of(const struct pasted_marker *marker)
{
	switch (marker->kind) {
	case PASTED_NUMBER:
		return "begin them with \"1. \", \"2. \" and so on, with an "
		       "empty line before the first";
	case PASTED_LETTER:
		return "begin each with \"- \" before its letter, with an "
		       "empty line before the first";
	case PASTED_DASH:
		return "begin each with \"- \", a hyphen and a space, or, if "
		       "this is speech, put an empty line between them";
	case PASTED_SIGN:
		return "begin each with \"- \" before its sign";
	case PASTED_BULLET:
	case PASTED_HYPHEN:
	case PASTED_NONE:
		break;
	}
	return "begin each with \"- \", a hyphen and a space";
}

static void
tell_list(const struct source *source, const struct run_line *line,
    const struct pasted_marker *marker)
{
	struct span mark = {line->text.ptr, marker->length};

	mark = span_trim(mark);
	if (span_ends_with(mark, SPAN("\xc2\xa0")))
		mark.len -= 2;
	source_warning(source, (size_t)(line->text.ptr - source->text.ptr),
	    "not-a-list",
	    "\"%.*s\" begins no item of a list here, so these lines become "
	    "one; %s",
	    (int)mark.len, mark.ptr, advice_of(marker));
}

/* Make of the marker at the start of ${line} one that Markdown knows. */
static void
offer_marker(const struct source *source, struct span line,
    const struct pasted_marker *marker)
{
	size_t at = (size_t)(line.ptr - source->text.ptr);
	size_t length = marker->length;
	size_t opening = marker->opens != 0;
	const char *closes;

	switch (marker->kind) {
	case PASTED_BULLET:
	case PASTED_DASH:
	case PASTED_HYPHEN:
		source_edit(source, at, length, "- ");
		return;
	case PASTED_SIGN:
	case PASTED_LETTER:
		source_edit(source, at, 0, "- ");
		return;
	case PASTED_NUMBER:
		if (opening > 0)
			source_edit(source, at, opening, "");
		closes = memchr(line.ptr, marker->closes, length);
		length -= (size_t)(closes - line.ptr);
		source_edit(
		    source, (size_t)(closes - source->text.ptr), length, ". ");
		return;
	case PASTED_NONE:
		return;
	}
}

/* Do lines that begin with dashes ask and exclaim, as speech does? */
static bool
is_speech(struct run_lines pass)
{
	struct run_line line;

	while (run_lines_next(&pass, &line))
		if (pasted_marker_read(line.text).kind == PASTED_DASH &&
		    (span_find(line.text, '?') < line.text.len ||
			span_find(line.text, '!') < line.text.len))
			return true;
	return false;
}

/* Offer to mend the whole list that the finding told last is about. */
static void
offer_list(const struct source *source, struct run_lines pass,
    const struct pasted_marker *told)
{
	struct pasted_marker last = {0};
	struct span last_line = SPAN("");
	size_t last_number = 0;
	bool is_offered = false; /* the last marker */
	bool is_list = false;    /* may it begin where the last one stands? */
	struct run_line line;

	if (told->kind == PASTED_DASH && is_speech(pass))
		return;
	for (size_t number = 1; run_lines_next(&pass, &line); number++) {
		struct pasted_marker marker = pasted_marker_read(line.text);
		bool is_near = !marker.is_weak || last_number + 1 == number;

		if (marker.kind != told->kind)
			continue;
		if (!pasted_marker_follows(&marker, &last) || !is_near) {
			/* Amid text, a list begins with 1 or not at all. */
			is_list = marker.kind != PASTED_NUMBER ||
				  marker.value == 1 || number == 1;
			is_offered = false;
		} else if (is_list) {
			if (!is_offered)
				offer_marker(source, last_line, &last);
			offer_marker(source, line.text, &marker);
			is_offered = true;
		}
		last = marker;
		last_line = line.text;
		last_number = number;
	}
}

/* "- " in the midst of text: only too much indentation keeps it there. */
static bool
is_item(struct span line)
{
	return line.len > 2 && memchr("-+*", line.ptr[0], 3) != NULL &&
	       (line.ptr[1] == ' ' || line.ptr[1] == '\t');
}

static void
tell_item(const struct source *source, const struct run_line *line)
{
	source_warning(source, (size_t)(line->text.ptr - source->text.ptr),
	    "not-a-list",
	    "this is indented too far to begin an item, so it runs on in the "
	    "line above; indent it by two spaces more than the item it "
	    "belongs to");
}

/* Is " 1)" or the like in the text before a line that begins with "2)"? */
static bool
stands_before(struct span text, const struct pasted_marker *marker)
{
	char before[16];
	int length = 0;

	if (marker->kind != PASTED_NUMBER || marker->closes != ')' ||
	    marker->value < 2)
		return false;
	if (marker->opens != 0)
		before[length++] = '(';
	length += snprintf(before + length, sizeof before - (size_t)length,
	    "%u)", marker->value - 1);

	const char *found = memmem(text.ptr, text.len, before, (size_t)length);
	return found != NULL && found > text.ptr && found[-1] == ' ';
}

/* Tell of the first line that goes on with a list; true if there is one. */
static bool
check_list(const struct markdown *markdown, struct run_lines pass)
{
	struct pasted_marker last[KINDS] = {0};
	size_t last_number[KINDS] = {0};
	const char *begin = markdown->source->text.ptr + pass.next;
	const struct run_lines whole = pass;
	struct run_line line;

	for (size_t number = 1; run_lines_next(&pass, &line); number++) {
		struct pasted_marker marker = pasted_marker_read(line.text);
		struct span before = span_between(begin, line.text.ptr);
		bool goes_on =
		    pasted_marker_follows(&marker, &last[marker.kind]) ||
		    stands_before(before, &marker);

		if (number > 1 && is_item(line.text) && !line.is_broken) {
			tell_item(markdown->source, &line);
			return true;
		}
		if (marker.is_weak && last_number[marker.kind] + 1 != number)
			goes_on = false;
		if (goes_on && !line.is_broken) {
			tell_list(markdown->source, &line, &marker);
			offer_list(markdown->source, whole, &marker);
			return true;
		}
		last[marker.kind] = marker;
		last_number[marker.kind] = number;
	}
	return false;
}

void
check_pasted(const struct markdown *markdown, size_t from, size_t to)
{
	struct run_lines lines = run_lines_begin(markdown, from, to);

	if (run_lines_is_one(&lines) || check_list(markdown, lines))
		return;
	check_joined(markdown->source, lines);
}
