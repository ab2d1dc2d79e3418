/*
 * Dates of feed entries; see feed_date.h.
 */
#include "feed_date.h"

#include <stdbool.h>

/* Three numbers as they stand, and how many digits each has. */
struct numbers {
	unsigned value[3];
	size_t digits[3];
	char separator[2];
	size_t length; /* bytes of all */
};

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* Read up to four digits; how many there are. */
static size_t
read_digits(unsigned *value, struct span text)
{
	size_t count = 0;

	*value = 0;
	while (count < text.len && count < 4 && is_digit(text.ptr[count]))
		*value = *value * 10 + (unsigned)(text.ptr[count++] - '0');
	return count;
}

/* Read "n-n-n" with one of "-", "/" and "." between, the same twice. */
static bool
read_numbers(struct numbers *numbers, struct span label)
{
	struct span rest = label;

	for (size_t i = 0; i < 3; i++) {
		size_t count = read_digits(&numbers->value[i], rest);

		if (count == 0)
			return false;
		numbers->digits[i] = count;
		rest = span_skip(rest, count);
		if (i == 2)
			break;
		if (rest.len == 0 || memchr("-/.", rest.ptr[0], 3) == NULL)
			return false;
		numbers->separator[i] = rest.ptr[0];
		rest = span_skip(rest, 1);
	}
	numbers->length = label.len - rest.len;
	return numbers->separator[0] == numbers->separator[1];
}

static bool
day_exists(unsigned year, unsigned month, unsigned day)
{
	static const unsigned char days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (year == 0 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= days[month - 1] + (month == 2 && leap ? 1u : 0u);
}

/* Has the date its year first or last, and two short numbers besides? */
static bool
looks_like_date(const struct numbers *numbers)
{
	bool year_first = numbers->digits[0] == 4 && numbers->digits[2] <= 2;
	bool year_last = numbers->digits[0] <= 2 && numbers->digits[2] == 4;

	return numbers->digits[1] <= 2 && (year_first || year_last);
}

static bool
is_iso_form(const struct numbers *numbers)
{
	return numbers->digits[0] == 4 && numbers->digits[1] == 2 &&
	       numbers->digits[2] == 2 && numbers->separator[0] == '-';
}

enum feed_date
feed_date_read(struct span label)
{
	struct numbers numbers;
	struct span rest;

	if (!read_numbers(&numbers, label) || !looks_like_date(&numbers))
		return FEED_DATE_NONE;
	rest = span_skip(label, numbers.length);
	if (rest.len > 0 && is_digit(rest.ptr[0]))
		return FEED_DATE_NONE;
	if (!is_iso_form(&numbers))
		return FEED_DATE_NEARLY;
	if (!day_exists(numbers.value[0], numbers.value[1], numbers.value[2]))
		return FEED_DATE_IMPOSSIBLE;
	if (rest.len > 0 && rest.ptr[0] != ' ' && rest.ptr[0] != '\t')
		return FEED_DATE_NEARLY;
	return FEED_DATE_GOOD;
}
