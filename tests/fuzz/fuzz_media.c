/*
 * Fuzz: media types, by a name and by a file's first bytes.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "media.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = {(const char *)data, size};
	const char *named = media_from_name(bytes);
	const char *seen = media_from_text(bytes);
	char type = media_item_type(bytes);

	assert(type != '\0' && strchr("10hgIs9", type) != NULL);
	if (named != NULL)
		assert(
		    strchr(named, '/') != NULL && span_find(bytes, '.') < size);
	if (seen != NULL)
		assert(strchr(seen, '/') != NULL);
	assert(seen != NULL || size > 0);
	/* No NUL is in a text. */
	assert(seen == NULL || size == 0 || memchr(data, '\0', size) == NULL);
	return 0;
}
