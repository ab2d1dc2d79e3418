/*
 * Dates of certificates, before 2038 and after, on every machine.
 */
#include "tls_time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include <openssl/x509.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A time, how a certificate has it, and its day. */
static const struct {
	int64_t seconds;
	const char *date, *day;
} times[] = {
    {0, "700101000000Z", "1970-01-01"},
    {2147483647, "380119031407Z", "2038-01-19"},
    {2147483648, "380119031408Z", "2038-01-19"},
    {2524607999, "491231235959Z", "2049-12-31"},
    {2524608000, "20500101000000Z", "2050-01-01"},
    {4294967296, "21060207062816Z", "2106-02-07"},
    {253402300799, "99991231235959Z", "9999-12-31"},
};

static void
test_times(void **state)
{
	ASN1_TIME *date = ASN1_TIME_new();

	(void)state;
	for (size_t i = 0; i < COUNT(times); i++) {
		char day[TLS_DATE_BYTES];
		int64_t seconds = -1;

		assert_true(tls_time_set(date, times[i].seconds));
		assert_int_equal(
		    ASN1_STRING_length(date), strlen(times[i].date));
		assert_memory_equal(ASN1_STRING_get0_data(date), times[i].date,
		    strlen(times[i].date));
		assert_true(tls_time_read(&seconds, date));
		assert_int_equal(seconds, times[i].seconds);
		tls_time_write(day, date);
		assert_string_equal(day, times[i].day);
	}
	ASN1_TIME_free(date);
}

/* Dates that nobody can read. */
static void
test_no_dates(void **state)
{
	static const char *const texts[] = {
	    "", "x", "20500101", "381301000000Z"};
	ASN1_TIME *date = ASN1_TIME_new();

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		char day[TLS_DATE_BYTES] = "?";
		int64_t seconds;

		ASN1_STRING_set(date, texts[i], -1);
		assert_false(tls_time_read(&seconds, date));
		tls_time_write(day, date);
		assert_string_equal(day, "");
	}
	assert_false(tls_time_set(date, INT64_MAX));
	ASN1_TIME_free(date);
}

static void
test_validity(void **state)
{
	static const struct {
		int64_t begin, end, now;
		enum tls_validity validity;
	} rows[] = {
	    {1000, 2000, 999, TLS_NOT_YET_VALID},
	    {1000, 2000, 1000, TLS_VALID},
	    {1000, 2000, 1999, TLS_VALID},
	    {1000, 2000, 2000, TLS_EXPIRED},
	    {1000, 2147483648, 2147483647, TLS_VALID},
	    {1000, 2147483648, 2147483648, TLS_EXPIRED},
	    {2147483647, 4294967296, 2147483648, TLS_VALID},
	    {2147483648, 4294967296, 2147483647, TLS_NOT_YET_VALID},
	    {2147483648, 4294967296, 4294967297, TLS_EXPIRED},
	};
	X509 *certificate = X509_new();

	(void)state;
	/* Without dates. */
	assert_int_equal(tls_time_validity(certificate, 0), TLS_EXPIRED);
	for (size_t i = 0; i < COUNT(rows); i++) {
		tls_time_set(X509_getm_notBefore(certificate), rows[i].begin);
		tls_time_set(X509_getm_notAfter(certificate), rows[i].end);
		if (tls_time_validity(certificate, rows[i].now) !=
		    rows[i].validity)
			fail_msg("row %zu", i);
	}
	X509_free(certificate);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_times),
	    cmocka_unit_test(test_no_dates),
	    cmocka_unit_test(test_validity),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
