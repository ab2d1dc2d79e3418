/*
 * Fuzz: the manifest of a capsule; what is the builder's lies beneath the root,
 * and what the server reads of it are tags and words.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "manifest.h"
#include "scratch.h"
#include "site_languages.h"
#include "words.h"

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

/* The server's reading: every tag fits a media type, every word is there. */
static void
check_languages(int fd)
{
	struct site_languages languages = {0};

	if (!site_languages_read(&languages, fd))
		abort();
	for (size_t i = 0; i < languages.count; i++) {
		const struct site_language *language = &languages.list[i];

		assert(strlen(language->tag) <= SITE_LANG_MAX);
		assert(strcspn(language->tag, " ;,=\"\t") ==
		       strlen(language->tag));
		for (int word = 0; word < WORDS; word++)
			assert(*language->words.text[word] != '\0');
	}
	assert(site_languages_at(&languages, SPAN("es/a.gmi")) != NULL);
	site_languages_free(&languages);
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

	int fd = open(scratch_path(&scratch, MANIFEST_NAME), O_RDONLY);
	check_languages(fd);
	close(fd);
	return 0;
}
