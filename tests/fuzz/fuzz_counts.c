/*
 * Fuzz: the file of daily totals, and a record from a worker.
 *
 * What is written is read the same; lines that are no counts are kept aside.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "count_record.h"
#include "counts.h"
#include "scratch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct scratch scratch;
static struct log quiet = {.fd = -1};

static void
clean(void)
{
	scratch_remove(&scratch);
}

/* Go on with what stands in the file, and count ${record} if it can be. */
static void
count(const char *file, const struct count_record *record)
{
	struct counts *counts = counts_open(file, &quiet);

	assert(counts != NULL);
	if (count_record_is_valid(record))
		assert(counts_add(counts, record));
	assert(counts_save(counts, &quiet));
	counts_free(counts);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct count_record record = {0};
	char file[PATH_MAX], aside[PATH_MAX + 16];

	if (scratch.dir[0] == '\0' &&
	    (scratch_make(&scratch) != 0 || atexit(clean) != 0))
		abort();
	scratch_write(&scratch, "counts", 0644, (const char *)data, size);
	snprintf(file, sizeof file, "%s", scratch_path(&scratch, "counts"));
	snprintf(aside, sizeof aside, "%s.malformed", file);
	unlink(aside);
	memcpy(&record, data, size < sizeof record ? size : sizeof record);
	count(file, &record);

	/* It wrote no line that it cannot read. */
	unlink(aside);
	count(file, &(struct count_record){.protocol = UINT32_MAX});
	assert(access(aside, F_OK) != 0);
	return 0;
}
