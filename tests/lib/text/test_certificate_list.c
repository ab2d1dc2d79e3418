/*
 * Lists of client certificates: digests, names, dates, errors by line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "certificate_list.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* 31 bytes of a digest, in both notations; a row adds the last. */
#define HEX31 "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e"
#define COLONS31                                                               \
	"00:01:02:03:04:05:06:07:08:09:0A:0b:0C:0d:0E:0f:"                     \
	"10:11:12:13:14:15:16:17:18:19:1a:1B:1c:1D:1e:"

/* The certificate in ${list} whose digest ends with ${last}. */
static const struct certificate *
find(const struct certificate_list *list, unsigned char last)
{
	unsigned char digest[CERTIFICATE_DIGEST_BYTES];

	for (size_t i = 0; i < sizeof(digest); i++)
		digest[i] = (unsigned char)i;
	digest[sizeof(digest) - 1] = last;
	return certificate_list_find(list, digest);
}

static void
reads_a_list(void **state)
{
	static const char text[] =
	    "# who may see the drafts\r\n"
	    "\n"
	    " \t\n" HEX31 "ff anna\n"
	    "\t" COLONS31 "1F \t b\xc3\xa4r  2026-12-31 \r\n"
	    "  # the last\n" HEX31 "20 c#d 1970-01-01";
	struct certificate_list list;
	struct certificate_list_error error;

	(void)state;
	assert_int_equal(certificate_list_parse(&list, span_from(text), &error),
	    CERTIFICATE_LIST_OK);
	assert_int_equal(list.count, 3);

	const struct certificate *anna = find(&list, 0xff);
	assert_non_null(anna);
	assert_true(span_equal(anna->name, SPAN("anna")));
	assert_true(anna->expires == CERTIFICATE_NEVER);
	assert_int_equal(anna->line, 4);

	const struct certificate *bear = find(&list, 0x1f);
	assert_non_null(bear);
	assert_true(span_equal(bear->name, SPAN("b\xc3\xa4r")));
	assert_true(bear->expires == 1798761600); /* 2027-01-01 */

	const struct certificate *last = find(&list, 0x20);
	assert_non_null(last);
	assert_true(span_equal(last->name, SPAN("c#d")));
	assert_true(last->expires == 86400);

	assert_null(find(&list, 0x21));
	assert_null(find(&list, 0));
	certificate_list_free(&list);
	assert_int_equal(list.count, 0);
	certificate_list_free(&list);
}

static void
reads_an_empty_list(void **state)
{
	static const char *const texts[] = {
	    "", "\n", "# nobody", "\xef\xbb\xbf# a mark of Notepad's\r\n"};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct certificate_list list;
		struct certificate_list_error error;

		assert_int_equal(
		    certificate_list_parse(&list, span_from(texts[i]), &error),
		    CERTIFICATE_LIST_OK);
		assert_null(find(&list, 0));
		certificate_list_free(&list);
	}
}

static void
reads_dates(void **state)
{
	static const struct {
		const char *date;
		int64_t expires; /* 0: no date */
	} rows[] = {
	    {"1970-01-01", 86400},
	    {"1999-12-31", 946684800},
	    {"2000-02-29", 951868800},
	    {"2024-02-28", 1709164800},
	    {"2024-02-29", 1709251200},
	    {"2026-11-22", 1795392000},
	    {"2099-12-31", 4102444800},
	    {"2100-02-28", 4107542400},
	    {"9999-12-31", 253402300800},
	    {"2023-02-29", 0},
	    {"2100-02-29", 0},
	    {"2024-02-30", 0},
	    {"2024-04-31", 0},
	    {"2024-00-01", 0},
	    {"2024-13-01", 0},
	    {"2024-01-00", 0},
	    {"2024-01-32", 0},
	    {"1969-12-31", 0},
	    {"2024-1-1", 0},
	    {"24-01-01", 0},
	    {"2024/01/01", 0},
	    {"2024-01-1x", 0},
	    {"+024-01-01", 0},
	    {"2024-01-01Z", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char text[128];
		struct certificate_list list;
		struct certificate_list_error error;

		snprintf(text, sizeof(text), HEX31 "1f x %s", rows[i].date);
		bool valid = certificate_list_parse(&list, span_from(text),
				 &error) == CERTIFICATE_LIST_OK;
		if (valid != (rows[i].expires != 0) ||
		    (valid && find(&list, 0x1f)->expires != rows[i].expires))
			fail_msg("%s", rows[i].date);
		certificate_list_free(&list);
	}
}

static void
says_where_it_is_malformed(void **state)
{
	static const struct {
		const char *text;
		size_t line;
	} rows[] = {
	    {"x", 1},
	    {"\n\n" HEX31 "1 x", 3},                  /* a digit short */
	    {"\n" HEX31 "1f0 x", 2},                  /* a digit long */
	    {HEX31 "1g x", 1},                        /* no hex digit */
	    {COLONS31 "1f: x", 1},                    /* a colon long */
	    {COLONS31 " 1f x", 1},                    /* cut in two */
	    {"00:" HEX31 " x", 1},                    /* a colon, then none */
	    {HEX31 "1f", 1},                          /* no name */
	    {HEX31 "1f \x01", 1},                     /* a control byte */
	    {HEX31 "1f \xff", 1},                     /* no UTF-8 */
	    {HEX31 "1f two words", 1},                /* no date */
	    {HEX31 "1f x 2026-01-01 y", 1},           /* too much */
	    {HEX31 "1f a\n#\n" COLONS31 "1f b\n", 3}, /* twice */
	    {HEX31 "1f a\n" HEX31 "20 b\n" HEX31 "1f a\n", 3},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct certificate_list list;
		struct certificate_list_error error;

		if (certificate_list_parse(&list, span_from(rows[i].text),
			&error) != CERTIFICATE_LIST_BAD)
			fail_msg("accepted: %s", rows[i].text);
		assert_int_equal(error.line, rows[i].line);
		assert_non_null(error.message);
		assert_int_equal(list.count, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_a_list),
	    cmocka_unit_test(reads_an_empty_list),
	    cmocka_unit_test(reads_dates),
	    cmocka_unit_test(says_where_it_is_malformed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
