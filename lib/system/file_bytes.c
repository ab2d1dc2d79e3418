#include "file_bytes.h"

#include <errno.h>
#include <unistd.h>

/* A buffer without room gets so much, in bytes, at the least. */
#define CHUNK ((size_t)64 << 10)

int
file_bytes_read(struct buffer *bytes, int fd, size_t most)
{
	for (;;) {
		size_t left = bytes->capacity - bytes->len;
		/* A buffer keeps one byte more than it is asked for. */
		size_t size = left > 1 ? left - 1 : CHUNK;
		char *room = buffer_reserve(bytes, size);
		ssize_t count;

		if (room == NULL) {
			errno = ENOMEM;
			return -1;
		}
		count = read(fd, room, size);
		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return (int)count;
		bytes->len += (size_t)count;
		if (bytes->len > most) {
			errno = EFBIG;
			return -1;
		}
	}
}

ssize_t
file_bytes_fill(int fd, char *room, size_t size)
{
	size_t filled = 0;

	while (filled < size) {
		ssize_t count = read(fd, room + filled, size - filled);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return -1;
		if (count == 0)
			break;
		filled += (size_t)count;
	}
	return (ssize_t)filled;
}

int
file_bytes_write(int fd, struct span bytes)
{
	while (bytes.len > 0) {
		ssize_t count = write(fd, bytes.ptr, bytes.len);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return -1;
		bytes = span_skip(bytes, (size_t)count);
	}
	return 0;
}
