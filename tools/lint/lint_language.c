/*
 * A line for the root's language, and one for each translation, which lies in
 * the directory of that name.
 */
#include "lint_language.h"

#include "language_tag.h"

/* The tag behind ${word} in ${line}; empty if there is none. */
static struct span
tag_behind(struct span word, struct span line)
{
	struct span tag = span_skip(line, word.len);

	return span_starts_with(line, word) && language_tag_is_valid(tag)
		   ? tag
		   : SPAN("");
}

void
lint_language_keep(struct buffer *out, struct span list)
{
	struct span line;

	while (span_take_line(&line, &list)) {
		if (tag_behind(SPAN("lang "), line).len == 0 &&
		    tag_behind(SPAN("translation "), line).len == 0)
			continue;
		buffer_append(out, line);
		buffer_append_byte(out, '\n');
	}
}

struct span
lint_language_of(struct span list, struct span path)
{
	struct span directory = {path.ptr, span_find(path, '/')};
	struct span root = SPAN("");
	struct span line;

	while (span_take_line(&line, &list)) {
		struct span lang = tag_behind(SPAN("lang "), line);
		struct span tag = tag_behind(SPAN("translation "), line);

		if (root.len == 0)
			root = lang;
		if (tag.len > 0 && directory.len < path.len &&
		    span_equal(tag, directory))
			return tag;
	}
	return root;
}
