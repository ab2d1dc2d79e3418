/*
 * Whether a private key is somewhere in this process's memory: it must not be
 * in a supervisor's or in a worker's.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/mman.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>

#include "errand.h"
#include "handshake.h"
#include "memory_lock.h"
#include "signing_service.h"
#include "tls_remote_key.h"
#include "tls_store.h"

/* A P-256 private number, and what it is masked with while it is kept here. */
#define NUMBER_BYTES 32
#define MASK 0x5a

/* Larger mappings are a sanitizer's own. */
#define MAPPING_MAX (64UL << 20)

static struct scratch scratch;
static struct tls_store_paths paths;
static unsigned char masked[NUMBER_BYTES];

static int
group_setup(void **state)
{
	static const struct tls_names names = {.host = "localhost"};
	enum tls_store_change change;

	(void)state;
	if (scratch_make(&scratch) == -1)
		return -1;
	if (tls_store_ensure(scratch.dir, &names, &change, NULL) == -1)
		return -1;
	return tls_store_paths(&paths, scratch.dir, "localhost", NULL);
}

static int
group_teardown(void **state)
{
	(void)state;
	scratch_remove(&scratch);
	return 0;
}

/* On an errand: read the number from the file, and hide it. */
static int
learn_number(void *work, struct failure *failure)
{
	unsigned char *bytes = work;
	BIGNUM *number = NULL;
	EVP_PKEY *key = tls_certificate_read_key(paths.key, NULL, failure);

	if (key == NULL ||
	    EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &number) != 1)
		return -1;
	BN_bn2binpad(number, bytes, NUMBER_BYTES);
	for (size_t i = 0; i < NUMBER_BYTES; i++)
		bytes[i] ^= MASK;
	return 0;
}

/* Is the number here, its first byte first or last? */
static bool
is_number(const unsigned char *bytes)
{
	size_t forward = 0, backward = 0;

	while (forward < NUMBER_BYTES &&
	       bytes[forward] == (masked[forward] ^ MASK))
		forward++;
	while (backward < NUMBER_BYTES &&
	       bytes[backward] == (masked[NUMBER_BYTES - 1 - backward] ^ MASK))
		backward++;
	return forward == NUMBER_BYTES || backward == NUMBER_BYTES;
}

/* How often it is in a mapping.  The copy must not add to what is counted. */
static unsigned
count_in(int memory, unsigned long from, unsigned long to)
{
	size_t size = to - from;
	unsigned char *copy = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ssize_t count = pread(memory, copy, size, (off_t)from);
	unsigned found = 0;

	for (ssize_t i = 0; i + NUMBER_BYTES <= count; i++)
		found += is_number(copy + i);
	munmap(copy, size);
	return found;
}

/* The same for a line of /proc/self/maps: "FROM-TO rw-p ...", in hexadecimal.
 */
static unsigned
count_in_line(int memory, const char *line)
{
	char *end;
	unsigned long from = strtoul(line, &end, 16);
	unsigned long to = strtoul(end + 1, &end, 16);

	if (strncmp(end, " rw", 3) != 0 || to - from > MAPPING_MAX)
		return 0;
	return count_in(memory, from, to);
}

/* How often it is in what this process can write to. */
static unsigned
count_in_memory(void)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
	char line[512];
	unsigned found = 0;

	assert_true(maps != NULL && memory != -1);
	while (fgets(line, sizeof line, maps) != NULL)
		found += count_in_line(memory, line);
	fclose(maps);
	close(memory);
	return found;
}

/* How often it is in memory that is locked and left out of core files. */
static unsigned
count_locked(void)
{
	FILE *smaps = fopen("/proc/self/smaps", "r");
	int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
	char line[512];
	unsigned here = 0, found = 0;

	assert_true(smaps != NULL && memory != -1);
	while (fgets(line, sizeof line, smaps) != NULL) {
		unsigned long from, to;

		if (sscanf(line, "%lx-%lx ", &from, &to) == 2)
			here = count_in_line(memory, line);
		else if (strncmp(line, "VmFlags:", 8) == 0 &&
			 strstr(line, " lo") != NULL &&
			 strstr(line, " dd") != NULL)
			found += here;
	}
	fclose(smaps);
	close(memory);
	return found;
}

/* In a supervisor, which makes pairs, and in what it forks. */
static void
test_absent(void **state)
{
	struct tls_certificate *certificate;
	struct tls_remote *remote;
	int pair[2];

	(void)state;
	assert_int_equal(
	    errand_run(learn_number, masked, sizeof masked, NULL), 0);
	assert_int_equal(signing_service_pair(pair), 0);
	certificate = tls_certificate_load_public(paths.certificate, NULL);
	remote = tls_remote_open(pair[1], NULL);
	assert_int_equal(tls_remote_attach(remote, certificate, 0, NULL), 0);
	assert_int_equal(count_in_memory(), 0);
	tls_certificate_free(certificate);
	tls_remote_close(remote);
}

/* Where the key is loaded, it is found: all of it in memory that is locked. */
static void
test_present(void **state)
{
	struct tls_certificate *certificate;
	unsigned found;

	(void)state;
	memory_lock();
	certificate = tls_certificate_load(paths.certificate, paths.key, NULL);
	found = count_in_memory();
	assert_true(found > 0);
	if (memory_lock() == 0)
		assert_int_equal(count_locked(), found);
	tls_certificate_free(certificate);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_absent),
	    cmocka_unit_test(test_present),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
