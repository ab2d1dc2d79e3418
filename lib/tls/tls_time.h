/*
 * The dates of certificates, in seconds since 1970.
 *
 * On machines of 32 bits our time_t is wider than that of OpenSSL, which ends
 * in 2038: no time_t is handed over to it, and its clock is not asked.
 *
 * Source: RFC 5280, section 4.1.2.5.
 */
#ifndef TLS_TLS_TIME_H
#define TLS_TLS_TIME_H

#include <stdbool.h>
#include <stdint.h>

/* OpenSSL's ASN1_TIME and X509. */
struct asn1_string_st;
struct x509_st;

/* Room for "2027-01-31" and a NUL. */
#define TLS_DATE_BYTES 16

/* Is a certificate within its dates? */
enum tls_validity {
	TLS_VALID,
	TLS_NOT_YET_VALID,
	TLS_EXPIRED,
};

/** tls_time_now(): the clock's time, in seconds since 1970. */
int64_t tls_time_now(void);

/**
 * tls_time_read(seconds, date):
 * Read ${date}; false if it is none.
 */
bool tls_time_read(int64_t *seconds, const struct asn1_string_st *date);

/**
 * tls_time_set(date, seconds):
 * Make ${date} that time, in the years 0 to 9999: a UTCTime until 2049, then a
 * GeneralizedTime.  False without memory.
 */
bool tls_time_set(struct asn1_string_st *date, int64_t seconds);

/**
 * tls_time_validity(certificate, now):
 * Is it valid at ${now}?  A date that nobody can read is past.
 */
enum tls_validity tls_time_validity(
    const struct x509_st *certificate, int64_t now);

/**
 * tls_time_write(text, date):
 * Write ${date} as YYYY-MM-DD; "" if it is none.
 */
void tls_time_write(
    char text[TLS_DATE_BYTES], const struct asn1_string_st *date);

#endif
