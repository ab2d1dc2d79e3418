#include "index_seal.h"

#include <errno.h>
#include <stdbool.h>
#include <unistd.h>

#include "siphash.h"

#define NAME SPAN("LozengeIndex")
#define VERSION_BYTES 4
#define HASH_BYTES 8
#define HASH_OFFSET (INDEX_SEAL_BYTES - HASH_BYTES)

/* Bytes hashed at a time; each piece's hash goes into the next one's key. */
#define PIECE_BYTES 65536

/* Not a secret: a hash that everyone can check. */
static const struct siphash_key start = {{0x4c6f7a656e6765, 0x496e646578}};

static void
hash_piece(struct siphash_key *key, struct span piece)
{
	key->words[1] ^= siphash(key, piece);
	key->words[0] += piece.len;
}

static void
put_number(char *bytes, uint64_t number, size_t count)
{
	for (size_t i = 0; i < count; i++)
		bytes[i] = (char)(number >> (8 * i) & 0xff);
}

static void
write_seal(char seal[INDEX_SEAL_BYTES], uint64_t hash)
{
	memcpy(seal, NAME.ptr, NAME.len);
	put_number(seal + NAME.len, INDEX_VERSION, VERSION_BYTES);
	put_number(seal + HASH_OFFSET, hash, HASH_BYTES);
}

void
index_seal_make(char seal[INDEX_SEAL_BYTES], struct span bytes)
{
	struct siphash_key key = start;

	while (bytes.len > 0) {
		struct span piece = bytes;

		if (piece.len > PIECE_BYTES)
			piece.len = PIECE_BYTES;
		hash_piece(&key, piece);
		bytes = span_skip(bytes, piece.len);
	}
	write_seal(seal, key.words[1]);
}

/* Read exactly so many bytes; an end before that is an error (EIO). */
static bool
read_all(int fd, char *bytes, size_t count, int64_t offset)
{
	while (count > 0) {
		ssize_t got = pread(fd, bytes, count, (off_t)offset);

		if (got < 0 && errno == EINTR)
			continue;
		if (got == 0)
			errno = EIO;
		if (got <= 0)
			return false;
		bytes += got;
		count -= (size_t)got;
		offset += got;
	}
	return true;
}

static bool
hash_file(struct siphash_key *key, int fd, int64_t size)
{
	char piece[PIECE_BYTES];

	for (int64_t at = 0; at < size;) {
		size_t count =
		    size - at < PIECE_BYTES ? (size_t)(size - at) : PIECE_BYTES;

		if (!read_all(fd, piece, count, at))
			return false;
		hash_piece(key, (struct span){piece, count});
		at += (int64_t)count;
	}
	return true;
}

enum index_seal_verdict
index_seal_check(int fd, int64_t size)
{
	struct siphash_key key = start;
	char seal[INDEX_SEAL_BYTES];
	char expected[INDEX_SEAL_BYTES];

	if (size <= INDEX_SEAL_BYTES)
		return INDEX_SEAL_FOREIGN;
	size -= INDEX_SEAL_BYTES;
	if (!read_all(fd, seal, sizeof seal, size))
		return INDEX_SEAL_FAILED;
	write_seal(expected, 0);
	if (memcmp(seal, expected, NAME.len) != 0)
		return INDEX_SEAL_FOREIGN;
	if (memcmp(seal, expected, HASH_OFFSET) != 0)
		return INDEX_SEAL_OTHER;
	if (!hash_file(&key, fd, size))
		return INDEX_SEAL_FAILED;
	write_seal(expected, key.words[1]);
	return memcmp(seal, expected, sizeof seal) == 0 ? INDEX_SEAL_GOOD
							: INDEX_SEAL_BROKEN;
}
