/*
 * Header lines, statuses and media types, as the doctor judges them.
 */
#include "doctor_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "buffer.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A header, and a word of what is wrong with it; NULL: nothing. */
static const struct {
	const char *answer, *fault;
} headers[] = {
    {"20 text/gemini\r\n# A\n", NULL},
    {"51 Not found\r\n", NULL},
    {"51\r\n", NULL},
    {"51 \r\n", NULL},
    {"20 \xC3\xBC\r\n", NULL},
    {"", "none"},
    {"\xEF\xBB\xBF"
     "20 text/gemini\r\n",
	"byte order mark"},
    {"20 text/gemini", "not end"},
    {"20 text/gemini\n", "LF alone"},
    {"\n", "LF alone"},
    {"\r\n", "two digits"},
    {"OK\r\n", "two digits"},
    {"2\r\n", "two digits"},
    {"09 x\r\n", "10 to 69"},
    {"70 x\r\n", "10 to 69"},
    {"200 x\r\n", "more than two digits"},
    {"20text/gemini\r\n", "no space"},
    {"20\ttext/gemini\r\n", "no space"},
    {"20  text/gemini\r\n", "more than one space"},
    {"20 \ttext/gemini\r\n", "more than one space"},
    {"20\r\n", "no meta"},
    {"20 \r\n", "no meta"},
    {"31\r\n", "no meta"},
    {"51 \xFF\r\n", "no UTF-8"},
};

/* An answer, and what can be read of it all the same; 0: nothing. */
static const struct {
	const char *answer;
	int status;
	const char *meta, *body;
} readings[] = {
    {"20 text/gemini\r\n# A\n", 20, "text/gemini", "# A\n"},
    {"20text/gemini\r\n# A\n", 20, "text/gemini", "# A\n"},
    {"20  text/gemini\n# A\n", 20, "text/gemini", "# A\n"},
    {"\xEF\xBB\xBF"
     "31 /a\r\n",
	31, "/a", ""},
    {"51", 51, "", ""},
    {"5", 0, "", ""},
    {"09 x\r\n", 0, "", ""},
    {"70 x\r\n", 0, "", ""},
    {"HTTP/1.1 400\r\n", 0, "", ""},
    {"", 0, "", ""},
};

static void
test_readings(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(readings); i++) {
		struct gemini_header header = {0};
		bool is_read = doctor_text_header_read(
		    &header, span_from(readings[i].answer));

		assert_int_equal(is_read, readings[i].status != 0);
		if (!is_read)
			continue;
		assert_int_equal(header.status, readings[i].status);
		assert_true(
		    span_equal(header.meta, span_from(readings[i].meta)));
		assert_true(
		    span_equal(header.body, span_from(readings[i].body)));
	}
}

static void
test_headers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(headers); i++) {
		const char *fault =
		    doctor_text_header_fault(span_from(headers[i].answer));

		if (headers[i].fault == NULL)
			assert_null(fault);
		else
			assert_non_null(strstr(
			    fault == NULL ? "" : fault, headers[i].fault));
	}
}

/* The longest meta there may be, and one byte more. */
static void
test_long_meta(void **state)
{
	struct buffer line = BUFFER_EMPTY;

	(void)state;
	for (size_t length = 1024; length <= 1025; length++) {
		const char *fault;

		buffer_clear(&line);
		buffer_append_text(&line, "20 ");
		buffer_append_repeated(&line, 'x', length);
		buffer_append_text(&line, "\r\n");
		fault = doctor_text_header_fault(buffer_span(&line));
		assert_int_equal(fault == NULL, length == 1024);
	}
	buffer_free(&line);
}

static const struct {
	int status;
	const char *list;
	bool is_in;
} statuses[] = {
    {51, "51", true},
    {51, "59 51", true},
    {51, "5x", true},
    {31, "2x 31", true},
    {30, "2x 31", false},
    {51, "15", false},
    {51, "", false},
    {0, "1x 2x", false},
};

static void
test_statuses(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(statuses); i++)
		assert_int_equal(
		    doctor_text_status_in(statuses[i].status, statuses[i].list),
		    statuses[i].is_in);
}

/* A meta, a parameter, and its value; NULL: it has none. */
static const struct {
	const char *meta, *name, *value;
} parameters[] = {
    {"text/gemini; charset=utf-8; lang=en", "lang", "en"},
    {"text/gemini;charset=utf-8", "charset", "utf-8"},
    {"text/gemini; Lang=\"en,fr\"", "lang", "en,fr"},
    {"text/gemini ; lang=\"", "lang", "\""},
    {"text/gemini", "lang", NULL},
    {"lang=en", "lang", NULL},
    {"text/gemini; lang", "lang", NULL},
    {"", "lang", NULL},
};

static void
test_parameters(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(parameters); i++) {
		struct span value = SPAN("");
		bool found =
		    doctor_text_parameter(span_from(parameters[i].meta),
			span_from(parameters[i].name), &value);

		assert_int_equal(found, parameters[i].value != NULL);
		assert_true(span_equal(value, span_from(parameters[i].value)));
	}
	assert_true(
	    doctor_text_is_type(SPAN("Text/Gemini ;x"), SPAN("text/gemini")));
	assert_false(
	    doctor_text_is_type(SPAN("text/gemini2"), SPAN("text/gemini")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_headers),
	    cmocka_unit_test(test_readings),
	    cmocka_unit_test(test_long_meta),
	    cmocka_unit_test(test_statuses),
	    cmocka_unit_test(test_parameters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
