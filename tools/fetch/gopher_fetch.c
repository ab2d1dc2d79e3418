/*
 * One Gopher exchange; see gopher_fetch.h.
 */
#include "gopher_fetch.h"

#include <stdio.h>

#include "buffer.h"
#include "gopher_unframe.h"
#include "output.h"

#define READ_BYTES 65536

/* Exit status for a type-3 answer: as Gemini's "not found". */
#define STATUS_NOT_FOUND 51

/* Where an answer stands. */
struct answer {
	struct stream *stream;
	struct output output;
	struct buffer bytes; /* read and not yet written */
	struct buffer text;  /* scratch: the same without its frame */
	enum gopher_unframe_state state;
	bool is_framed;
	bool at_end; /* the server has closed */
};

/* Read more bytes; 0, or -1 with the reason told. */
static int
read_more(struct answer *answer)
{
	char *room = buffer_reserve(&answer->bytes, READ_BYTES);
	ssize_t count;

	if (room == NULL) {
		fputs("lozenge get: out of memory\n", stderr);
		return -1;
	}
	count = stream_read(answer->stream, room, READ_BYTES);
	if (count == -1) {
		fprintf(stderr, "lozenge get: %s\n", answer->stream->fault);
		return -1;
	}
	answer->at_end = count == 0;
	answer->bytes.len += (size_t)count;
	return 0;
}

/* Write the bytes in hand, freed of their frame; 0 or -1. */
static int
write_bytes(struct answer *answer)
{
	struct span bytes = buffer_span(&answer->bytes);
	int result;

	if (answer->is_framed) {
		buffer_clear(&answer->text);
		gopher_unframe(&answer->state, &answer->text, bytes);
		bytes = buffer_span(&answer->text);
	}
	result =
	    answer->text.failed ? -1 : output_write(&answer->output, bytes);
	buffer_clear(&answer->bytes);
	return result;
}

/* Read until it is clear what the answer is; -1 with the reason told. */
static int
read_head(struct answer *answer, char item_type, enum gopher_head *head)
{
	struct span message = SPAN("");

	do {
		if (read_more(answer) == -1) {
			write_bytes(answer);
			return -1;
		}
		*head = gopher_head_judge(buffer_span(&answer->bytes),
		    item_type, answer->at_end, &message);
	} while (*head == GOPHER_HEAD_MORE);
	if (*head == GOPHER_HEAD_ERROR)
		output_say("lozenge get: the server says: ", message);
	return 0;
}

/* Write the item to its end; the exit status. */
static int
copy_item(struct answer *answer)
{
	if (answer->is_framed && answer->at_end && answer->bytes.len == 0) {
		fputs("lozenge get: no answer: the server closed the "
		      "connection\n",
		    stderr);
		return 1;
	}
	if (write_bytes(answer) == -1)
		return 1;
	while (!answer->at_end) {
		if (read_more(answer) == -1 || write_bytes(answer) == -1)
			return 1;
	}
	if (answer->is_framed && !gopher_unframe_finish(answer->state))
		fputs("lozenge get: warning: there is no final dot; the text "
		      "may be cut short\n",
		    stderr);
	return 0;
}

int
gopher_fetch(struct stream *stream, struct span request, char item_type)
{
	struct answer answer = {
	    .stream = stream,
	    .is_framed = gopher_is_framed(item_type),
	};
	enum gopher_head head = GOPHER_HEAD_MORE;
	int status = 1;

	output_begin(&answer.output);
	if (stream_write(stream, request) == -1)
		fprintf(stderr, "lozenge get: %s\n", stream->fault);
	else if (read_head(&answer, item_type, &head) == 0)
		status = head == GOPHER_HEAD_ERROR ? STATUS_NOT_FOUND
						   : copy_item(&answer);
	if (output_end(&answer.output) == -1)
		status = 1;
	buffer_free(&answer.bytes);
	buffer_free(&answer.text);
	return status;
}
