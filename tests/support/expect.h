/*
 * What a test of a writer expects: this text, all of it, and no failure.
 */
#ifndef SUPPORT_EXPECT_H
#define SUPPORT_EXPECT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "buffer.h"
#include "span.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/** expect_text(buffer, text): it holds exactly ${text}; release it. */
static inline void
expect_text(struct buffer *buffer, const char *text)
{
	assert_false(buffer->failed);
	buffer_append_byte(buffer, '\0');
	assert_string_equal(buffer->ptr, text);
	assert_int_equal(buffer->len, strlen(text) + 1);
	buffer_free(buffer);
}

#endif
