/*
 * The key schedule of TLS 1.3: the trace that RFC 8448 has of a handshake, and
 * what is out of range.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "tls_hkdf.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* RFC 8448, 3, "Simple 1-RTT Handshake": secrets and hashes of messages. */
#define EARLY "33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a"
#define SHARED                                                                 \
	"8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d"
#define HANDSHAKE                                                              \
	"1dc826e93606aa6fdc0aadc12f741b01046aa6b99f691ed221a9f0ca043fbeac"
#define MASTER                                                                 \
	"18df06843d13a08bf2a449844c5f8a478001bc4d4c627984d5a41da8d0402919"
#define SERVER_HANDSHAKE                                                       \
	"b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38"
#define SERVER_DATA                                                            \
	"a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643"
#define OF_NOTHING                                                             \
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define OF_HELLOS                                                              \
	"860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8"
#define UP_TO_SERVER                                                           \
	"9608102a0f1ccc6db6250b7b7e417b1a000eaada3daae4777a7686c9ff83df13"
#define UP_TO_CLIENT                                                           \
	"209145a96ee8e2a122ff810047cc952684658d6049e86429426db87c54ad143d"

/* Read hexadecimal digits; NULL makes a span of NULL. */
static struct span
unhex(const char *digits, char *bytes)
{
	size_t len = 0;
	unsigned byte;

	if (digits == NULL)
		return (struct span){NULL, 0};
	for (; sscanf(digits + 2 * len, "%2x", &byte) == 1; len++)
		bytes[len] = (char)byte;
	return (struct span){bytes, len};
}

static void
test_extract(void **state)
{
	static const struct {
		const char *previous, *input, *secret;
	} cases[] = {
	    {NULL, NULL, EARLY},
	    {EARLY, SHARED, HANDSHAKE},
	    {HANDSHAKE, NULL, MASTER},
	};
	const struct tls_hkdf_hash *hash = tls_hkdf_find(SPAN("SHA2-256"));
	const struct tls_hkdf_purpose step = {
	    .prefix = SPAN("tls13 "), .label = SPAN("derived")};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char previous[64], input[64], expected[64];
		unsigned char secret[TLS_HKDF_BYTES_MAX];

		unhex(cases[i].secret, expected);
		assert_true(
		    tls_hkdf_extract(hash, unhex(cases[i].previous, previous),
			&step, unhex(cases[i].input, input), secret));
		assert_memory_equal(secret, expected, 32);
	}
}

static void
test_expand(void **state)
{
	static const struct {
		const char *secret, *label, *context, *expanded;
	} cases[] = {
	    {EARLY, "derived", OF_NOTHING,
		"6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611"
		"ba"},
	    {HANDSHAKE, "c hs traffic", OF_HELLOS,
		"b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a"
		"21"},
	    {HANDSHAKE, "s hs traffic", OF_HELLOS, SERVER_HANDSHAKE},
	    {HANDSHAKE, "derived", OF_NOTHING,
		"43de77e0c77713859a944db9db2590b53190a65b3ee2e4f12dd7a0bb7ce254"
		"b4"},
	    {SERVER_HANDSHAKE, "key", NULL, "3fce516009c21727d0f2e4e86ee403bc"},
	    {SERVER_HANDSHAKE, "iv", NULL, "5d313eb2671276ee13000b30"},
	    {SERVER_HANDSHAKE, "finished", NULL,
		"008d3b66f816ea559f96b537e885c31fc068bf492c652f01f288a1d8cdc19f"
		"c8"},
	    {MASTER, "c ap traffic", UP_TO_SERVER,
		"9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504"
		"a5"},
	    {MASTER, "s ap traffic", UP_TO_SERVER, SERVER_DATA},
	    {MASTER, "exp master", UP_TO_SERVER,
		"fe22f881176eda18eb8f44529e6792c50c9a3f89452f68d8ae311b4309d3cf"
		"50"},
	    {SERVER_DATA, "key", NULL, "9f02283b6c9c07efc26bb9f2ac92e356"},
	    {SERVER_DATA, "iv", NULL, "cf782b88dd83549aadf1e984"},
	    {MASTER, "res master", UP_TO_CLIENT,
		"7df235f2031d2a051287d02b0241b0bfdaf86cc856231f2d5aba46c434ec19"
		"6c"},
	};
	const struct tls_hkdf_hash *hash = tls_hkdf_find(SPAN("SHA2-256"));

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char secret[64], context[64], digits[64];
		struct span expected = unhex(cases[i].expanded, digits);
		const struct tls_hkdf_purpose purpose = {
		    .prefix = SPAN("tls13 "),
		    .label = span_from(cases[i].label),
		    .context = unhex(cases[i].context, context),
		};
		unsigned char out[64];

		assert_true(
		    tls_hkdf_expand(hash, unhex(cases[i].secret, secret),
			&purpose, out, expected.len));
		assert_memory_equal(out, expected.ptr, expected.len);
	}
}

static void
test_ranges(void **state)
{
	static const struct {
		const char *hash;
		size_t secret, prefix, label, context, size;
		bool allowed;
	} cases[] = {
	    {"SHA2-256", 64, 6, 249, 255, 255 * 32, true},
	    {"SHA2-256", 65, 6, 3, 0, 16, false},
	    {"SHA2-256", 32, 7, 249, 0, 16, false},
	    {"SHA2-256", 32, 256, SIZE_MAX, 0, 16, false},
	    {"SHA2-256", 32, 6, 3, 256, 16, false},
	    {"SHA2-256", 32, 6, 3, 0, 255 * 32 + 1, false},
	    {"SHA2-256", 32, 6, 3, 0, 0, true},
	    {"SHA2-384", 128, 0, 0, 0, 255 * 48, true},
	    {"SHA2-384", 129, 6, 3, 0, 16, false},
	    {"SHA2-384", 48, 6, 3, 0, 255 * 48 + 1, false},
	};
	static const char bytes[512];
	static unsigned char out[255 * 48 + 1];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct tls_hkdf_purpose purpose = {
		    .prefix = {bytes, cases[i].prefix},
		    .label = {bytes, cases[i].label},
		    .context = {bytes, cases[i].context},
		};

		assert_int_equal(
		    tls_hkdf_expand(tls_hkdf_find(span_from(cases[i].hash)),
			(struct span){bytes, cases[i].secret}, &purpose, out,
			cases[i].size),
		    cases[i].allowed);
	}
}

static void
test_find(void **state)
{
	static const struct {
		const char *name;
		size_t bytes; /* 0: not ours */
	} cases[] = {
	    {"SHA2-256", 32},
	    {"sha256", 32},
	    {"SHA-256", 32},
	    {"SHA2-384", 48},
	    {"SHA384", 48},
	    {"SHA2-512", 0},
	    {"SHA2-25", 0},
	    {"SHA2-256 ", 0},
	    {"", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct tls_hkdf_hash *hash =
		    tls_hkdf_find(span_from(cases[i].name));

		assert_int_equal(
		    hash == NULL ? 0 : tls_hkdf_bytes(hash), cases[i].bytes);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_extract),
	    cmocka_unit_test(test_expand),
	    cmocka_unit_test(test_ranges),
	    cmocka_unit_test(test_find),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
