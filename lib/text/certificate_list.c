/*
 * The list of client certificates; see certificate_list.h.
 */
#include "certificate_list.h"

#include <stdbool.h>
#include <stdlib.h>

#include "ascii.h"
#include "calendar.h"
#include "utf8.h"

/* Two hex digits a byte; colons between all bytes or between none. */
static bool
parse_digest(unsigned char *digest, struct span text)
{
	bool colons = text.len > 2 && text.ptr[2] == ':';
	size_t step = colons ? 3 : 2;

	if (text.len != CERTIFICATE_DIGEST_BYTES * step - (colons ? 1 : 0))
		return false;
	for (size_t i = 0; i < CERTIFICATE_DIGEST_BYTES; i++) {
		const char *at = text.ptr + i * step;
		int high = ascii_hex_value(at[0]), low = ascii_hex_value(at[1]);

		if (high < 0 || low < 0 || (colons && i > 0 && at[-1] != ':'))
			return false;
		digest[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

static bool
is_name(struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = (unsigned char)text.ptr[i];

		if (byte <= 0x20 || byte == 0x7f)
			return false;
	}
	return text.len > 0 && utf8_is_valid(text);
}

/* YYYY-MM-DD, from 1970 on: when the day after it begins. */
static bool
parse_date(int64_t *expires, struct span text)
{
	int32_t day;

	if (!calendar_day_parse(&day, text) || day < 0)
		return false;
	*expires = ((int64_t)day + 1) * CALENDAR_SECONDS_PER_DAY;
	return true;
}

/* Cut the next word off ${rest}, which has no blank at its ends. */
static struct span
take_word(struct span *rest)
{
	size_t len = 0;

	while (
	    len < rest->len && rest->ptr[len] != ' ' && rest->ptr[len] != '\t')
		len++;

	struct span word = {rest->ptr, len};
	*rest = span_trim(span_skip(*rest, len));
	return word;
}

/* Read one line that is neither empty nor a comment; NULL or what is wrong. */
static const char *
parse_line(struct certificate *certificate, struct span line)
{
	if (!parse_digest(certificate->digest, take_word(&line)))
		return "a SHA-256 fingerprint has 64 hex digits, with a colon "
		       "between each two or none at all";

	certificate->name = take_word(&line);
	if (!is_name(certificate->name))
		return "a name must follow the fingerprint, in UTF-8";

	certificate->expires = CERTIFICATE_NEVER;
	if (line.len > 0 &&
	    !parse_date(&certificate->expires, take_word(&line)))
		return "after the name comes nothing, or the last valid day "
		       "as YYYY-MM-DD";
	return line.len > 0 ? "nothing may follow the date" : NULL;
}

static int
compare_digests(const void *a, const void *b)
{
	const struct certificate *left = a, *right = b;

	return memcmp(left->digest, right->digest, CERTIFICATE_DIGEST_BYTES);
}

/* The same, but of equal digests the one on the earlier line comes first. */
static int
compare_places(const void *a, const void *b)
{
	const struct certificate *left = a, *right = b;
	int order = compare_digests(a, b);

	if (order != 0)
		return order;
	return left->line < right->line ? -1 : left->line > right->line;
}

static size_t
count_lines(struct span text)
{
	struct span line;
	size_t count = 0;

	while (span_take_line(&line, &text))
		count++;
	return count;
}

/* Read all lines into a list with room for them; NULL or what is wrong. */
static const char *
parse_lines(struct certificate_list *list, struct span rest, size_t *number)
{
	struct span line;

	for (*number = 1; span_take_line(&line, &rest); ++*number) {
		struct certificate *next = &list->certificates[list->count];
		const char *message;

		line = span_trim(line);
		if (line.len == 0 || line.ptr[0] == '#')
			continue;
		message = parse_line(next, line);
		if (message != NULL)
			return message;
		next->line = *number;
		list->count++;
	}
	return NULL;
}

/* Sort the list; NULL, or what is wrong with the line it returns. */
static const char *
sort_certificates(struct certificate_list *list, size_t *number)
{
	const struct certificate *all = list->certificates;

	qsort(list->certificates, list->count, sizeof(*all), compare_places);
	for (size_t i = 1; i < list->count; i++)
		if (compare_digests(&all[i - 1], &all[i]) == 0) {
			*number = all[i].line;
			return "this fingerprint stands on an earlier line";
		}
	return NULL;
}

enum certificate_list_verdict
certificate_list_parse(struct certificate_list *list, struct span text,
    struct certificate_list_error *error)
{
	size_t lines = count_lines(text);

	*list = (struct certificate_list){
	    .certificates = calloc(lines + 1, sizeof(*list->certificates)),
	    .names = malloc(text.len + 1),
	};
	if (list->certificates == NULL || list->names == NULL) {
		certificate_list_free(list);
		*error = (struct certificate_list_error){0, "out of memory"};
		return CERTIFICATE_LIST_NO_MEMORY;
	}
	if (text.len > 0)
		memcpy(list->names, text.ptr, text.len);

	struct span copy = {list->names, text.len};
	if (span_starts_with(copy, SPAN("\xef\xbb\xbf")))
		copy = span_skip(copy, 3); /* Notepad's byte order mark */
	error->line = 0;
	error->message = parse_lines(list, copy, &error->line);
	if (error->message == NULL)
		error->message = sort_certificates(list, &error->line);
	if (error->message == NULL)
		return CERTIFICATE_LIST_OK;
	certificate_list_free(list);
	return CERTIFICATE_LIST_BAD;
}

const struct certificate *
certificate_list_find(const struct certificate_list *list,
    const unsigned char digest[CERTIFICATE_DIGEST_BYTES])
{
	struct certificate key = {.line = 0};

	if (list->count == 0)
		return NULL;
	memcpy(key.digest, digest, CERTIFICATE_DIGEST_BYTES);
	return bsearch(&key, list->certificates, list->count, sizeof(key),
	    compare_digests);
}

void
certificate_list_free(struct certificate_list *list)
{
	free(list->certificates);
	free(list->names);
	*list = (struct certificate_list){0};
}
