/*
 * What a server's certificate says; see tls_peer.h.
 */
#include "tls_peer.h"

#include <stdio.h>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "buffer.h"
#include "tls_time.h"

/* RSA keys in this range, in bits, are what all clients take. */
#define RSA_BITS_MIN 2048
#define RSA_BITS_MAX 4096

#define DAY_S 86400

static bool
has_name(X509 *certificate, const char *host, bool is_address, unsigned flags)
{
	return (is_address ? X509_check_ip_asc(certificate, host, 0)
			   : X509_check_host(
				 certificate, host, 0, flags, NULL)) == 1;
}

static enum tls_peer_match
match_host(X509 *certificate, const char *host, bool is_address)
{
	if (has_name(certificate, host, is_address,
		X509_CHECK_FLAG_NEVER_CHECK_SUBJECT))
		return TLS_PEER_NAMED;
	if (has_name(certificate, host, is_address, 0))
		return TLS_PEER_COMMON_NAME;
	return TLS_PEER_NOT_NAMED;
}

/* Append an iPAddress, of which the bytes are 4 or 16. */
static void
append_address(struct buffer *out, const ASN1_OCTET_STRING *address)
{
	const unsigned char *bytes = ASN1_STRING_get0_data(address);
	int length = ASN1_STRING_length(address);

	if (length == 4) {
		buffer_printf(
		    out, "%d.%d.%d.%d", bytes[0], bytes[1], bytes[2], bytes[3]);
		return;
	}
	for (int i = 0; i + 1 < length; i += 2)
		buffer_printf(out, "%s%x", i == 0 ? "" : ":",
		    (unsigned)bytes[i] << 8 | bytes[i + 1]);
}

static void
append_name(struct buffer *out, const GENERAL_NAME *name)
{
	size_t before = out->len;

	if (name->type != GEN_DNS && name->type != GEN_IPADD)
		return;
	if (before > 0)
		buffer_append_text(out, ", ");
	if (name->type == GEN_DNS)
		buffer_printf(out, "%.*s", ASN1_STRING_length(name->d.dNSName),
		    (const char *)ASN1_STRING_get0_data(name->d.dNSName));
	else
		append_address(out, name->d.iPAddress);
}

static void
write_names(char names[TLS_PEER_NAMES_BYTES], const X509 *certificate)
{
	char bytes[TLS_PEER_NAMES_BYTES];
	struct buffer out = BUFFER_WITHIN(bytes);
	GENERAL_NAMES *list =
	    X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);

	for (int i = 0; i < sk_GENERAL_NAME_num(list); i++)
		append_name(&out, sk_GENERAL_NAME_value(list, i));
	GENERAL_NAMES_free(list);
	if (out.len > 0)
		snprintf(
		    names, TLS_PEER_NAMES_BYTES, "%.*s", (int)out.len, out.ptr);
	else if (X509_NAME_get_text_by_NID(X509_get_subject_name(certificate),
		     NID_commonName, names, TLS_PEER_NAMES_BYTES) < 0)
		names[0] = '\0';
}

static void
read_dates(struct tls_peer *peer, const X509 *certificate)
{
	const ASN1_TIME *end = X509_get0_notAfter(certificate);
	int64_t now = tls_time_now(), end_s = now;

	tls_time_write(peer->begin, X509_get0_notBefore(certificate));
	tls_time_write(peer->end, end);
	tls_time_read(&end_s, end);
	peer->days_left = (int)((end_s - now) / DAY_S);
	peer->validity = tls_time_validity(certificate, now);
}

static void
read_key(struct tls_peer *peer, const X509 *certificate)
{
	const EVP_PKEY *key = X509_get0_pubkey(certificate);
	int bits = key == NULL ? 0 : EVP_PKEY_get_bits(key);
	char group[TLS_PEER_KEY_BYTES / 2] = "";
	const char *kind = key == NULL ? NULL : EVP_PKEY_get0_type_name(key);

	if (key != NULL && EVP_PKEY_is_a(key, "EC") == 1 &&
	    EVP_PKEY_get_group_name(key, group, sizeof group, NULL) == 1) {
		peer->key_is_usual = strcmp(group, "prime256v1") == 0;
		snprintf(peer->key, sizeof peer->key, "EC %s",
		    peer->key_is_usual ? "P-256" : group);
		return;
	}
	peer->key_is_usual = key != NULL && EVP_PKEY_is_a(key, "RSA") == 1 &&
			     bits >= RSA_BITS_MIN && bits <= RSA_BITS_MAX;
	snprintf(peer->key, sizeof peer->key, "%.24s of %d bits",
	    kind == NULL ? "unknown" : kind, bits);
}

/* Write the SHA-256 of ${size} bytes in hexadecimal; 0 or -1. */
static int
write_digest(
    char text[TLS_FINGERPRINT_BYTES], const unsigned char *bytes, int size)
{
	unsigned char digest[TLS_KEY_DIGEST_BYTES];

	if (size <= 0 || EVP_Digest(bytes, (size_t)size, digest, NULL,
			     EVP_sha256(), NULL) != 1)
		return -1;
	for (size_t i = 0; i < sizeof digest; i++)
		snprintf(text + 2 * i, 3, "%02x", digest[i]);
	return 0;
}

static int
read_fingerprints(
    struct tls_peer *peer, const X509 *certificate, struct span der)
{
	unsigned char *key = NULL;
	int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &key);
	int result = write_digest(peer->key_fingerprint, key, length);

	OPENSSL_free(key);
	if (write_digest(peer->fingerprint, (const unsigned char *)der.ptr,
		(int)der.len) == -1)
		return -1;
	return result;
}

int
tls_peer_read(
    struct tls_peer *peer, struct span der, const char *host, bool is_address)
{
	const unsigned char *at = (const unsigned char *)der.ptr;
	X509 *certificate = d2i_X509(NULL, &at, (long)der.len);
	int result;

	if (certificate == NULL)
		return -1;
	*peer = (struct tls_peer){0};
	peer->match = match_host(certificate, host, is_address);
	write_names(peer->names, certificate);
	read_dates(peer, certificate);
	read_key(peer, certificate);
	result = read_fingerprints(peer, certificate, der);
	X509_free(certificate);
	return result;
}
