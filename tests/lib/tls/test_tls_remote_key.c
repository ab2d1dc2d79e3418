/*
 * Handshakes whose signatures another process makes, and what happens to them
 * when that process dies.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>

#include <openssl/rsa.h>

#include "handshake.h"
#include "signing_channel.h"
#include "signing_message.h"
#include "signing_service.h"
#include "tls_remote_key.h"
#include "tls_signer.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The keys that the keyholder has, in this order. */
enum {
	P256,
	P384,
	RSA_2048,
	KEY_COUNT
};
static const char *const names[KEY_COUNT] = {"p256", "p384", "rsa"};

static struct scratch scratch;
static struct failure failure;
static struct tls_certificate *certificates[KEY_COUNT];
static struct tls_remote *remote;
static int pair[2];
static int lifeline[2];

static struct tls_certificate *
load(int key, bool with_key)
{
	char chain[PATH_MAX], file[PATH_MAX];
	struct tls_certificate *certificate;

	snprintf(chain, sizeof chain, "%s/%s.crt", scratch.dir, names[key]);
	snprintf(file, sizeof file, "%s/%s.key", scratch.dir, names[key]);
	certificate = with_key ? tls_certificate_load(chain, file, &failure)
			       : tls_certificate_load_public(chain, &failure);
	if (certificate == NULL)
		print_error("%s\n", failure.text);
	return certificate;
}

/* The life of a keyholder, after its fork. */
static int
hold_keys(void)
{
	struct tls_signer *signer = tls_signer_new();
	int result = 1;

	close(lifeline[1]);
	for (int key = 0; key < KEY_COUNT; key++) {
		struct tls_certificate *certificate = load(key, true);

		if (certificate == NULL ||
		    tls_signer_add(signer, certificate, &failure) == -1)
			goto free_signer;
		tls_certificate_free(certificate);
	}
	result =
	    signing_service_run(signer, &pair[0], 1, lifeline[0]) == 0 ? 0 : 1;

free_signer:
	tls_signer_free(signer);
	return result;
}

static pid_t
start_keyholder(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(hold_keys());
	return pid;
}

static void
kill_keyholder(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static int
group_setup(void **state)
{
	(void)state;
	if (scratch_make(&scratch) == -1 || signing_service_pair(pair) == -1 ||
	    pipe(lifeline) == -1)
		return -1;
	write_pair(&scratch, names[P256], tls_selfsigned_key());
	write_pair(&scratch, names[P384], EVP_EC_gen("P-384"));
	write_pair(&scratch, names[RSA_2048], EVP_RSA_gen(2048));

	remote = tls_remote_open(pair[1], &failure);
	for (uint32_t key = 0; key < KEY_COUNT; key++) {
		certificates[key] = load((int)key, false);
		if (certificates[key] == NULL ||
		    tls_remote_attach(
			remote, certificates[key], key, &failure) == -1)
			return -1;
	}
	return 0;
}

static int
group_teardown(void **state)
{
	(void)state;
	for (int key = 0; key < KEY_COUNT; key++)
		tls_certificate_free(certificates[key]);
	tls_remote_close(remote);
	scratch_remove(&scratch);
	return 0;
}

/* A whole handshake with one of the keys. */
static bool
handshake(int key, int version, const char *algorithms)
{
	SSL_CTX *server = server_context(certificates[key]);
	SSL_CTX *client = client_context(version, algorithms);
	bool done = server != NULL && shake_hands(server, client);

	SSL_CTX_free(server);
	SSL_CTX_free(client);
	return done;
}

static void
test_handshakes(void **state)
{
	static const struct {
		int key, version;
		const char *algorithms;
	} cases[] = {
	    {P256, TLS1_2_VERSION, NULL},
	    {P256, TLS1_3_VERSION, NULL},
	    {P256, TLS1_2_VERSION, "ECDSA+SHA512"},
	    {P384, TLS1_2_VERSION, NULL},
	    {P384, TLS1_3_VERSION, NULL},
	    {RSA_2048, TLS1_2_VERSION, NULL},
	    {RSA_2048, TLS1_3_VERSION, NULL},
	    {RSA_2048, TLS1_2_VERSION, "RSA+SHA256"},
	    {RSA_2048, TLS1_2_VERSION, "RSA+SHA512"},
	    {RSA_2048, TLS1_2_VERSION, "RSA-PSS+SHA384"},
	    {RSA_2048, TLS1_3_VERSION, "RSA-PSS+SHA512"},
	};
	pid_t pid = start_keyholder();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (!handshake(
			cases[i].key, cases[i].version, cases[i].algorithms))
			fail_msg("case %zu fails", i);
	}
	kill_keyholder(pid);
}

/* The worker's side has no private key to lose. */
static void
test_no_private_key(void **state)
{
	unsigned char *der = NULL;

	(void)state;
	for (int key = 0; key < KEY_COUNT; key++) {
		EVP_PKEY *own = tls_certificate_key(certificates[key]);

		assert_true(i2d_PrivateKey(own, &der) <= 0);
		assert_null(der);
	}
}

