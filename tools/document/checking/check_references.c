/*
 * One pass over the bytes that ended up as text, with the brackets that are
 * open.
 */
#include "check_references.h"

#include <string.h>

/* Brackets open at a time; what is nested deeper is no reference. */
#define BRACKETS_MAX 32

/* Longest label of a reference, in bytes (CommonMark). */
#define LABEL_MAX 999

/* Where the pass over one run stands. */
struct pass {
	const struct markdown *markdown;
	const struct source *source;
	struct span text; /* of the source */
	size_t next_link; /* where a link begins after this token */
	size_t end;       /* of the run */
	size_t brackets[BRACKETS_MAX];
	size_t bracket_count;
	size_t skip_to;      /* told already up to here */
	size_t formula_at;   /* an open $, or 0 */
	size_t formula_mark; /* its dollar signs, 1 or 2 */
};

static char
byte_at(const struct pass *pass, size_t at)
{
	return at < pass->end ? pass->text.ptr[at] : '\0';
}

static bool
is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' ||
	       byte == '\0';
}

/* The length of the label from ${at} to its "]"; false if it is none. */
static bool
label_length(const struct pass *pass, size_t at, size_t *length)
{
	size_t end = at;

	while (end < pass->end && end - at <= LABEL_MAX) {
		char byte = pass->text.ptr[end];

		if (byte == ']') {
			*length = end - at;
			return true;
		}
		if (byte == '[')
			return false;
		end += byte == '\\' ? 2 : 1;
	}
	return false;
}

/* Is nothing but the marks of quotes and items before ${at} on its line? */
static bool
begins_line(const struct pass *pass, size_t at)
{
	while (at > 0 && memchr(" \t>-+*.)0123456789", pass->text.ptr[at - 1],
			     19) != NULL)
		at--;
	return at == 0 || pass->text.ptr[at - 1] == '\n';
}

/* Is the mark from ${at} to ${end} meant as the beginning of a footnote's text?
 * Tell what is wrong with that. */
static bool
tell_misplaced(const struct pass *pass, size_t at, size_t end)
{
	size_t colon = end;

	while (byte_at(pass, colon) == ' ')
		colon++;
	if (byte_at(pass, colon) != ':' || !begins_line(pass, at))
		return false;
	source_error(pass->source, at, "misplaced-footnote",
	    colon > end ? "to begin a footnote's text, its colon must stand "
			  "right behind the bracket"
			: "a footnote's text begins a line of its own, outside "
			  "lists and quotes");
	return true;
}

/* Is there the mark of a footnote at the bracket?  It has no text.  Tell. */
static bool
take_footnote(struct pass *pass, size_t at)
{
	size_t length;

	if (byte_at(pass, at + 1) != '^' ||
	    !label_length(pass, at + 1, &length) || length < 2)
		return false;
	pass->skip_to = at + length + 2;
	if (tell_misplaced(pass, at, pass->skip_to))
		return true;
	source_error(pass->source, at, "undefined-footnote",
	    "there is no such footnote; begin a line with \"[%.*s]:\" and "
	    "write its text there, or write \\[ if no footnote is meant",
	    (int)length, pass->text.ptr + at + 1);
	return true;
}

static void
open_bracket(struct pass *pass, size_t at)
{
	if (take_footnote(pass, at))
		return;
	if (pass->bracket_count < BRACKETS_MAX)
		pass->brackets[pass->bracket_count] = at;
	pass->bracket_count++;
}

/* "[text][label]" that is still text: there is no such definition. */
static void
tell_reference(struct pass *pass, size_t open, size_t close)
{
	size_t length;

	if (!label_length(pass, close + 2, &length))
		return;
	struct span label = {pass->text.ptr + close + 2, length};
	if (length == 0)
		label =
		    (struct span){pass->text.ptr + open + 1, close - open - 1};
	pass->skip_to = close + 2 + length + 1;
	if (open > 0 && pass->text.ptr[open - 1] == '!')
		open--;
	source_error(pass->source, open, "undefined-reference",
	    "\"%.*s\" is not defined; add a line \"[%.*s]: target\", or write "
	    "\\[ if no link is meant",
	    (int)label.len, label.ptr, (int)label.len, label.ptr);
}

/* "[text](target)" that is still text. */
static void
tell_link(struct pass *pass, size_t close)
{
	source_error(pass->source, close + 2, "broken-link",
	    "this is no link, because its target has a space or a bracket in "
	    "it; write the target between < and >, or write \\[ if no link is "
	    "meant");
}

static void
close_bracket(struct pass *pass, size_t at)
{
	if (pass->bracket_count == 0)
		return;
	pass->bracket_count--;
	if (pass->bracket_count >= BRACKETS_MAX || at + 1 == pass->next_link)
		return;

	size_t open = pass->brackets[pass->bracket_count];
	if (byte_at(pass, at + 1) == '[' && byte_at(pass, at + 2) != '^')
		tell_reference(pass, open, at);
	else if (byte_at(pass, at + 1) == '(' && at > open + 1)
		tell_link(pass, at);
}

