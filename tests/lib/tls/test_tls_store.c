/*
 * Certificates that we make ourselves, and the files they are kept in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <time.h>

#include <openssl/bn.h>
#include <openssl/x509v3.h>

#include "scratch.h"
#include "tls_certificate.h"
#include "tls_internal.h"
#include "tls_store.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define TEN_YEARS_S (10LL * 365 * 86400)

static struct scratch scratch;
static struct failure failure;

static int
setup(void **state)
{
	(void)state;
	return scratch_make(&scratch);
}

static int
teardown(void **state)
{
	(void)state;
	scratch_remove(&scratch);
	return 0;
}

static const struct tls_names localhost = {.host = "localhost"};

/* Load what the directory has for a host. */
static struct tls_certificate *
load(const char *host)
{
	struct tls_store_paths paths;
	struct tls_certificate *certificate;

	if (tls_store_paths(&paths, scratch.dir, host, &failure) == -1)
		fail_msg("%s", failure.text);
	certificate =
	    tls_certificate_load(paths.certificate, paths.key, &failure);
	if (certificate == NULL)
		fail_msg("%s", failure.text);
	return certificate;
}

static enum tls_store_change
ensure(const struct tls_names *names)
{
	enum tls_store_change change = TLS_STORE_KEPT;

	if (tls_store_ensure(scratch.dir, names, &change, &failure) == -1)
		fail_msg("%s", failure.text);
	return change;
}

static mode_t
mode_of(const char *name)
{
	struct stat st;

	if (stat(scratch_path(&scratch, name), &st) == -1)
		fail_msg("%s is missing", name);
	return st.st_mode & 07777;
}

static void
test_paths(void **state)
{
	static const struct {
		const char *host, *file;
	} cases[] = {
	    {"localhost", "d/localhost.crt"},
	    {"Example.ORG", "d/example.org.crt"},
	    {"::1", "d/::1.crt"},
	    {"[::1]", "d/::1.crt"},
	    {"[]", "d/%5B%5D.crt"},
	    {"*.example.org", "d/%2A.example.org.crt"},
	    {"..", "d/%2E..crt"},
	    {".", "d/%2E.crt"},
	    {"../../etc/passwd", "d/%2E.%2F..%2Fetc%2Fpasswd.crt"},
	    {"/etc/passwd", "d/%2Fetc%2Fpasswd.crt"},
	    {"[../x]", "d/%2E.%2Fx.crt"},
	    {"a\nb%", "d/a%0Ab%25.crt"},
	    {"\xff", "d/%FF.crt"},
	    {"", NULL},
	};
	struct tls_store_paths paths;
	char host[300];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int result =
		    tls_store_paths(&paths, "d", cases[i].host, &failure);

		assert_int_equal(result, cases[i].file == NULL ? -1 : 0);
		if (cases[i].file != NULL)
			assert_string_equal(paths.certificate, cases[i].file);
	}
	memset(host, 'a', sizeof host);
	host[sizeof host - 1] = '\0';
	assert_int_equal(tls_store_paths(&paths, "d", host, &failure), -1);
}

