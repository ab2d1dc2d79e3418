/*
 * Gopher answers freed of their frame; see gopher_unframe.h.
 */
#include "gopher_unframe.h"

/* An error line longer than this is none. */
#define ERROR_LINE_MAX 1024

/* Append what stands up to the line end, or all; how much that was. */
static size_t
take_rest_of_line(
    enum gopher_unframe_state *state, struct buffer *out, struct span bytes)
{
	size_t length = span_find(bytes, '\n');

	*state = GOPHER_UNFRAME_IN_LINE;
	if (length < bytes.len) {
		length++;
		*state = GOPHER_UNFRAME_LINE_START;
	}
	buffer_append(out, (struct span){bytes.ptr, length});
	return length;
}

/* Take the byte after a dot that began a line; how many were used up. */
static size_t
take_after_dot(
    enum gopher_unframe_state *state, struct buffer *out, struct span bytes)
{
	if (bytes.ptr[0] == '\n') {
		*state = GOPHER_UNFRAME_ENDED;
		return 1;
	}
	if (bytes.ptr[0] == '\r') {
		*state = GOPHER_UNFRAME_DOT_CR;
		return 1;
	}
	/* A dot that nobody doubled stands for itself. */
	if (bytes.ptr[0] != '.')
		buffer_append_byte(out, '.');
	return take_rest_of_line(state, out, bytes);
}

void
gopher_unframe(
    enum gopher_unframe_state *state, struct buffer *out, struct span bytes)
{
	while (bytes.len > 0) {
		size_t used = 1;

		switch (*state) {
		case GOPHER_UNFRAME_LINE_START:
			if (bytes.ptr[0] == '.')
				*state = GOPHER_UNFRAME_DOT;
			else
				used = take_rest_of_line(state, out, bytes);
			break;
		case GOPHER_UNFRAME_IN_LINE:
			used = take_rest_of_line(state, out, bytes);
			break;
		case GOPHER_UNFRAME_DOT:
			used = take_after_dot(state, out, bytes);
			break;
		case GOPHER_UNFRAME_DOT_CR:
			if (bytes.ptr[0] == '\n') {
				*state = GOPHER_UNFRAME_ENDED;
			} else {
				buffer_append(out, SPAN(".\r"));
				used = take_rest_of_line(state, out, bytes);
			}
			break;
		case GOPHER_UNFRAME_ENDED:
			return;
		}
		bytes = span_skip(bytes, used);
	}
}

bool
gopher_unframe_finish(enum gopher_unframe_state state)
{
	switch (state) {
	case GOPHER_UNFRAME_LINE_START:
	case GOPHER_UNFRAME_IN_LINE:
		return false;
	case GOPHER_UNFRAME_DOT:
	case GOPHER_UNFRAME_DOT_CR:
	case GOPHER_UNFRAME_ENDED:
		return true;
	}
	return false;
}

static bool
is_menu(char item_type)
{
	return item_type == '1' || item_type == '7';
}

bool
gopher_is_framed(char item_type)
{
	return item_type == '0' || is_menu(item_type);
}

/* Is the line an item of type 3 with all its fields? */
static bool
is_error_line(struct span line, struct span *message)
{
	struct span rest = span_skip(line, 1);
	size_t tabs = 0;

	if (line.len < 2 || line.ptr[0] != '3')
		return false;
	*message = (struct span){rest.ptr, span_find(rest, '\t')};
	for (size_t i = 0; i < rest.len; i++)
		tabs += rest.ptr[i] == '\t' ? 1 : 0;
	return tabs >= 3;
}

enum gopher_head
gopher_head_judge(
    struct span head, char item_type, bool at_end, struct span *message)
{
	struct span rest = head;
	struct span line = {head.ptr, span_find(head, '\n')};
	bool has_line = at_end || line.len < head.len;

	if (head.len == 0)
		return at_end ? GOPHER_HEAD_CONTENT : GOPHER_HEAD_MORE;
	if (head.ptr[0] != '3' || line.len > ERROR_LINE_MAX)
		return GOPHER_HEAD_CONTENT;
	if (!has_line)
		return GOPHER_HEAD_MORE;
	if (!is_error_line(line, message))
		return GOPHER_HEAD_CONTENT;
	if (is_menu(item_type))
		return GOPHER_HEAD_ERROR;

	rest = span_skip(rest, line.len + 1);
	if (rest.len > 0 && !span_equal(rest, SPAN(".")) &&
	    !span_equal(rest, SPAN(".\r")) && !span_equal(rest, SPAN(".\n")) &&
	    !span_equal(rest, SPAN(".\r\n")))
		return GOPHER_HEAD_CONTENT;
	return at_end ? GOPHER_HEAD_ERROR : GOPHER_HEAD_MORE;
}
