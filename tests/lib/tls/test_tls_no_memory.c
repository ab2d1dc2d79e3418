/*
 * Each allocation fails once: what was asked for is refused with a reason, or
 * it is whole.  A server that cannot set up TLS must know that it cannot.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <openssl/x509v3.h>

#include "handshake.h"
#include "no_memory.h"
#include "signing_message.h"
#include "signing_service.h"
#include "tls.h"
#include "tls_client.h"
#include "tls_context.h"
#include "tls_remote_key.h"
#include "tls_signer.h"

FAILING_MEMORY()

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct scratch scratch;
static struct failure failure;

static enum ending
refused(void)
{
	return failure.text[0] != '\0' ? ENDING_REFUSED : ENDING_UNTOLD;
}

static struct tls_certificate *
load(const char *name, bool with_key)
{
	char chain[PATH_MAX], key[PATH_MAX];

	snprintf(chain, sizeof chain, "%s/%s.crt", scratch.dir, name);
	snprintf(key, sizeof key, "%s/%s.key", scratch.dir, name);
	return with_key ? tls_certificate_load(chain, key, &failure)
			: tls_certificate_load_public(chain, &failure);
}

static enum ending
load_certificate(void)
{
	struct tls_certificate *certificate = load("rsa", true);

	if (certificate == NULL)
		return refused();
	failing_call_end();
	return tls_certificate_names(certificate, "localhost") &&
		       X509_check_private_key(tls_certificate_leaf(certificate),
			   tls_certificate_key(certificate)) == 1
		   ? ENDING_DONE
		   : ENDING_PRETENDED;
}

/* What is made before memory fails. */
static struct tls_certificate *ready[2];

static enum ending
attach_remote_keys(void)
{
	static const char *const names[] = {"p256", "rsa"};
	struct tls_certificate *certificates[COUNT(names)];
	struct tls_remote *remote;
	int pair[2];

	if (signing_service_pair(pair) == -1)
		return ENDING_UNTOLD;
	remote = tls_remote_open(pair[0], &failure);
	if (remote == NULL)
		return refused();
	for (uint32_t i = 0; i < COUNT(names); i++) {
		certificates[i] = load(names[i], false);
		if (certificates[i] == NULL ||
		    tls_remote_attach(remote, certificates[i], i, &failure) ==
			-1)
			return refused();
	}
	failing_call_end();
	for (size_t i = 0; i < COUNT(names); i++)
		if (X509_check_private_key(
			tls_certificate_leaf(certificates[i]),
			tls_certificate_key(certificates[i])) != 1)
			return ENDING_PRETENDED;
	return ENDING_DONE;
}

static enum ending
make_signer(void)
{
	struct signing_request request = {
	    .operation = KEY_SIGN_ECDSA, .hash = KEY_SHA256, .size = 32};
	struct signing_reply reply = {.status = KEY_SIGNED + 1};
	struct tls_signer *signer = tls_signer_new();

	if (signer == NULL)
		return ENDING_REFUSED;
	if (tls_signer_add(signer, ready[0], &failure) == -1)
		return refused();
	failing_call_end();
	tls_signer_answer(signer, &request, &reply);
	return reply.status == KEY_SIGNED ? ENDING_DONE : ENDING_PRETENDED;
}

static enum ending
make_context(void)
{
	const char *names[] = {"localhost", "other.example"};
	struct tls_host hosts[] = {
	    {names, 2, ready[0], true},
	    {names, 1, ready[1], false},
	};
	struct buffer out = BUFFER_EMPTY;
	struct tls_context *context =
	    tls_context_new(hosts, COUNT(hosts), &failure);

	if (context == NULL)
		return refused();
	return tls_open(context, &out) != NULL ? ENDING_DONE : ENDING_REFUSED;
}

static enum ending
make_certificate(void)
{
	const char *others[] = {"other.example", "192.0.2.1"};
	struct tls_names names = {.host = "localhost",
	    .aliases = others,
	    .alias_count = COUNT(others)};
	EVP_PKEY *key = tls_selfsigned_key();
	X509 *x509;

	if (key == NULL)
		return ENDING_REFUSED;
	x509 = tls_selfsigned_make(&names, key, &failure);
	if (x509 == NULL)
		return refused();
	failing_call_end();
	return X509_verify(x509, key) == 1 &&
		       X509_check_host(x509, "other.example", 0, 0, NULL) ==
			   1 &&
		       X509_check_ip_asc(x509, "192.0.2.1", 0) == 1
		   ? ENDING_DONE
		   : ENDING_PRETENDED;
}

static enum ending
open_client(void)
{
	return tls_client_new(STDIN_FILENO, "localhost") != NULL
		   ? ENDING_DONE
		   : ENDING_REFUSED;
}

static void
test_no_memory(void **state)
{
	static const struct {
		const char *name;
		enum ending (*task)(void);
	} rows[] = {
	    {"load_certificate", load_certificate},
	    {"attach_remote_keys", attach_remote_keys},
	    {"make_signer", make_signer},
	    {"make_context", make_context},
	    {"make_certificate", make_certificate},
	    {"open_client", open_client},
	};

	(void)state;
	if (!FAILING_MEMORY_WORKS)
		skip();
	for (size_t i = 0; i < COUNT(rows); i++)
		no_memory_try(rows[i].name, rows[i].task);
}

static int
set_up(void **state)
{
	(void)state;
	if (scratch_make(&scratch) == -1)
		return -1;
	write_pair(&scratch, "p256", tls_selfsigned_key());
	write_pair(&scratch, "rsa", EVP_RSA_gen(2048));
	ready[0] = load("p256", true);
	ready[1] = load("rsa", true);
	return ready[0] != NULL && ready[1] != NULL ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ready); i++)
		tls_certificate_free(ready[i]);
	scratch_remove(&scratch);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
