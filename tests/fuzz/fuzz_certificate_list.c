/*
 * Fuzz: lists of certificates; each that is taken is found by its digest.
 */
#include <assert.h>
#include <stdint.h>

#include "certificate_list.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = {(const char *)data, size};
	struct certificate_list list;
	struct certificate_list_error error;

	switch (certificate_list_parse(&list, text, &error)) {
	case CERTIFICATE_LIST_OK:
		break;
	case CERTIFICATE_LIST_BAD:
		assert(error.line > 0 && error.message != NULL);
		assert(list.count == 0);
		break;
	case CERTIFICATE_LIST_NO_MEMORY:
		assert(false);
	}
	for (size_t i = 0; i < list.count; i++) {
		const struct certificate *one = &list.certificates[i];

		assert(certificate_list_find(&list, one->digest) == one);
		assert(one->name.len > 0 && one->line > 0);
		assert(span_find(one->name, ' ') == one->name.len);
	}
	certificate_list_free(&list);
	return 0;
}
