/*
 * Handshakes of a process with itself, and what they protect from.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <sys/wait.h>

#include <openssl/crypto.h>

#include "handshake.h"
#include "signing_service.h"
#include "tls_context.h"
#include "tls_rehearsal.h"
#include "tls_remote_key.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/*
 * One allocation in so many is made to fail, each in a process of its own.
 * Those that would do lasting harm come ten and more in a row.
 */
#define STRIDE 9

/* OpenSSL's allocations: they are counted, and one of them may fail. */
static size_t allocations, failing;

static void *
allocate(size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return ++allocations == failing ? NULL : malloc(size);
}

static void *
reallocate(void *pointer, size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return ++allocations == failing ? NULL : realloc(pointer, size);
}

static void
release(void *pointer, const char *file, int line)
{
	(void)file;
	(void)line;
	free(pointer);
}

enum {
	P256,
	P384,
	P521,
	RSA_2048,
	KEYS
};
static const char *const names[KEYS] = {"p256", "p384", "p521", "rsa"};

static struct scratch scratch;

static int
group_setup(void **state)
{
	(void)state;
	if (scratch_make(&scratch) == -1)
		return -1;
	write_pair(&scratch, names[P256], tls_selfsigned_key());
	write_pair(&scratch, names[P384], EVP_EC_gen("P-384"));
	write_pair(&scratch, names[P521], EVP_EC_gen("P-521"));
	write_pair(&scratch, names[RSA_2048], EVP_RSA_gen(2048));
	return 0;
}

static int
group_teardown(void **state)
{
	(void)state;
	scratch_remove(&scratch);
	return 0;
}

static struct tls_certificate *
load(int key, bool with_key)
{
	char chain[PATH_MAX], file[PATH_MAX];

	snprintf(chain, sizeof chain, "%s/%s.crt", scratch.dir, names[key]);
	snprintf(file, sizeof file, "%s/%s.key", scratch.dir, names[key]);
	return with_key ? tls_certificate_load(chain, file, NULL)
			: tls_certificate_load_public(chain, NULL);
}

static struct tls_context *
make_context(const struct tls_certificate *certificate, const char *name)
{
	struct tls_host host = {
	    .names = &name, .name_count = 1, .certificate = certificate};

	return tls_context_new(&host, 1, NULL);
}

static void
test_kinds(void **state)
{
	static const char *const hosts[KEYS] = {
	    "localhost", "127.0.0.1", "[::1]", "a.example"};

	(void)state;
	for (int key = 0; key < KEYS; key++) {
		struct tls_certificate *certificate = load(key, true);
		struct tls_context *context =
		    make_context(certificate, hosts[key]);
		struct failure failure = {.text = ""};

		if (tls_rehearse(context, &failure) != 0)
			fail_msg("%s: %s", names[key], failure.text);
		tls_context_free(context);
		tls_certificate_free(certificate);
	}
}

