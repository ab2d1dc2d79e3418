/*
 * One finding a block: whoever reads it looks at the rest, too.
 */
#include "check_characters.h"

#include "gopher_fit.h"
#include "source_bytes.h"
#include "utf8.h"

static void
tell_foreign(const struct source *source, size_t at, struct span text)
{
	uint32_t character;
	size_t length = utf8_decode(&character, text);

	source_warning(source, at, "no-ascii",
	    "\"%.*s\" has no ASCII form; some readers on Gopher will not see "
	    "it as it is",
	    (int)length, text.ptr);
}

void
check_characters_text(struct gopher_fit *fit, const struct source *source,
    size_t at, struct span text)
{
	size_t foreign = gopher_fit_foreign(fit, text);

	if (foreign < text.len)
		tell_foreign(source, at, span_skip(text, foreign));
}

/* An entity may stand for a character that no page may hold. */
static void
check_entity(
    const struct markdown *markdown, const struct markdown_token *token)
{
	struct span text = markdown_text(markdown, token);
	uint32_t character;

	if (text.len > 1 && text.ptr[0] == '&')
		source_warning(markdown->source, token->at, "unknown-entity",
		    "\"%.*s\" is not known and stays as it is; write the "
		    "character itself",
		    (int)text.len, text.ptr);
	if (utf8_decode(&character, text) == 0)
		return;
	if (source_bytes_is_control(character) && character != '\r')
		source_error(markdown->source, token->at, "control-character",
		    "this stands for the control character U+%04X: delete it",
		    (unsigned)character);
	if (source_bytes_is_bidi(character))
		source_error(markdown->source, token->at, "bidi-control",
		    "this stands for the invisible direction control U+%04X: "
		    "delete it",
		    (unsigned)character);
}

void
check_characters(struct gopher_fit *fit, const struct markdown *markdown,
    size_t from, size_t to)
{
	bool is_told = false;

	for (size_t i = from; i < to; i++) {
		const struct markdown_token *token = &markdown->tokens[i];

		if (token->kind == MARKDOWN_ENTITY)
			check_entity(markdown, token);
		else if (token->kind != MARKDOWN_TEXT &&
			 token->kind != MARKDOWN_CODE_TEXT &&
			 token->kind != MARKDOWN_INFO)
			continue;

		struct span text = markdown_text(markdown, token);
		size_t foreign =
		    is_told ? text.len : gopher_fit_foreign(fit, text);
		if (foreign == text.len)
			continue;
		bool is_source = (token->flags & MARKDOWN_ELSEWHERE) == 0;
		tell_foreign(markdown->source,
		    is_source ? token->text + foreign : token->at,
		    span_skip(text, foreign));
		is_told = true;
	}
}