/* What is made has the modes, the names, the use and the life it should. */
static void
test_made(void **state)
{
	static const char *const aliases[] = {
	    "*.example.org", "::1", "[2001:db8::7]", "127.0.0.1"};
	static const struct {
		const char *host;
		bool named;
	} hosts[] = {
	    {"example.org", true},
	    {"EXAMPLE.ORG", true},
	    {"www.example.org", true},
	    {"a.b.example.org", false},
	    {"example.net", false},
	    {"::1", true},
	    {"[::1]", true},
	    {"2001:db8::7", true},
	    {"2001:db8::8", false},
	    {"127.0.0.1", true},
	};
	struct tls_names names = {"example.org", aliases, COUNT(aliases)};
	struct tls_certificate *certificate;
	int64_t now = time(NULL);
	mode_t old_umask = umask(0);
	X509 *leaf;

	(void)state;
	assert_int_equal(ensure(&names), TLS_STORE_MADE);
	umask(0777);
	assert_int_equal(mode_of("example.org.key"), 0600);
	assert_int_equal(mode_of("example.org.crt"), 0644);
	umask(old_umask);

	certificate = load("example.org");
	for (size_t i = 0; i < COUNT(hosts); i++)
		assert_int_equal(
		    tls_certificate_names(certificate, hosts[i].host),
		    hosts[i].named);
	assert_true(
	    tls_certificate_not_after(certificate) > now + TEN_YEARS_S - 86400);
	assert_in_range(now - tls_certificate_not_before(certificate),
	    86400 - 60, 86400 + 60);

	leaf = tls_certificate_leaf(certificate);
	assert_int_equal(X509_check_ca(leaf), 0);
	assert_int_equal(X509_get_key_usage(leaf), KU_DIGITAL_SIGNATURE);
	assert_int_equal(X509_get_extended_key_usage(leaf), XKU_SSL_SERVER);
	assert_int_equal(X509_get_signature_nid(leaf), NID_ecdsa_with_SHA256);
	assert_int_equal(X509_get_version(leaf), X509_VERSION_3);
	assert_int_equal(
	    X509_check_private_key(leaf, tls_certificate_key(certificate)), 1);
	assert_int_equal(
	    X509_verify(leaf, tls_certificate_key(certificate)), 1);
	tls_certificate_free(certificate);
}

static void
serial_of(char text[64])
{
	struct tls_certificate *certificate = load("localhost");
	BIGNUM *serial = ASN1_INTEGER_to_BN(
	    X509_get0_serialNumber(tls_certificate_leaf(certificate)), NULL);
	char *hex = BN_bn2hex(serial);

	assert_false(BN_is_negative(serial));
	assert_true(BN_num_bits(serial) <= 127 && BN_num_bits(serial) > 64);
	snprintf(text, 64, "%s", hex);
	OPENSSL_free(hex);
	BN_free(serial);
	tls_certificate_free(certificate);
}

static void
fingerprints_of(
    char whole[TLS_FINGERPRINT_BYTES], char key[TLS_FINGERPRINT_BYTES])
{
	struct tls_certificate *certificate = load("localhost");

	tls_certificate_fingerprint(certificate, whole);
	tls_certificate_key_fingerprint(certificate, key);
	tls_certificate_free(certificate);
}

/* Once made a pair is kept; renewal gives a new certificate, the same key. */
static void
test_kept_and_renewed(void **state)
{
	char whole[3][TLS_FINGERPRINT_BYTES], key[3][TLS_FINGERPRINT_BYTES];
	char serial[2][64];
	enum tls_store_change change;

	(void)state;
	assert_int_equal(ensure(&localhost), TLS_STORE_MADE);
	fingerprints_of(whole[0], key[0]);
	serial_of(serial[0]);

	assert_int_equal(ensure(&localhost), TLS_STORE_KEPT);
	fingerprints_of(whole[1], key[1]);
	assert_string_equal(whole[0], whole[1]);

	assert_int_equal(
	    tls_store_renew(scratch.dir, &localhost, &change, &failure), 0);
	assert_int_equal(change, TLS_STORE_RENEWED);
	fingerprints_of(whole[2], key[2]);
	serial_of(serial[1]);
	assert_string_not_equal(whole[0], whole[2]);
	assert_string_not_equal(serial[0], serial[1]);
	assert_string_equal(key[0], key[2]);
}

/* States a killed process leaves behind, and one that only a human can. */
static void
test_half_pairs(void **state)
{
	char whole[2][TLS_FINGERPRINT_BYTES], key[2][TLS_FINGERPRINT_BYTES];
	enum tls_store_change change;

	(void)state;
	ensure(&localhost);
	fingerprints_of(whole[0], key[0]);

	/* Killed between key and certificate, with half of a certificate. */
	unlink(scratch_path(&scratch, "localhost.crt"));
	scratch_write(&scratch, "localhost.crt.new", 0400, "-----BEGIN", 10);
	assert_int_equal(ensure(&localhost), TLS_STORE_RENEWED);
	fingerprints_of(whole[1], key[1]);
	assert_string_equal(key[0], key[1]);
	assert_int_equal(
	    access(scratch_path(&scratch, "localhost.crt.new"), F_OK), -1);

	unlink(scratch_path(&scratch, "localhost.key"));
	assert_int_equal(
	    tls_store_ensure(scratch.dir, &localhost, &change, &failure), -1);
	assert_non_null(strstr(failure.text, "localhost.key"));
	assert_int_equal(
	    access(scratch_path(&scratch, "localhost.key"), F_OK), -1);
}

