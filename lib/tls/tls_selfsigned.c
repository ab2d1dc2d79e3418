#include "tls_selfsigned.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/x509v3.h>

#include "tls_error.h"
#include "tls_time.h"

/* RFC 5280, 4.1.2.2: at most 20 octets; ours fit in 16 and are positive. */
#define SERIAL_BITS 127

/* RFC 5280, appendix A: ub-common-name. */
#define COMMON_NAME_MAX 64

/* RFC 1035, 3.1. */
#define DNS_NAME_MAX 253

#define DAY_S INT64_C(86400)
#define SHORTEST_DAYS 3653 /* ten years */

/* The last second that a UTCTime can tell, that of 2049. */
#define LAST_UTCTIME INT64_C(2524607999)

EVP_PKEY *
tls_selfsigned_key(void)
{
	return EVP_EC_gen("P-256");
}

static bool
set_serial(X509 *x509)
{
	BIGNUM *serial = BN_new();
	bool done =
	    serial != NULL &&
	    BN_rand(serial, SERIAL_BITS, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) &&
	    BN_to_ASN1_INTEGER(serial, X509_get_serialNumber(x509)) != NULL;

	BN_free(serial);
	return done;
}

static bool
set_validity(X509 *x509)
{
	int64_t now = tls_time_now();
	int64_t end = now + SHORTEST_DAYS * DAY_S;

	/* More than ten years left of UTCTime? */
	if (end < LAST_UTCTIME)
		end = LAST_UTCTIME;
	return tls_time_set(X509_getm_notBefore(x509), now - DAY_S) &&
	       tls_time_set(X509_getm_notAfter(x509), end);
}

/* Issuer and subject: the host as common name, cut if it is too long. */
static bool
set_names(X509 *x509, const char *host)
{
	X509_NAME *name = X509_get_subject_name(x509);
	size_t length = strnlen(host, COMMON_NAME_MAX);

	return X509_NAME_add_entry_by_NID(name, NID_commonName,
		   V_ASN1_UTF8STRING, (const unsigned char *)host, (int)length,
		   -1, 0) == 1 &&
	       X509_set_issuer_name(x509, name) == 1;
}

/* The bytes of an IP literal, with or without brackets; their number or 0. */
static size_t
parse_address(unsigned char bytes[16], const char *host)
{
	char text[INET6_ADDRSTRLEN];
	size_t length = strlen(host);

	if (length > 2 && host[0] == '[' && host[length - 1] == ']') {
		host++;
		length -= 2;
	}
	if (length >= sizeof text)
		return 0;
	memcpy(text, host, length);
	text[length] = '\0';
	if (inet_pton(AF_INET, text, bytes) == 1)
		return 4;
	return inet_pton(AF_INET6, text, bytes) == 1 ? 16 : 0;
}

/* Letters, digits, dots, hyphens, underscores; a wildcard label in front. */
static bool
is_dns_name(const char *host)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789.-_";

	if (strncmp(host, "*.", 2) == 0)
		host += 2;
	return *host != '\0' && *host != '.' && strstr(host, "..") == NULL &&
	       strnlen(host, DNS_NAME_MAX + 1) <= DNS_NAME_MAX &&
	       host[strspn(host, allowed)] == '\0';
}

/* One name as an entry of the subjectAltName; NULL if it is no name. */
static GENERAL_NAME *
make_name(const char *host)
{
	unsigned char address[16];
	size_t size = parse_address(address, host);
	ASN1_STRING *value;
	GENERAL_NAME *name;
	int set;

	if (size == 0 && !is_dns_name(host))
		return NULL;
	name = GENERAL_NAME_new();
	value = size > 0 ? ASN1_OCTET_STRING_new() : ASN1_IA5STRING_new();
	if (name == NULL || value == NULL)
		goto free_both;
	set = size > 0 ? ASN1_STRING_set(value, address, (int)size)
		       : ASN1_STRING_set(value, host, -1);
	if (set != 1)
		goto free_both;
	GENERAL_NAME_set0_value(name, size > 0 ? GEN_IPADD : GEN_DNS, value);
	return name;

free_both:
	ASN1_STRING_free(value);
	GENERAL_NAME_free(name);
	return NULL;
}

/* Append one name to the list.  0, or -1 and a reason. */
static int
add_name(GENERAL_NAMES *list, const char *host, struct failure *failure)
{
	GENERAL_NAME *name = make_name(host);

	if (name == NULL)
		return failure_set(failure, EINVAL,
		    "\"%.255s\" is neither a DNS name (A-label) "
		    "nor an IP address",
		    host);
	if (sk_GENERAL_NAME_push(list, name) > 0)
		return 0;
	GENERAL_NAME_free(name);
	return failure_set(failure, ENOMEM, "no memory");
}

static int
add_alt_names(
    X509 *x509, const struct tls_names *names, struct failure *failure)
{
	GENERAL_NAMES *list = sk_GENERAL_NAME_new_null();
	int result = -1;

	if (list == NULL)
		return failure_set(failure, ENOMEM, "no memory");
	if (add_name(list, names->host, failure) == -1)
		goto free_list;
	for (size_t i = 0; i < names->alias_count; i++) {
		if (add_name(list, names->aliases[i], failure) == -1)
			goto free_list;
	}
	if (X509_add1_ext_i2d(x509, NID_subject_alt_name, list, 0, 0) == 1)
		result = 0;
	else
		failure_set(failure, ENOMEM, "%s", tls_error_take());
free_list:
	sk_GENERAL_NAME_pop_free(list, GENERAL_NAME_free);
	return result;
}

/* What the certificate may be used for. */
static bool
add_usage(X509 *x509)
{
	static const struct {
		int nid;
		const char *value;
	} usages[] = {
	    {NID_basic_constraints, "critical,CA:FALSE"},
	    {NID_key_usage, "critical,digitalSignature"},
	    {NID_ext_key_usage, "serverAuth"},
	};

	for (size_t i = 0; i < sizeof usages / sizeof *usages; i++) {
		X509_EXTENSION *extension = X509V3_EXT_conf_nid(
		    NULL, NULL, usages[i].nid, usages[i].value);
		int added =
		    extension != NULL && X509_add_ext(x509, extension, -1);

		X509_EXTENSION_free(extension);
		if (added != 1)
			return false;
	}
	return true;
}

X509 *
tls_selfsigned_make(
    const struct tls_names *names, EVP_PKEY *key, struct failure *failure)
{
	X509 *x509 = X509_new();

	if (x509 == NULL || !X509_set_version(x509, X509_VERSION_3) ||
	    !set_serial(x509) || !set_validity(x509) ||
	    !set_names(x509, names->host) || !X509_set_pubkey(x509, key) ||
	    !add_usage(x509)) {
		failure_set(failure, EIO,
		    "cannot make a certificate for %s: %s", names->host,
		    tls_error_take());
		goto free_x509;
	}
	if (add_alt_names(x509, names, failure) == -1)
		goto free_x509;
	if (X509_sign(x509, key, EVP_sha256()) > 0)
		return x509;
	failure_set(
	    failure, EIO, "cannot sign a certificate: %s", tls_error_take());

free_x509:
	X509_free(x509);
	return NULL;
}
