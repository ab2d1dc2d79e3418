/*
 * Fuzz: the manifest of a capsule; what is the builder's lies beneath the root.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "manifest.h"
#include "scratch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct scratch scratch;
static struct beneath root = {.fd = -1};

static void
clean(void)
{
	beneath_leave(&root);
	scratch_remove(&scratch);
}

static void
check_names(const struct manifest_names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		struct span name = names->list[i];

		assert(name.len > 0 && name.ptr[name.len] == '\0');
		assert(name.ptr[0] != '/' && name.ptr[name.len - 1] != '/');
		while (name.len > 0) {
			struct span part = {name.ptr, span_find(name, '/')};

			assert(part.len > 0 && !span_equal(part, SPAN(".")));
			assert(!span_equal(part, SPAN("..")));
			name = span_skip(name, part.len + 1);
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct manifest manifest = {0};

	if (root.fd < 0 &&
	    (scratch_make(&scratch) != 0 ||
		beneath_enter(&root, scratch.dir) != 0 || atexit(clean) != 0))
		abort();
	scratch_write(&scratch, MANIFEST_NAME, 0644, (const char *)data, size);
	if (manifest_read(&manifest, &root, MANIFEST_NAME) == 0) {
		check_names(&manifest.files);
		check_names(&manifest.directories);
		for (size_t i = 0; i < manifest.files.count; i++)
			assert(manifest_has_file(
			    &manifest, manifest.files.list[i]));
	}
	manifest_free(&manifest);
	return 0;
}
