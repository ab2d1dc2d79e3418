/*
 * Fuzz: character references; what valid text gives is valid.
 */
#include <assert.h>
#include <stdint.h>

#include "entity.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buffer entity = BUFFER_EMPTY, out = BUFFER_EMPTY;

	/* md4c hands over what begins and ends so */
	buffer_append_byte(&entity, '&');
	buffer_append(&entity, (struct span){(const char *)data, size});
	buffer_append_byte(&entity, ';');
	entity_decode(&out, buffer_span(&entity));
	assert(out.len > 0);
	assert(out.len <= entity.len || out.len <= 8);
	assert(!utf8_is_valid(buffer_span(&entity)) ||
	       utf8_is_valid(buffer_span(&out)));
	buffer_free(&entity);
	buffer_free(&out);
	return 0;
}