/* Terms that are made before there are keys, as the supervisor does. */
static void
test_key_comes_later(void **state)
{
	static const struct {
		int key;      /* that the certificate is for */
		int used_key; /* that it is given later; KEYS: none */
		bool usable;  /* do they belong together? */
	} cases[] = {
	    {P256, P256, true},
	    {RSA_2048, RSA_2048, true},
	    {P256, P384, false},
	    {P256, RSA_2048, false},
	    {P256, KEYS, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct tls_certificate *certificate = load(cases[i].key, false);
		struct tls_context *context =
		    make_context(certificate, "localhost");
		struct tls_certificate *used =
		    cases[i].used_key == KEYS ? NULL
					      : load(cases[i].used_key, true);
		struct failure failure = {.text = ""};

		assert_non_null(context);
		if (used != NULL)
			assert_int_equal(
			    tls_context_use_key(context, 0, used, &failure),
			    cases[i].usable ? 0 : -1);
		assert_int_equal(
		    tls_rehearse(context, &failure), cases[i].usable ? 0 : -1);
		assert_true(cases[i].usable == (failure.text[0] == '\0'));
		tls_context_free(context);
		tls_certificate_free(used);
		tls_certificate_free(certificate);
	}
}

/* A host that asks for certificates gets none from a rehearsal. */
static void
test_host_asks_for_certificate(void **state)
{
	struct tls_certificate *certificate = load(P256, true);
	const char *name = "localhost";
	struct tls_host host = {.names = &name,
	    .name_count = 1,
	    .certificate = certificate,
	    .asks_certificate = true};
	struct tls_context *context = tls_context_new(&host, 1, NULL);
	struct failure failure = {.text = ""};

	(void)state;
	if (tls_rehearse(context, &failure) != 0)
		fail_msg("%s", failure.text);
	tls_context_free(context);
	tls_certificate_free(certificate);
}

/* Every key is used, not the first alone: the second has nobody to sign. */
static void
test_keyholder_is_silent(void **state)
{
	struct tls_certificate *certificates[] = {
	    load(P256, true), load(RSA_2048, false)};
	const char *hosts[] = {"one.example", "two.example"};
	struct tls_host rows[2];
	struct failure failure = {.text = ""};
	struct tls_context *context;
	struct tls_remote *remote;
	int pair[2];

	(void)state;
	assert_int_equal(signing_service_pair(pair), 0);
	remote = tls_remote_open(pair[1], NULL);
	assert_int_equal(
	    tls_remote_attach(remote, certificates[1], 0, NULL), 0);
	for (int i = 0; i < 2; i++)
		rows[i] = (struct tls_host){.names = &hosts[i],
		    .name_count = 1,
		    .certificate = certificates[i]};
	context = tls_context_new(rows, 2, NULL);
	assert_int_equal(tls_rehearse(context, &failure), -1);
	assert_int_equal(errno, ETIMEDOUT);
	assert_non_null(strstr(failure.text, "two.example"));
	assert_non_null(strstr(failure.text, "keyholder"));
	tls_context_free(context);
	for (int i = 0; i < 2; i++)
		tls_certificate_free(certificates[i]);
	tls_remote_close(remote);
	close(pair[0]);
	close(pair[1]);
}

/* A client's handshake over this version. */
static bool
handshake(const struct tls_certificate *certificate, int version)
{
	SSL_CTX *server = server_context(certificate);
	SSL_CTX *client = client_context(version, NULL);
	bool done = server != NULL && shake_hands(server, client);

	SSL_CTX_free(server);
	SSL_CTX_free(client);
	return done;
}

/*
 * A worker's life, in short: it rehearses, an allocation fails in its first
 * handshake, and all later ones are well.  0, 1 if not, or 2 if the handshake
 * does not even have so many allocations.
 */
static int
live(int key, size_t nth)
{
	struct tls_certificate *certificate = load(key, true);
	struct tls_context *context = make_context(certificate, "localhost");
	SSL_CTX *client = client_context(TLS1_3_VERSION, NULL);
	SSL_CTX *server = server_context(certificate);

	if (tls_rehearse(context, NULL) != 0)
		return 1;
	allocations = 0;
	failing = nth;
	shake_hands(server, client);
	failing = 0;
	if (allocations < nth)
		return 2;
	return handshake(certificate, TLS1_3_VERSION) &&
		       handshake(certificate, TLS1_2_VERSION)
		   ? 0
		   : 1;
}

static void
test_one_allocation_fails(void **state)
{
	static const int keys[] = {P256, RSA_2048};

	(void)state;
	for (size_t i = 0; i < COUNT(keys); i++) {
		int status = 0;

		for (size_t nth = 1; status == 0; nth += STRIDE) {
			pid_t pid = fork();

			if (pid == 0)
				_exit(live(keys[i], nth));
			assert_int_equal(waitpid(pid, &status, 0), pid);
			if (!WIFEXITED(status) || WEXITSTATUS(status) == 1)
				fail_msg("row %zu, allocation %zu: %d", i, nth,
				    status);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_one_allocation_fails),
	    cmocka_unit_test(test_kinds),
	    cmocka_unit_test(test_key_comes_later),
	    cmocka_unit_test(test_host_asks_for_certificate),
	    cmocka_unit_test(test_keyholder_is_silent),
	};

	if (CRYPTO_set_mem_functions(allocate, reallocate, release) != 1)
		return 1;
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