/* A key of a worker's cannot be made to pass on a block of its own making. */
static void
test_no_block(void **state)
{
	static const int paddings[] = {RSA_NO_PADDING, RSA_PKCS1_PADDING};
	unsigned char block[256] = {[255] = 0xbc}, signature[256];
	pid_t pid = start_keyholder();

	(void)state;
	for (size_t i = 0; i < COUNT(paddings); i++) {
		EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(
		    tls_certificate_key(certificates[RSA_2048]), NULL);
		size_t size = sizeof signature;

		assert_int_equal(EVP_PKEY_sign_init(context), 1);
		assert_int_equal(
		    EVP_PKEY_CTX_set_rsa_padding(context, paddings[i]), 1);
		assert_true(EVP_PKEY_sign(context, signature, &size, block,
				sizeof block) <= 0);
		EVP_PKEY_CTX_free(context);
	}
	kill_keyholder(pid);
}

/* A keyholder that is killed, and replaced while a handshake waits. */
static void
test_replaced(void **state)
{
	pid_t starter, pid = start_keyholder();
	int status;

	(void)state;
	assert_true(handshake(P256, TLS1_3_VERSION, NULL));

	/* Stopped, it reads nothing; then it is killed, then there is another.
	 */
	kill(pid, SIGSTOP);
	starter = fork();
	if (starter == 0) {
		static const struct timespec pause = {.tv_nsec = 250000000};

		nanosleep(&pause, NULL);
		kill(pid, SIGKILL);
		nanosleep(&pause, NULL);
		_exit(hold_keys());
	}
	assert_true(handshake(P256, TLS1_3_VERSION, NULL));
	assert_true(handshake(RSA_2048, TLS1_2_VERSION, NULL));
	waitpid(pid, &status, 0);
	kill_keyholder(starter);
}

static double
now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/*
 * Without a keyholder a handshake fails in time, and those after it at once;
 * with one all is well again.
 */
static void
test_missing(void **state)
{
	double start_s = now_s(), silent_s;
	bool done = false;
	pid_t pid;

	(void)state;
	assert_false(handshake(P256, TLS1_3_VERSION, NULL));
	silent_s = now_s();
	assert_in_range((int)(silent_s - start_s), 1, 4);
	for (int i = 0; i < 10; i++)
		assert_false(handshake(P256, TLS1_3_VERSION, NULL));
	assert_true(now_s() - silent_s < 1.5);

	pid = start_keyholder();
	start_s = now_s();
	while (!done && now_s() - start_s < 5)
		done = handshake(P256, TLS1_3_VERSION, NULL);
	assert_true(done);
	assert_true(handshake(RSA_2048, TLS1_3_VERSION, NULL));
	kill_keyholder(pid);
}

/* Messages of a worker that was taken over do no harm. */
static void
test_hostile_messages(void **state)
{
	static const unsigned char junk[4096] = {1, 2, 3};
	static const size_t sizes[] = {1, 8, sizeof(struct signing_request) - 1,
	    sizeof(struct signing_request), sizeof(struct signing_request) + 1,
	    4096};
	pid_t pid = start_keyholder();

	(void)state;
	for (int i = 0; i < 100; i++)
		send(pair[1], junk, sizes[(size_t)i % COUNT(sizes)],
		    MSG_DONTWAIT);
	assert_true(handshake(P256, TLS1_3_VERSION, NULL));
	kill_keyholder(pid);
}

/* Answers that nobody waits for any more are passed over. */
static void
test_stale_replies(void **state)
{
	struct signing_reply stale = {.status = KEY_SIGNED, .size = 8};
	pid_t pid;

	(void)state;
	for (stale.id = 0; stale.id < 20; stale.id++)
		assert_int_equal(
		    send(pair[0], &stale, sizeof stale, MSG_DONTWAIT),
		    (ssize_t)sizeof stale);
	pid = start_keyholder();
	assert_true(handshake(P256, TLS1_3_VERSION, NULL));
	kill_keyholder(pid);
}

static void
test_refused(void **state)
{
	struct signing_channel line;
	struct signing_request request = {.key = KEY_COUNT,
	    .operation = KEY_SIGN_ECDSA,
	    .hash = KEY_SHA256,
	    .size = 32};
	struct signing_reply reply;
	pid_t pid = start_keyholder();

	(void)state;
	assert_int_equal(signing_channel_open(&line, pair[1]), 0);
	assert_int_equal(signing_channel_ask(&line, &request, &reply), -1);
	assert_int_equal(errno, EPERM);
	request.key = P256;
	assert_int_equal(signing_channel_ask(&line, &request, &reply), 0);
	kill_keyholder(pid);
}

/* It ends with the supervisor, even if the pairs stay open. */
static void
test_lifeline(void **state)
{
	pid_t pid = start_keyholder();
	int status;

	(void)state;
	assert_true(handshake(P256, TLS1_3_VERSION, NULL));
	close(lifeline[1]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void
test_too_many_pairs(void **state)
{
	int fds[SIGNING_PAIRS_MAX + 1] = {0};

	(void)state;
	assert_int_equal(
	    signing_service_run(NULL, fds, COUNT(fds), lifeline[0]), -1);
	assert_int_equal(errno, EINVAL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_handshakes),
	    cmocka_unit_test(test_no_private_key),
	    cmocka_unit_test(test_no_block),
	    cmocka_unit_test(test_replaced),
	    cmocka_unit_test(test_missing),
	    cmocka_unit_test(test_hostile_messages),
	    cmocka_unit_test(test_stale_replies),
	    cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_too_many_pairs),
	    cmocka_unit_test(test_lifeline),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
