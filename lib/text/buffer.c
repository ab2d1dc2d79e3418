/*
 * Bytes that grow; see buffer.h.
 *
 * One byte more than the bytes in use is always allocated, so that vsnprintf
 * has a place for its NUL even in a buffer that is full to its limit.
 */
#include "buffer.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first allocation, in bytes: most header lines and menu items fit. */
#define CAPACITY_MIN 256

static bool
fits_limit(const struct buffer *buffer, size_t count)
{
	if (buffer->limit == 0)
		return true;
	return buffer->len <= buffer->limit &&
	       count <= buffer->limit - buffer->len;
}

/* Allocate at least ${needed} bytes, doubling so that appends stay linear. */
static bool
grow(struct buffer *buffer, size_t needed)
{
	size_t capacity =
	    buffer->capacity < CAPACITY_MIN ? CAPACITY_MIN : buffer->capacity;

	while (capacity < needed)
		capacity *= 2; /* no overflow: needed is at most PTRDIFF_MAX */

	char *ptr = realloc(buffer->ptr, capacity);
	if (ptr == NULL)
		return false;
	buffer->ptr = ptr;
	buffer->capacity = capacity;
	return true;
}

char *
buffer_reserve(struct buffer *buffer, size_t count)
{
	if (buffer->failed)
		return NULL;
	if (!fits_limit(buffer, count) || count >= PTRDIFF_MAX - buffer->len)
		goto fail;

	size_t needed = buffer->len + count + 1;
	if (needed > buffer->capacity && !grow(buffer, needed))
		goto fail;
	return buffer->ptr + buffer->len;

fail:
	buffer->failed = true;
	return NULL;
}

void
buffer_append(struct buffer *buffer, struct span text)
{
	if (text.len == 0)
		return;

	char *to = buffer_reserve(buffer, text.len);
	if (to == NULL)
		return;
	memcpy(to, text.ptr, text.len);
	buffer->len += text.len;
}

void
buffer_append_text(struct buffer *buffer, const char *text)
{
	buffer_append(buffer, span_from(text));
}

void
buffer_append_byte(struct buffer *buffer, char byte)
{
	char *to = buffer_reserve(buffer, 1);

	if (to == NULL)
		return;
	*to = byte;
	buffer->len++;
}

void
buffer_append_repeated(struct buffer *buffer, char byte, size_t count)
{
	char *to = buffer_reserve(buffer, count);

	if (to == NULL)
		return;
	memset(to, byte, count);
	buffer->len += count;
}

void
buffer_vprintf(struct buffer *buffer, const char *format, va_list ap)
{
	va_list again;

	va_copy(again, ap);
	int count = vsnprintf(NULL, 0, format, ap);
	if (count < 0) {
		buffer->failed = true;
	} else {
		char *to = buffer_reserve(buffer, (size_t)count);

		if (to != NULL) {
			vsnprintf(to, (size_t)count + 1, format, again);
			buffer->len += (size_t)count;
		}
	}
	va_end(again);
}

void
buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	buffer_vprintf(buffer, format, ap);
	va_end(ap);
}

struct span
buffer_span(const struct buffer *buffer)
{
	return (struct span){buffer->ptr, buffer->len};
}

void
buffer_clear(struct buffer *buffer)
{
	buffer->len = 0;
	buffer->failed = false;
}

void
buffer_recycle(struct buffer *buffer, size_t most)
{
	if (buffer->capacity > most)
		buffer_free(buffer);
	else
		buffer_clear(buffer);
}

void
buffer_wipe(struct buffer *buffer)
{
	if (buffer->capacity > 0)
		explicit_bzero(buffer->ptr, buffer->capacity);
	buffer_clear(buffer);
}

void
buffer_free(struct buffer *buffer)
{
	if (buffer->fixed) {
		buffer_clear(buffer);
		return;
	}
	free(buffer->ptr);
	*buffer = BUFFER_LIMITED(buffer->limit);
}