/* Names no certificate can carry leave nothing behind. */
static void
test_bad_names(void **state)
{
	static const char *const hosts[] = {"a b", "a..b", "m\xc3\xbcnchen.de",
	    "a\nb", "../x", "1.2.3.4/8", ".", "*", "*.", "[::1", "[::g]"};

	(void)state;
	for (size_t i = 0; i < COUNT(hosts); i++) {
		struct tls_names names = {.host = hosts[i]};
		struct tls_names alias = {"localhost", &hosts[i], 1};
		enum tls_store_change change;

		failure.text[0] = '\0';
		assert_int_equal(
		    tls_store_ensure(scratch.dir, &names, &change, &failure),
		    -1);
		assert_int_equal(errno, EINVAL);
		assert_string_not_equal(failure.text, "");
		assert_int_equal(
		    tls_store_ensure(scratch.dir, &alias, &change, &failure),
		    -1);
	}
	/* rmdir succeeds only on an empty directory. */
	assert_int_equal(rmdir(scratch.dir), 0);
}

/* A common name ends at 64 bytes, a name in the subjectAltName does not. */
static void
test_long_host(void **state)
{
	static const char host[] =
	    "a.very.long.name.that.does.not.fit.into.a.common.name.but.is."
	    "legal.all.the.same.example.org";
	struct tls_names names = {.host = host};
	struct tls_certificate *certificate;

	(void)state;
	assert_int_equal(ensure(&names), TLS_STORE_MADE);
	certificate = load(host);
	assert_true(tls_certificate_names(certificate, host));
	tls_certificate_free(certificate);
}

static void
test_directory(void **state)
{
	enum tls_store_change change;
	struct stat st;
	char dir[PATH_MAX];

	(void)state;
	snprintf(dir, sizeof dir, "%s/none/certs", scratch.dir);
	assert_int_equal(
	    tls_store_ensure(dir, &localhost, &change, &failure), -1);
	assert_int_equal(errno, ENOENT);
	assert_non_null(strstr(failure.text, dir));

	rmdir(scratch.dir);
	assert_int_equal(ensure(&localhost), TLS_STORE_MADE);
	assert_int_equal(stat(scratch.dir, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
}

/* A child, with a process group of its own, that makes the pair. */
static pid_t
fork_maker(void)
{
	enum tls_store_change change;
	pid_t pid = fork();

	setpgid(pid, pid);
	if (pid == 0)
		_exit(tls_store_ensure(
			  scratch.dir, &localhost, &change, &failure) == 0
			  ? 0
			  : 1);
	return pid;
}

/* Processes that start at once agree on one pair. */
static void
test_race(void **state)
{
	enum {
		MAKERS = 6
	};
	pid_t pids[MAKERS];
	int status;

	(void)state;
	for (int i = 0; i < MAKERS; i++)
		pids[i] = fork_maker();
	for (int i = 0; i < MAKERS; i++) {
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	tls_certificate_free(load("localhost"));
}

/* Kill a maker, and its child, at many moments: what is left can always be
 * completed. */
static void
test_killed(void **state)
{
	(void)state;
	for (int i = 0; i < 60; i++) {
		struct timespec pause = {.tv_nsec = 25000L * i};
		pid_t pid = fork_maker();

		nanosleep(&pause, NULL);
		kill(-pid, SIGKILL);
		waitpid(pid, NULL, 0);
		ensure(&localhost);
		tls_certificate_free(load("localhost"));
		unlink(scratch_path(&scratch, "localhost.crt"));
		if (i % 2 == 0)
			unlink(scratch_path(&scratch, "localhost.key"));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_paths),
	    cmocka_unit_test_setup_teardown(test_made, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_kept_and_renewed, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_half_pairs, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_bad_names, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_long_host, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_directory, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_race, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_killed, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
