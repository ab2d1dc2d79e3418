#include "tls_time.h"

#include <time.h>

#include <openssl/asn1.h>
#include <openssl/x509.h>

/* "20491231235959Z" and a NUL. */
#define GENERALIZED_BYTES 16

_Static_assert(sizeof(time_t) == 8, "time goes on after 2038");

int64_t
tls_time_now(void)
{
	return (int64_t)time(NULL);
}

bool
tls_time_read(int64_t *seconds, const ASN1_TIME *date)
{
	struct tm utc;

	if (ASN1_TIME_to_tm(date, &utc) != 1)
		return false;
	*seconds = (int64_t)timegm(&utc);
	return true;
}

bool
tls_time_set(ASN1_TIME *date, int64_t seconds)
{
	char text[GENERALIZED_BYTES];
	time_t when = (time_t)seconds;
	struct tm utc;

	return gmtime_r(&when, &utc) != NULL &&
	       strftime(text, sizeof text, "%Y%m%d%H%M%SZ", &utc) > 0 &&
	       ASN1_TIME_set_string_X509(date, text) == 1;
}

enum tls_validity
tls_time_validity(const X509 *certificate, int64_t now)
{
	int64_t begin, end;

	if (!tls_time_read(&end, X509_get0_notAfter(certificate)) || end <= now)
		return TLS_EXPIRED;
	if (!tls_time_read(&begin, X509_get0_notBefore(certificate)) ||
	    begin > now)
		return TLS_NOT_YET_VALID;
	return TLS_VALID;
}

void
tls_time_write(char text[TLS_DATE_BYTES], const ASN1_TIME *date)
{
	struct tm utc;

	if (ASN1_TIME_to_tm(date, &utc) != 1 ||
	    strftime(text, TLS_DATE_BYTES, "%Y-%m-%d", &utc) == 0)
		text[0] = '\0';
}
