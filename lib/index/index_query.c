#include "index_query.h"

#include <string.h>

#include "index_sqlite.h"
#include "index_tokenizer.h"
#include "text_clean.h"

/* U+3000, which stands between words in Japanese and Chinese. */
#define WIDE_SPACE SPAN("\xe3\x80\x80")

/* What cutting one term has shown. */
struct look {
	struct index_term *term;
	size_t tokens;
};

static bool
look_at_token(void *arg, const struct index_token *token)
{
	struct look *look = arg;
	struct index_term *term = look->term;

	look->tokens++;
	term->folded = SPAN("");
	if (look->tokens > 1 || token->is_unspaced)
		return look->tokens < 2;
	memcpy(term->room, token->folded.ptr, token->folded.len);
	term->folded = (struct span){term->room, token->folded.len};
	return true;
}

/* Keep the text as a term, if it has any word. */
static int
add_term(struct index_query *query, sqlite3 *database, struct span text)
{
	struct look look = {.tokens = 0};
	int result;

	if (text.len == 0 || query->count == INDEX_TERMS_MAX)
		return SQLITE_OK;
	look.term = &query->terms[query->count];
	look.term->text = text;
	result = index_tokenizer_cut(database, text, look_at_token, &look);
	if (result == SQLITE_OK && look.tokens > 0)
		query->count++;
	return result;
}

/* The length of the separator that the text begins with, or 0. */
static size_t
separator_length(struct span text)
{
	if (text.len > 0 && (*text.ptr == ' ' || *text.ptr == '"'))
		return 1;
	return span_starts_with(text, WIDE_SPACE) ? WIDE_SPACE.len : 0;
}

/* The length of what stands before the next separator. */
static size_t
piece_length(struct span text, bool is_quoted)
{
	if (is_quoted)
		return span_find(text, '"');
	size_t len = 0;
	while (len < text.len && separator_length(span_skip(text, len)) == 0)
		len++;
	return len;
}

int
index_query_parse(
    struct index_query *query, sqlite3 *database, struct span text)
{
	bool is_quoted = false;
	int result = SQLITE_OK;

	query->text = BUFFER_EMPTY;
	query->count = 0;
	if (text.len > INDEX_QUERY_BYTES_MAX)
		return SQLITE_OK;
	text_clean(&query->text, text);
	if (query->text.failed)
		return SQLITE_NOMEM;
	text = buffer_span(&query->text);
	while (text.len > 0 && result == SQLITE_OK) {
		size_t len = piece_length(text, is_quoted);

		result =
		    add_term(query, database, (struct span){text.ptr, len});
		text = span_skip(text, len);
		if (text.len > 0 && *text.ptr == '"')
			is_quoted = !is_quoted;
		text = span_skip(text, separator_length(text));
	}
	return result;
}

void
index_query_expression(
    struct buffer *out, const struct index_query *query, const char *operator)
{
	for (size_t i = 0; i < query->count; i++) {
		if (i > 0)
			buffer_append_text(out, operator);
		/* Quotes have ended terms, so there are none within. */
		buffer_append_byte(out, '"');
		buffer_append(out, query->terms[i].text);
		buffer_append_byte(out, '"');
	}
}

void
index_query_free(struct index_query *query)
{
	buffer_wipe(&query->text);
	buffer_free(&query->text);
	/* The terms have words in room of their own. */
	explicit_bzero(query, sizeof *query);
}
