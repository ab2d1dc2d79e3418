/*
 * One Gemini exchange; see gemini_fetch.h.
 */
#include "gemini_fetch.h"

#include <stdio.h>

#include "buffer.h"
#include "connect.h"
#include "gemini_header.h"
#include "output.h"

#define READ_BYTES 65536

/* Time for the request and the whole header, in milliseconds. */
#define HEADER_MS 30000

/* Read until the header is whole; 0, or -1 with the reason told. */
static int
read_header(
    struct stream *stream, struct buffer *head, struct gemini_header *header)
{
	for (;;) {
		char *room = buffer_reserve(head, READ_BYTES);
		ssize_t count =
		    room == NULL ? 0 : stream_read(stream, room, READ_BYTES);

		if (count > 0)
			head->len += (size_t)count;
		switch (gemini_header_parse(header, buffer_span(head))) {
		case GEMINI_HEADER_OK:
			return 0;
		case GEMINI_HEADER_MORE:
			break;
		case GEMINI_HEADER_BAD:
			fputs(
			    "lozenge get: this is no Gemini answer\n", stderr);
			return -1;
		}
		if (count <= 0) {
			fprintf(stderr, "lozenge get: no answer: %s\n",
			    count == 0 ? "the server closed the connection"
				       : stream->fault);
			return -1;
		}
	}
}

/* Write the rest of the body as it comes; 0, or -1 with the reason told. */
static int
copy_rest(struct stream *stream, struct buffer *bytes, struct output *output)
{
	for (;;) {
		char *room;
		ssize_t count;

		buffer_clear(bytes);
		room = buffer_reserve(bytes, READ_BYTES);
		if (room == NULL)
			return -1;
		count = stream_read(stream, room, READ_BYTES);
		if (count == -1)
			fprintf(stderr, "lozenge get: %s\n", stream->fault);
		if (count <= 0)
			return (int)count;
		if (output_write(output, (struct span){room, (size_t)count}) ==
		    -1)
			return -1;
	}
}

/* Write the body, whose beginning is in ${bytes}; the exit status. */
static int
copy_body(struct stream *stream, struct buffer *bytes, struct span beginning)
{
	struct output output;
	int status;

	output_begin(&output);
	status = output_write(&output, beginning) == 0 &&
			 copy_rest(stream, bytes, &output) == 0
		     ? 0
		     : 1;
	return output_end(&output) == 0 ? status : 1;
}

int
gemini_fetch(struct stream *stream, struct span request)
{
	struct buffer bytes = BUFFER_EMPTY;
	struct gemini_header header;
	int status = 1;

	stream->deadline_ms = connect_now_ms() + HEADER_MS;
	if (stream_write(stream, request) == -1) {
		fprintf(stderr, "lozenge get: %s\n", stream->fault);
		return 1;
	}
	if (read_header(stream, &bytes, &header) == -1)
		goto free_bytes;
	output_say("", header.line);
	status = header.status;
	if (status / 10 != 2)
		goto free_bytes;

	stream->deadline_ms = 0;
	status = copy_body(stream, &bytes, header.body);
free_bytes:
	buffer_free(&bytes);
	return status;
}
