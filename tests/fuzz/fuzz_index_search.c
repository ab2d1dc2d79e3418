/*
 * Fuzz: what readers seek, in an index of a few languages; nothing they write
 * is an error.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "index_reader.h"
#include "index_writer.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
	const char *scope, *lang, *path, *gemtext;
} pages[] = {
    {"", "en", "a.gmi", "# Causes\nMuscles tighten.\n## Infection\nThrush.\n"},
    {"de", "de", "de/a.gmi", "# Übungen\nDie Dehnübung, Straße.\n"},
    {"ru", "ru", "ru/a.gmi", "# Причины\nУпражнения.\n"},
    {"zh", "zh", "zh/a.gmi", "# 阴道痉挛\n这是肌肉的反射。\n"},
};

/* Once for all inputs: making one takes longer than a search. */
static struct index *
make_index(void)
{
	struct index_writer *writer = index_writer_new();
	struct span bytes;
	struct index *index;
	int fd = memfd_create("index", MFD_CLOEXEC);

	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
		index_writer_scope(writer, span_from(pages[i].scope),
		    span_from(pages[i].lang));
		index_writer_page(writer, span_from(pages[i].path),
		    span_from(pages[i].gemtext));
	}
	if (!index_writer_finish(writer, &bytes) ||
	    write(fd, bytes.ptr, bytes.len) != (ssize_t)bytes.len ||
	    index_open(&index, fd, (int64_t)bytes.len) != INDEX_GOOD)
		abort();
	index_writer_free(writer);
	return index;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct index *index;
	static struct index_answer answer;
	struct span words = {(const char *)data, size};

	if (index == NULL)
		index = make_index();
	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
		const struct index_question question = {
		    .scope = span_from(pages[i].scope),
		    .words = words,
		    .limit_ms = 60000,
		};
		enum index_outcome outcome =
		    index_search(index, &question, &answer);

		assert(outcome <= INDEX_NO_WORDS);
		assert(outcome == INDEX_NO_WORDS ||
		       size <= 256 /* INDEX_QUERY_BYTES_MAX */);
		assert(
		    (outcome == INDEX_FOUND_ALL ||
			outcome == INDEX_FOUND_SOME) == (answer.hit_count > 0));
		assert(utf8_is_valid(answer.suggestion));
	}
	return 0;
}
