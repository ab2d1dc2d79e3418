/*
 * Fuzz: what a worker that was taken over says to the keyholder.
 *
 * Only a digest as long as its hash is signed; the answer is to that request.
 *
 * Four bytes choose among fields that may do; more are the request itself.
 */
#include <assert.h>
#include <stdint.h>

#include "handshake.h"
#include "signing_message.h"
#include "tls_signer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Of digests, by enum key_hash. */
static const uint32_t sizes[] = {0, 28, 32, 48, 64};

static struct tls_signer *
make_signer(void)
{
	struct tls_signer *signer = tls_signer_new();
	EVP_PKEY *keys[] = {tls_selfsigned_key(), EVP_RSA_gen(2048)};
	struct tls_certificate *certificate;
	struct scratch scratch;
	char chain[PATH_MAX], file[PATH_MAX];

	if (scratch_make(&scratch) != 0)
		abort();
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		write_pair(&scratch, "a", keys[i]);
		snprintf(chain, sizeof chain, "%s/a.crt", scratch.dir);
		snprintf(file, sizeof file, "%s/a.key", scratch.dir);
		certificate = tls_certificate_load(chain, file, NULL);
		if (certificate == NULL ||
		    tls_signer_add(signer, certificate, NULL) != 0)
			abort();
		tls_certificate_free(certificate);
	}
	scratch_remove(&scratch);
	return signer;
}

static struct signing_request
choose(const uint8_t *data, size_t size)
{
	struct signing_request request = {.id = size};

	if (size != 4) {
		memcpy(&request, data,
		    size < sizeof request ? size : sizeof request);
		return request;
	}
	request.key = data[0] % 3;
	request.operation = data[1] % 5;
	request.hash = data[2] % 6;
	request.size = request.hash <= KEY_SHA512 && data[3] % 2 == 0
			   ? sizes[request.hash]
			   : data[3];
	return request;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct tls_signer *signer;
	struct signing_request request = choose(data, size);
	struct signing_reply reply;

	if (signer == NULL)
		signer = make_signer();
	memset(&reply, 0xaa, sizeof reply);
	tls_signer_answer(signer, &request, &reply);
	assert(reply.id == request.id);
	if (reply.status == KEY_SIGNED) {
		assert(request.key < 2 && request.hash <= KEY_SHA512);
		assert(request.hash > 0 && request.size == sizes[request.hash]);
		assert(reply.size > 0 && reply.size <= SIGNATURE_BYTES_MAX);
	} else {
		assert(reply.status == KEY_REFUSED && reply.size == 0);
	}
	return 0;
}