/* "$5 or 6$" are prices: a formula that begins with a digit has no spaces. */
static bool
is_price(const struct pass *pass, size_t at)
{
	size_t begin = pass->formula_at + pass->formula_mark;
	char first = byte_at(pass, begin);

	return first >= '0' && first <= '9' &&
	       memchr(pass->text.ptr + begin, ' ', at - begin) != NULL;
}

/* A formula's dollar sign opens before a letter and closes behind one. */
static void
take_dollar(struct pass *pass, size_t at)
{
	size_t marks = byte_at(pass, at + 1) == '$' ? 2 : 1;
	char before = pass->text.ptr[at - 1];
	char after = byte_at(pass, at + marks);
	bool can_close =
	    pass->formula_at > 0 && pass->formula_mark == marks &&
	    (marks == 2 || (!is_space(before) && (after < '0' || after > '9') &&
			       !is_price(pass, at)));

	if (can_close) {
		source_warning(pass->source, pass->formula_at, "math",
		    "formulas between $ signs are not typeset; write them in "
		    "words, or \\$ for a plain sign");
		pass->formula_at = 0;
	} else if (marks == 2 || !is_space(after)) {
		pass->formula_at = at;
		pass->formula_mark = marks;
	}
	pass->skip_to = at + marks;
}

static void
take_byte(struct pass *pass, size_t at)
{
	struct span rest = span_skip(pass->text, at);

	switch (pass->text.ptr[at]) {
	case '[':
		open_bracket(pass, at);
		break;
	case ']':
		close_bracket(pass, at);
		break;
	case '$':
		if (at > 0)
			take_dollar(pass, at);
		break;
	case '<':
		if (span_starts_with(rest, SPAN("<!--")))
			source_error(pass->source, at, "raw-html",
			    "this does not work as a comment; within a "
			    "paragraph write it on one line, without \"--\" "
			    "in it, and with --> at its end");
		break;
	default:
		break;
	}
}

/* Look at the bytes of one token of text. */
static void
scan_token(struct pass *pass, const struct markdown_token *token)
{
	size_t end = token->text + token->value;
	size_t at = token->text;

	/* A token that follows a backslash begins with what it escapes. */
	if (at > 0 && pass->text.ptr[at - 1] == '\\')
		at++;
	for (; at < end; at++)
		if (at >= pass->skip_to &&
		    memchr("[]$<", pass->text.ptr[at], 4) != NULL)
			take_byte(pass, at);
}

void
check_references(const struct markdown *markdown, size_t from, size_t to)
{
	const struct markdown_token *tokens = markdown->tokens;
	struct pass pass = {
	    .markdown = markdown,
	    .source = markdown->source,
	    .text = markdown->source->text,
	    .end = markdown_end_of_run(markdown, from, to),
	};

	for (size_t i = from; i < to; i++) {
		if (tokens[i].kind == MARKDOWN_LINK ||
		    tokens[i].kind == MARKDOWN_IMAGE) {
			i = tokens[i].text;
		} else if (tokens[i].kind == MARKDOWN_TEXT &&
			   tokens[i].flags == 0) {
			bool link_follows =
			    i + 1 < to &&
			    (tokens[i + 1].kind == MARKDOWN_LINK ||
				tokens[i + 1].kind == MARKDOWN_IMAGE);

			pass.next_link = link_follows ? tokens[i + 1].at : 0;
			scan_token(&pass, &tokens[i]);
		}
	}
}

/* Is what begins at ${at} a definition that was found? */
static bool
is_footnote(const struct footnotes *footnotes, size_t *next, size_t at)
{
	while (*next < footnotes->count && footnotes->list[*next].at < at)
		(*next)++;
	return *next < footnotes->count && footnotes->list[*next].at == at;
}

void
check_references_definitions(const struct markdown *markdown, size_t at)
{
	const struct source *source = markdown->source;
	struct span text = source->text;
	size_t next = 0, next_note = 0;

	while (markdown->footnotes.has_marks && at < text.len) {
		const char *mark =
		    memmem(text.ptr + at, text.len - at, "[^", 2);
		if (mark == NULL)
			return;
		size_t place = (size_t)(mark - text.ptr);
		struct span rest = span_skip(text, place);
		if (rest.len > LABEL_MAX)
			rest.len = LABEL_MAX;
		size_t close = span_find(rest, ']');
		size_t start = source_line_start(source, place);
		struct span before =
		    span_trim(span_between(text.ptr + start, text.ptr + place));

		at = place + 2;
		if (close + 1 < rest.len && rest.ptr[close + 1] == ':' &&
		    (before.len == 0 ||
			memchr(">-+*.)", before.ptr[before.len - 1], 6) !=
			    NULL) &&
		    !is_footnote(&markdown->footnotes, &next_note, place) &&
		    !markdown_covers(markdown, &next, place + 1))
			source_error(source, place, "misplaced-footnote",
			    "a footnote's text begins a line of its own, "
			    "outside lists and quotes");
	}
}
