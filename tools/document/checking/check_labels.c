/*
 * Labels that say nothing are known by heart.
 */
#include "check_labels.h"

#include "feed_date.h"
#include "inline_text.h"
#include "link_url.h"

static const char *const vague[] = {"here", "click here", "click", "this",
    "this link", "this page", "this one", "this site", "link", "the link",
    "links", "more", "read more", "learn more", "find out more", "see more",
    "more information", "more info", "more here", "see here", "read here",
    "details", "page", "site", "website", "web site", "download", "go",
    "continue", "there", "it", "that"};

static bool
is_vague(struct span label)
{
	while (label.len > 0 &&
	       memchr(".,;:!?>", label.ptr[label.len - 1], 7) != NULL)
		label.len--;
	label = span_trim(label);
	for (size_t i = 0; i < sizeof vague / sizeof vague[0]; i++)
		if (span_equal_nocase(label, span_from(vague[i])))
			return true;
	return false;
}

static bool
is_address(struct span label)
{
	size_t scheme = link_url_scheme_length(label);

	return span_starts_with(label, SPAN("www.")) ||
	       (scheme > 0 &&
		   span_starts_with(span_skip(label, scheme), SPAN("://")));
}

/*
 * A footnote's mark became a link, by a bracket behind it or by a definition
 * that does not begin a line.  Tell.
 */
static bool
take_footnote(
    const struct markdown *markdown, const struct markdown_token *link)
{
	struct span rest = span_skip(markdown->source->text, link->at);
	size_t close = span_find(rest, ']');

	if (!span_starts_with(rest, SPAN("[^")))
		return false;
	if (close + 1 < rest.len && rest.ptr[close + 1] == '(')
		source_error(markdown->source, link->at, "bad-footnote",
		    "this became a link; put a space between the footnote's "
		    "mark and the bracket behind it");
	else
		source_error(markdown->source, link->at, "undefined-footnote",
		    "the text of this footnote must begin a line of its own");
	return true;
}

/* Where the label's first word stands. */
static size_t
label_place(const struct markdown *markdown, size_t index)
{
	const struct markdown_token *open = &markdown->tokens[index];

	for (size_t i = index + 1; i < open->text; i++)
		if (markdown->tokens[i].kind >= MARKDOWN_TEXT)
			return markdown->tokens[i].at;
	return open->at;
}

/* A label that begins with a date makes its link an entry of a feed. */
static void
check_date(const struct source *source, size_t at, struct span label)
{
	switch (feed_date_read(label)) {
	case FEED_DATE_NONE:
	case FEED_DATE_GOOD:
		break;
	case FEED_DATE_IMPOSSIBLE:
		source_warning(source, at, "near-date",
		    "there is no such day as %.*s", 10, label.ptr);
		break;
	case FEED_DATE_NEARLY:
		source_warning(source, at, "near-date",
		    "a date begins these words, which readers' programs would "
		    "know as YYYY-MM-DD and a space");
		break;
	}
}

static void
check_link(const struct markdown *markdown, size_t index, struct span label)
{
	const struct markdown_token *open = &markdown->tokens[index];
	size_t at = label_place(markdown, index);

	if (take_footnote(markdown, open))
		return;
	if (label.len == 0 &&
	    markdown->tokens[index + 1].kind != MARKDOWN_IMAGE)
		source_warning(markdown->source, open->at, "vague-link",
		    "this link has no words; say what is behind it");
	else if (is_vague(label))
		source_warning(markdown->source, at, "vague-link",
		    "\"%.*s\" means nothing away from its sentence; say what "
		    "is behind the link",
		    (int)label.len, label.ptr);
	else if (is_address(label))
		source_warning(markdown->source, at, "vague-link",
		    "a bare address is hard to listen to; write "
		    "[what is there](address)");
	else
		check_date(markdown->source, at, label);
}

void
check_labels(const struct markdown *markdown, size_t from, size_t to)
{
	struct buffer label = BUFFER_EMPTY;

	for (size_t i = from; i < to; i++) {
		const struct markdown_token *token = &markdown->tokens[i];

		if ((token->kind != MARKDOWN_LINK &&
			token->kind != MARKDOWN_IMAGE) ||
		    markdown_closes(token))
			continue;
		buffer_clear(&label);
		inline_text_append(&label, markdown, i + 1, token->text);
		if (token->kind == MARKDOWN_LINK)
			check_link(markdown, i, buffer_span(&label));
		else if (label.len == 0)
			source_error(markdown->source, token->at, "missing-alt",
			    "this image has no text for those who cannot see "
			    "it; write what it shows: ![A hand holding a "
			    "cup](...)");
	}
	buffer_free(&label);
}
