/*
 * Visits; see doctor_visit.h.
 */
#include "doctor_visit.h"

#include <poll.h>
#include <stdio.h>
#include <time.h>

#include "connect.h"
#include "doctor_text.h"

#define READ_BYTES 16384

/* Between two bytes of a slow request, in milliseconds. */
#define DRIBBLE_MS 30

/* The longest wait that a server's 44 may ask for, in seconds. */
#define SLOW_DOWN_S_MAX 10

/* Longest excerpt of a server's words in a row, in bytes. */
#define SAID_MAX 80

static void
wait_until(int64_t when_ms)
{
	int64_t left = when_ms - connect_now_ms();

	if (left > 0)
		poll(NULL, 0, (int)left);
}

bool
doctor_visit_is_over(const struct doctor_visit *visit)
{
	return connect_now_ms() >= visit->deadline_ms;
}

int
doctor_visit_open(
    struct doctor_visit *visit, struct stream *stream, const char **fault)
{
	int fd;

	wait_until(visit->next_ms);
	visit->next_ms = connect_now_ms() + DOCTOR_PACE_MS;
	fd =
	    connect_open(visit->address, visit->port, DOCTOR_CONNECT_MS, fault);
	if (fd == -1)
		return -1;
	stream_begin(stream, fd);
	return 0;
}

/* Send the request; 0, or -1 and stream->fault. */
static int
send_request(struct stream *stream, const struct doctor_request *request)
{
	if (!request->byte_by_byte)
		return stream_write(stream, request->bytes);
	for (size_t i = 0; i < request->bytes.len; i++) {
		struct span byte = {request->bytes.ptr + i, 1};

		if (stream_write(stream, byte) == -1)
			return -1;
		wait_until(connect_now_ms() + DRIBBLE_MS);
	}
	return 0;
}

/* How did the connection end, when reading returned ${count} (0 or -1)? */
static enum doctor_end
find_end(const struct stream *stream, ssize_t count)
{
	if (count == 0)
		return DOCTOR_END_CLOSED;
	if (stream->truncated)
		return DOCTOR_END_TRUNCATED;
	return stream->timed_out ? DOCTOR_END_TIMEOUT : DOCTOR_END_FAILED;
}

/* Read to the end, or as much as is wanted. */
static void
read_answer(struct stream *stream, size_t most, struct doctor_answer *answer)
{
	while (answer->bytes.len < most) {
		char *room = buffer_reserve(&answer->bytes, READ_BYTES);
		ssize_t count =
		    room == NULL ? -1 : stream_read(stream, room, READ_BYTES);

		if (count <= 0) {
			answer->end = find_end(stream, count);
			return;
		}
		answer->bytes.len += (size_t)count;
	}
	answer->end = DOCTOR_END_ENOUGH;
}

static void
exchange(struct doctor_visit *visit, struct stream *stream,
    const struct doctor_request *request, struct doctor_answer *answer)
{
	const char *server_name = visit->is_address ? NULL : visit->host;
	int wait_ms =
	    request->wait_ms != 0 ? request->wait_ms : DOCTOR_ANSWER_MS;

	stream->deadline_ms = connect_now_ms() + DOCTOR_ANSWER_MS;
	answer->end = DOCTOR_END_FAILED;
	if (request->in_clear || stream_begin_tls(stream, server_name) == 0) {
		/* A server may refuse what it has not read to its end. */
		int sent = send_request(stream, request);

		stream->deadline_ms = connect_now_ms() + wait_ms;
		if (sent == 0 || stream->truncated)
			read_answer(stream,
			    request->most != 0 ? request->most
					       : DOCTOR_ANSWER_MAX,
			    answer);
	}
	if (answer->end == DOCTOR_END_FAILED)
		snprintf(
		    answer->fault, sizeof answer->fault, "%s", stream->fault);
}

static void
ask_once(struct doctor_visit *visit, const struct doctor_request *request,
    struct doctor_answer *answer)
{
	struct stream stream;
	const char *fault = "";

	*answer = (struct doctor_answer){.end = DOCTOR_END_FAILED};
	if (doctor_visit_open(visit, &stream, &fault) == -1) {
		snprintf(answer->fault, sizeof answer->fault, "%s", fault);
		return;
	}
	exchange(visit, &stream, request, answer);
	stream_close(&stream);
	answer->is_gemini =
	    !request->in_clear && doctor_text_header_read(&answer->header,
				      buffer_span(&answer->bytes));
}

/* The seconds that a meta asks for, as far as we wait at all. */
static int
read_seconds(struct span meta)
{
	int seconds = 0;

	for (size_t i = 0; i < meta.len && meta.ptr[i] >= '0' &&
			   meta.ptr[i] <= '9' && seconds < SLOW_DOWN_S_MAX;
	     i++)
		seconds = seconds * 10 + (meta.ptr[i] - '0');
	return seconds < SLOW_DOWN_S_MAX ? seconds : SLOW_DOWN_S_MAX;
}

bool
doctor_visit_ask(struct doctor_visit *visit,
    const struct doctor_request *request, struct doctor_answer *answer)
{
	ask_once(visit, request, answer);
	if (doctor_answer_status(answer) == 44) {
		visit->next_ms =
		    connect_now_ms() + 1000 * read_seconds(answer->header.meta);
		doctor_answer_free(answer);
		ask_once(visit, request, answer);
	}
	return answer->bytes.len > 0 || answer->end == DOCTOR_END_CLOSED;
}

void
doctor_answer_free(struct doctor_answer *answer)
{
	buffer_free(&answer->bytes);
}

int
doctor_answer_status(const struct doctor_answer *answer)
{
	return answer->is_gemini ? answer->header.status : 0;
}

struct span
doctor_answer_line(const struct doctor_answer *answer)
{
	struct span rest = buffer_span(&answer->bytes);
	struct span line = SPAN("");

	span_take_line(&line, &rest);
	return line;
}

void
doctor_answer_say(const struct doctor_answer *answer, struct buffer *text)
{
	struct span said = buffer_span(&answer->bytes);

	if (answer->is_gemini)
		said = answer->header.line;
	else
		said.len = doctor_answer_line(answer).len;
	if (said.len > SAID_MAX)
		said.len = SAID_MAX;
	if (said.len > 0)
		buffer_append(text, said);
	else if (answer->end == DOCTOR_END_TIMEOUT)
		buffer_append_text(text, "no answer in time");
	else if (answer->end == DOCTOR_END_FAILED)
		buffer_append_text(text, answer->fault);
	else
		buffer_append_text(text, "closed without an answer");
	buffer_append_byte(text, '\0');
}
