/*
 * A small scanner of tags, comments and the text between them.
 */
#include "check_html.h"

#include <ctype.h>

/* Where the scan of one block or run stands. */
struct scan {
	struct check_html *state;
	const struct source *source;
	size_t at;  /* the next byte to look at */
	size_t end; /* of the token */
	bool is_block;
	bool in_comment;
	size_t comment_at;
	size_t comment_end; /* where the last comment ended */
	bool is_told; /* a tag of this block was told: its text was, too */
};

static struct span
rest_of(const struct scan *scan)
{
	return span_between(scan->source->text.ptr + scan->at,
	    scan->source->text.ptr + scan->end);
}

/* The name after "<" or "</"; "!DOCTYPE" or "?php" count as names. */
static struct span
tag_name(struct span tag)
{
	size_t begin = 1;
	size_t end;

	if (begin < tag.len && tag.ptr[begin] == '/')
		begin++;
	end = begin;
	if (end < tag.len && (tag.ptr[end] == '!' || tag.ptr[end] == '?'))
		end++;
	while (end < tag.len &&
	       (isalnum((unsigned char)tag.ptr[end]) || tag.ptr[end] == '-'))
		end++;
	return (struct span){tag.ptr + begin, end - begin};
}

/* Has an opening tag of this name been told? */
static bool
is_known(const struct check_html *state, struct span name)
{
	for (size_t i = 0; i < state->count; i++)
		if (span_equal_nocase(state->names[i], name))
			return true;
	return false;
}

/* What Markdown has instead. */
static const struct {
	const char *name;
	const char *advice;
} replacements[] = {
    {"a", "write [words](address)"},
    {"b", "write **words**"},
    {"center", "delete it"},
    {"div", "delete it"},
    {"em", "write *words*"},
    {"font", "delete it"},
    {"i", "write *words*"},
    {"img", "write ![what it shows](file)"},
    {"p", "an empty line parts paragraphs"},
    {"span", "delete it"},
    {"strong", "write **words**"},
    {"sub", "write the small digit itself, as in H\xe2\x82\x82O"},
    {"sup", "write the small digit itself, as in m\xc2\xb2"},
    {"table", "write | A | B | for a row, with |---|---| under the first one"},
    {"u", "delete it"},
};

static const char *
replacement_of(struct span name)
{
	for (size_t i = 0; i < sizeof replacements / sizeof *replacements; i++)
		if (span_equal_nocase(name, span_from(replacements[i].name)))
			return replacements[i].advice;
	return "write it in Markdown, or delete it";
}

static void
tell_tag(struct scan *scan, struct span tag)
{
	struct span name = tag_name(tag);
	bool closes = tag.len > 1 && tag.ptr[1] == '/';

	scan->is_told = true;
	if (closes && is_known(scan->state, name))
		return;
	source_error(scan->source, scan->at, "raw-html",
	    "<%s%.*s> is HTML, which a capsule has no place for; %s",
	    closes ? "/" : "", (int)name.len, name.ptr, replacement_of(name));
	if (!closes && !is_known(scan->state, name) &&
	    scan->state->count < CHECK_HTML_NAMES)
		scan->state->names[scan->state->count++] = name;
}

/* Is it <br>, <br/> or <br />? */
static bool
is_line_break(struct span tag)
{
	struct span inner;

	if (!span_equal_nocase(tag_name(tag), SPAN("br")) || tag.ptr[1] == '/')
		return false;
	inner = span_skip(tag, 3);
	if (inner.len > 0 && inner.ptr[inner.len - 1] == '>')
		inner.len--;
	inner = span_trim(inner);
	return inner.len == 0 || span_equal(inner, SPAN("/"));
}

static void
take_tag(struct scan *scan)
{
	struct span rest = rest_of(scan);
	size_t close = span_find(rest, '>');
	struct span tag = {rest.ptr, close < rest.len ? close + 1 : rest.len};

	if (!is_line_break(tag))
		tell_tag(scan, tag);
	scan->at += tag.len;
}

/* Go on to the end of the comment, if it ends in this token. */
static void
take_comment(struct scan *scan)
{
	struct span rest = rest_of(scan);
	const char *end =
	    rest.len == 0 ? NULL : memmem(rest.ptr, rest.len, "-->", 3);

	if (end == NULL) {
		scan->at = scan->end;
		return;
	}
	scan->at += (size_t)(end - rest.ptr) + 3;
	scan->in_comment = false;
	scan->comment_end = scan->at;
}

/* Text within an HTML block would be lost: say so. */
static void
take_text(struct scan *scan)
{
	struct span rest = rest_of(scan);
	size_t len = 0;
	bool follows_comment =
	    scan->comment_end > 0 &&
	    source_line_start(scan->source, scan->at) <= scan->comment_end - 1;

	while (len < rest.len && rest.ptr[len] != '<' && rest.ptr[len] != '\n')
		len++;
	if (len == 0)
		len = 1;
	if (scan->is_block && follows_comment)
		source_error(scan->source, scan->at, "text-after-comment",
		    "text after a comment on its line is left out; write it "
		    "on the next line, after an empty one");
	else if (scan->is_block && !scan->is_told)
		source_error(scan->source, scan->at, "raw-html",
		    "text directly below HTML is left out; leave an empty line "
		    "above it");
	scan->is_told |= !follows_comment;
	scan->at += len;
}

static void
scan_token(struct scan *scan)
{
	while (scan->at < scan->end) {
		struct span rest = rest_of(scan);

		if (scan->in_comment) {
			take_comment(scan);
		} else if (span_starts_with(rest, SPAN("<!--"))) {
			scan->in_comment = true;
			scan->comment_at = scan->at;
			scan->at += 2;
		} else if (rest.ptr[0] == '<') {
			take_tag(scan);
		} else if (isspace((unsigned char)rest.ptr[0])) {
			scan->at++;
		} else {
			take_text(scan);
		}
	}
}

void
check_html(struct check_html *state, const struct markdown *markdown,
    size_t from, size_t to, bool is_block)
{
	struct scan scan = {
	    .state = state, .source = markdown->source, .is_block = is_block};

	for (size_t i = from; i < to; i++) {
		const struct markdown_token *token = &markdown->tokens[i];

		if (token->kind != MARKDOWN_RAW || token->flags != 0)
			continue;
		scan.at = token->text;
		scan.end = token->text + token->value;
		scan_token(&scan);
	}
	if (scan.in_comment)
		source_error(markdown->source, scan.comment_at,
		    "unclosed-comment",
		    "the comment that begins here is never closed; write --> "
		    "at its end");
}
