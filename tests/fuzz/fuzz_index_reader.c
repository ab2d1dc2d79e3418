/*
 * Fuzz: an index whose bytes are not what they were, sealed as if they were:
 * pairs of an offset and a byte are put into a good one, then it is searched.
 */
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "buffer.h"
#include "index_reader.h"
#include "index_seal.h"
#include "index_writer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Bytes of an offset and of what is put there. */
#define CHANGE_BYTES 4

static void
make_bytes(struct buffer *bytes)
{
	struct index_writer *writer = index_writer_new();
	struct span sealed;

	index_writer_scope(writer, SPAN(""), SPAN("en"));
	index_writer_page(writer, SPAN("help.gmi"),
	    SPAN("# Help\nMuscles tighten.\n## Infection\nThrush.\n"));
	index_writer_page(
	    writer, SPAN("b.gmi"), SPAN("# Tampons\nPain, and a doctor.\n"));
	if (!index_writer_finish(writer, &sealed))
		abort();
	sealed.len -= INDEX_SEAL_BYTES;
	buffer_append(bytes, sealed);
	index_writer_free(writer);
}

static void
change(struct buffer *bytes, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i + CHANGE_BYTES <= size; i += CHANGE_BYTES) {
		size_t at = (size_t)data[i] | (size_t)data[i + 1] << 8 |
			    (size_t)data[i + 2] << 16;

		bytes->ptr[at % bytes->len] = (char)data[i + 3];
	}
}

static void
search(int fd, int64_t size)
{
	static struct index_answer answer;
	static const char *const words[] = {"tampon pain", "thrsh", "help"};
	struct index *index;

	if (index_open(&index, fd, size) != INDEX_GOOD) {
		close(fd);
		return;
	}
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		const struct index_question question = {
		    .words = span_from(words[i]),
		    .limit_ms = 1000,
		};

		index_search(index, &question, &answer);
	}
	index_close(index);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct buffer good;
	struct buffer bytes = BUFFER_EMPTY;
	char seal[INDEX_SEAL_BYTES];
	int fd = memfd_create("index", MFD_CLOEXEC);

	if (good.len == 0)
		make_bytes(&good);
	index_limit_memory((size_t)32 << 20);
	buffer_append(&bytes, buffer_span(&good));
	change(&bytes, data, size);
	index_seal_make(seal, buffer_span(&bytes));
	buffer_append(&bytes, (struct span){seal, sizeof seal});
	if (write(fd, bytes.ptr, bytes.len) != (ssize_t)bytes.len)
		abort();
	search(fd, (int64_t)bytes.len);
	buffer_free(&bytes);
	return 0;
}
