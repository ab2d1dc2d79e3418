/*
 * Judging text; see doctor_text.h.
 */
#include "doctor_text.h"

#include "gemini_reply.h"
#include "utf8.h"

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* What is wrong with the first three bytes of a line. */
static const char *
status_fault(struct span line)
{
	int status;

	if (line.len < 2 || !is_digit(line.ptr[0]) || !is_digit(line.ptr[1]))
		return "it does not begin with two digits";
	status = (line.ptr[0] - '0') * 10 + (line.ptr[1] - '0');
	if (status < 10 || status > 69)
		return "the status is not one of 10 to 69";
	if (line.len > 2 && is_digit(line.ptr[2]))
		return "the status has more than two digits";
	if (line.len == 2)
		return status < 40 ? "there is no meta" : NULL;
	if (line.ptr[2] != ' ')
		return "there is no space after the status";
	if (line.len == 3)
		return status < 40 ? "there is no meta" : NULL;
	return line.ptr[3] == ' ' || line.ptr[3] == '\t'
		   ? "there is more than one space after the status"
		   : NULL;
}

const char *
doctor_text_header_fault(struct span answer)
{
	size_t end = span_find(answer, '\n');
	struct span line = {answer.ptr, end};
	const char *fault;

	if (answer.len == 0)
		return "there is none";
	if (span_starts_with(answer, SPAN("\xEF\xBB\xBF")))
		return "a byte order mark stands before it";
	if (end == answer.len)
		return "it does not end";
	if (end == 0 || answer.ptr[end - 1] != '\r')
		return "it ends with LF alone";
	line.len--;
	fault = status_fault(line);
	if (fault != NULL)
		return fault;
	if (line.len > 3 + GEMINI_META_MAX)
		return "the meta is longer than 1024 bytes";
	return utf8_is_valid(line) ? NULL : "the meta is no UTF-8";
}

bool
doctor_text_header_read(struct gemini_header *header, struct span answer)
{
	if (span_starts_with(answer, SPAN("\xEF\xBB\xBF")))
		answer = span_skip(answer, 3);
	if (!span_take_line(&header->line, &answer) || header->line.len < 2 ||
	    !is_digit(header->line.ptr[0]) || !is_digit(header->line.ptr[1]))
		return false;
	header->status =
	    (header->line.ptr[0] - '0') * 10 + (header->line.ptr[1] - '0');
	header->meta = span_trim(span_skip(header->line, 2));
	header->body = answer;
	return header->status >= 10 && header->status <= 69;
}

/* Is ${status} the one that three characters of a list stand for? */
static bool
fits(int status, const char *pattern)
{
	return pattern[0] == '0' + status / 10 &&
	       (pattern[1] == 'x' || pattern[1] == '0' + status % 10);
}

bool
doctor_text_status_in(int status, const char *list)
{
	for (struct span rest = span_from(list); rest.len >= 2;
	     rest = span_skip(rest, 3)) {
		if (fits(status, rest.ptr))
			return true;
	}
	return false;
}

/* The next part of a media type, up to a semicolon; false at the end. */
static bool
take_part(struct span *part, struct span *rest)
{
	size_t end;

	if (rest->len == 0)
		return false;
	end = span_find(*rest, ';');
	*part = span_trim((struct span){rest->ptr, end});
	*rest = span_skip(*rest, end + 1);
	return true;
}

bool
doctor_text_parameter(struct span meta, struct span name, struct span *value)
{
	struct span part = SPAN("");

	take_part(&part, &meta);
	while (take_part(&part, &meta)) {
		size_t equals = span_find(part, '=');

		if (equals == part.len ||
		    !span_equal_nocase((struct span){part.ptr, equals}, name))
			continue;
		*value = span_skip(part, equals + 1);
		if (value->len >= 2 && value->ptr[0] == '"' &&
		    span_ends_with(*value, SPAN("\"")))
			*value = (struct span){value->ptr + 1, value->len - 2};
		return true;
	}
	return false;
}

bool
doctor_text_is_type(struct span meta, struct span type)
{
	struct span part = SPAN("");

	take_part(&part, &meta);
	return span_equal_nocase(part, type);
}
