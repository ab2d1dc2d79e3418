/*
 * Links are absolute paths, so that the page reads the same wherever the
 * search stands, in Gopher too.
 */
#include "search_page.h"

#include "text_clean.h"
#include "uri.h"

/* Room kept for what follows the hits. */
#define END_BYTES 16384

static void
write_line(struct buffer *out, const char *text)
{
	buffer_append_text(out, text);
	buffer_append_byte(out, '\n');
}

/* "=> /path ", to be followed by a label. */
static void
begin_link(struct buffer *out, struct span path)
{
	buffer_append_text(out, "=> /");
	uri_percent_encode(out, path);
}

/* The path of the scope's search, or, with "", of its first page. */
static void
append_scope_path(struct buffer *out, struct span scope, const char *name)
{
	begin_link(out, scope);
	if (scope.len > 0)
		buffer_append_byte(out, '/');
	buffer_append_text(out, name);
}

static void
write_hit(struct buffer *out, const struct index_hit *hit)
{
	begin_link(out, hit->path);
	buffer_append_byte(out, ' ');
	buffer_append(out, hit->title);
	if (hit->heading.len > 0 && !span_equal(hit->heading, hit->title)) {
		if (hit->title.len > 0)
			buffer_append_text(out, ": ");
		buffer_append(out, hit->heading);
	}
	buffer_append_byte(out, '\n');
	if (hit->snippet.len > 0) {
		/* A quotation: no text of a page is taken for a line's type. */
		buffer_append_text(out, "> ");
		buffer_append(out, hit->snippet);
		buffer_append_byte(out, '\n');
	}
	buffer_append_byte(out, '\n');
}

static void
write_hits(struct buffer *out, const struct index_answer *answer)
{
	for (size_t i = 0; i < answer->hit_count; i++) {
		size_t before = out->len;

		write_hit(out, &answer->hits[i]);
		if (out->limit > 0 && out->len + END_BYTES > out->limit) {
			out->len = before;
			out->failed = false;
			return;
		}
	}
}

static void
write_suggestion(struct buffer *out, struct span scope,
    const struct words *words, struct span suggestion)
{
	if (suggestion.len == 0)
		return;
	append_scope_path(out, scope, "search?");
	for (size_t i = 0; i < suggestion.len; i++) {
		struct span byte = {suggestion.ptr + i, 1};

		/* A question, unlike a path, may not have these as they are. */
		if (*byte.ptr == '+' || *byte.ptr == '&' || *byte.ptr == '=')
			buffer_printf(
			    out, "%%%02X", (unsigned)(unsigned char)*byte.ptr);
		else
			uri_percent_encode(out, byte);
	}
	buffer_append_byte(out, ' ');
	buffer_append_text(out, words->text[WORD_DID_YOU_MEAN]);
	buffer_append_text(out, words->colon);
	buffer_append(out, suggestion);
	write_line(out, "\n");
}

static void
write_onward(struct buffer *out, struct span scope, const struct words *words,
    const struct index_answer *answer)
{
	append_scope_path(out, scope, "search ");
	write_line(out, words->text[WORD_SEARCH]);
	for (size_t i = 0; i < answer->onward_count; i++) {
		begin_link(out, answer->onward[i].path);
		buffer_append_byte(out, ' ');
		buffer_append(out, answer->onward[i].label);
		buffer_append_byte(out, '\n');
	}
	append_scope_path(out, scope, " ");
	write_line(out, words->text[WORD_CONTENTS]);
}

void
search_page_write(struct buffer *out, const struct words *words,
    enum index_outcome found, const struct index_question *question,
    const struct index_answer *answer)
{
	buffer_append_text(out, "# ");
	buffer_append_text(out, words->text[WORD_SEARCH]);
	buffer_append_text(out, words->colon);
	text_clean(out, question->words);
	write_line(out, "\n");
	if (found == INDEX_FOUND_SOME)
		write_line(out, words->text[WORD_SEARCH_SOME]);
	if (found == INDEX_FOUND_NONE)
		write_line(out, words->text[WORD_SEARCH_NONE]);
	if (found != INDEX_FOUND_ALL)
		buffer_append_byte(out, '\n');
	write_suggestion(out, question->scope, words, answer->suggestion);
	write_hits(out, answer);
	write_onward(out, question->scope, words, answer);
}
