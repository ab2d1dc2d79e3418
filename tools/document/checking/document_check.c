/*
 * One walk over all tokens: each run of text and each block to its checks.
 */
#include "document_check.h"

#include "check_characters.h"
#include "check_code.h"
#include "check_html.h"
#include "check_labels.h"
#include "check_looks.h"
#include "check_numbers.h"
#include "check_pasted.h"
#include "check_references.h"
#include "check_table.h"
#include "check_vanished.h"

struct checks {
	const struct markdown *markdown;
	struct check_html html;
	struct gopher_fit fit;
};

/* All that can be wrong with tokens ${from} to ${to}, one run of text. */
static void
check_run(struct checks *checks, size_t from, size_t to)
{
	if (from >= to)
		return;
	check_html(&checks->html, checks->markdown, from, to, false);
	check_references(checks->markdown, from, to);
	check_labels(checks->markdown, from, to);
	check_looks(checks->markdown, from, to);
	check_pasted(checks->markdown, from, to);
	check_characters(&checks->fit, checks->markdown, from, to);
}

/* Check what begins at token ${index}; return where to go on. */
static size_t
check_token(struct checks *checks, size_t index)
{
	const struct markdown *markdown = checks->markdown;
	const struct markdown_token *token = &markdown->tokens[index];

	switch ((enum markdown_kind)token->kind) {
	case MARKDOWN_TABLE:
		if (!markdown_closes(token))
			check_table_rows(markdown, index);
		return index + 1;
	case MARKDOWN_LIST:
		if (!markdown_closes(token))
			check_numbers(markdown, index);
		return index + 1;
	case MARKDOWN_QUOTE:
	case MARKDOWN_ROW:
	case MARKDOWN_RULE:
	case MARKDOWN_INFO:
	case MARKDOWN_ITEM:
		return index + 1;
	case MARKDOWN_PARAGRAPH:
		check_table(markdown, index);
		check_run(checks, index + 1, token->text);
		return token->text + 1;
	case MARKDOWN_HEADING:
		check_looks_heading(markdown, index);
		check_run(checks, index + 1, token->text);
		return token->text + 1;
	case MARKDOWN_CELL:
		check_run(checks, index + 1, token->text);
		return token->text + 1;
	case MARKDOWN_CODE:
		check_code(markdown, index);
		check_characters(
		    &checks->fit, markdown, index + 1, token->text);
		return token->text + 1;
	case MARKDOWN_HTML:
		check_html(
		    &checks->html, markdown, index + 1, token->text, true);
		return token->text + 1;
	case MARKDOWN_LINK:
	case MARKDOWN_IMAGE:
	case MARKDOWN_TEXT:
	case MARKDOWN_ENTITY:
	case MARKDOWN_CODE_TEXT:
	case MARKDOWN_NOTE:
	case MARKDOWN_BREAK:
	case MARKDOWN_RAW:
		check_run(
		    checks, index, markdown_end_of_words(markdown, index));
		return markdown_end_of_words(markdown, index);
	}
	return index + 1;
}

/* Characters of ${count} values of the front matter. */
static void
check_values(struct gopher_fit *fit, const struct source *source,
    const struct front_matter_value *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_characters_text(
		    fit, source, values[i].at, values[i].text);
}

static void
check_front_matter(struct gopher_fit *fit, const struct document *document)
{
	const struct front_matter *front = &document->front;

	check_values(fit, document->source, front->values, FRONT_MATTER_KEYS);
	check_values(fit, document->source, front->words, WORDS);
	for (size_t i = 0; i < front->change_count; i++)
		check_values(fit, document->source, &front->changes[i].text, 1);
}

void
document_check(struct document *document)
{
	struct checks checks = {.markdown = &document->markdown};
	size_t index = 0;

	gopher_fit_speak(
	    &checks.fit, document->front.values[FRONT_MATTER_LANG].text);
	check_front_matter(&checks.fit, document);
	while (index < document->markdown.token_count)
		index = check_token(&checks, index);
	check_references_definitions(
	    &document->markdown, document->front.body_at);
	check_vanished(&document->markdown, document->front.body_at);
}
