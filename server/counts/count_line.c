#include "count_line.h"

#include <string.h>

#include "buffer.h"
#include "calendar.h"

/* Most digits of a number that is read: any such fits. */
#define DIGITS_MAX 19

static const char *const protocol_names[] = {
    [CONFIG_GEMINI] = "gemini", [CONFIG_GOPHER] = "gopher"};

#define PROTOCOLS (sizeof protocol_names / sizeof *protocol_names)

/* Cut the field before the next tab off the rest of a line. */
static struct span
take_field(struct span *rest)
{
	struct span field = {rest->ptr, span_find(*rest, '\t')};

	*rest = span_skip(*rest, field.len + 1);
	return field;
}

static bool
parse_number(unsigned long long *number, struct span text)
{
	*number = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9' || i >= DIGITS_MAX)
			return false;
		*number = *number * 10 + (unsigned)(text.ptr[i] - '0');
	}
	return text.len > 0;
}

static bool
parse_date(uint32_t *day, struct span text)
{
	int32_t number;

	if (!calendar_day_parse(&number, text) || number < 0)
		return false;
	*day = (uint32_t)number;
	return true;
}

static bool
parse_protocol(uint32_t *protocol, struct span text)
{
	for (uint32_t i = 0; i < PROTOCOLS; i++) {
		if (span_equal(text, span_from(protocol_names[i]))) {
			*protocol = i;
			return true;
		}
	}
	return false;
}

bool
count_line_parse(struct count_line *line, struct span text)
{
	struct count_record *record = &line->record;
	struct span date = take_field(&text), protocol = take_field(&text);
	struct span path = take_field(&text);

	*record = (struct count_record){0};
	if (path.len >= sizeof record->path)
		return false;
	memcpy(record->path, path.ptr, path.len);
	return strlen(record->path) == path.len &&
	       parse_date(&record->day, date) &&
	       parse_protocol(&record->protocol, protocol) &&
	       count_record_is_valid(record) &&
	       parse_number(&line->count, text);
}

void
count_line_append(struct buffer *out, uint32_t day, uint32_t protocol,
    const char *path, unsigned long long count)
{
	char date[CALENDAR_DAY_BYTES];

	calendar_day_write(date, day);
	buffer_printf(out, "%s\t%s\t%s\t%llu\n", date, protocol_names[protocol],
	    path, count);
}
