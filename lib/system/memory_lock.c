#include "memory_lock.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Heap that is taken beforehand; malloc adds its own reserve to it. */
#define SPARE_BYTES (96U << 10)

/* Larger mappings are a sanitizer's own. */
#define MAPPING_MAX ((uintptr_t)64 << 20)

struct mapping {
	uintptr_t from, to;
};

/*
 * A line of /proc/self/maps, "FROM-TO rw-p ...", in hexadecimal.  False if it
 * is not memory of this process alone that can be written to.
 */
static bool
read_line(struct mapping *mapping, const char *line)
{
	char *end;

	mapping->from = (uintptr_t)strtoull(line, &end, 16);
	if (*end != '-')
		return false;
	mapping->to = (uintptr_t)strtoull(end + 1, &end, 16);
	return strncmp(end, " rw", 3) == 0 && end[4] == 'p' &&
	       mapping->to - mapping->from <= MAPPING_MAX;
}

/* 0, or -1 with errno. */
static int
lock_mapping(const struct mapping *mapping)
{
	void *start = (void *)mapping->from; /* NOLINT: an address, as text */
	size_t size = mapping->to - mapping->from;

	/* The kernel keeps some mappings of its own to itself: no secrets. */
	if (madvise(start, size, MADV_DONTDUMP) != 0 && errno != EINVAL)
		return -1;
	return mlock2(start, size, MLOCK_ONFAULT);
}

int
memory_lock(void)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	struct mapping mapping;
	char line[512];
	/* Volatile, or a compiler finds that the pair does nothing. */
	void *volatile spare = malloc(SPARE_BYTES);
	int error = 0;

	free(spare);
	if (maps == NULL)
		return -1;
	while (fgets(line, sizeof line, maps) != NULL) {
		if (read_line(&mapping, line) && lock_mapping(&mapping) != 0)
			error = errno;
	}
	if (ferror(maps))
		error = errno;
	fclose(maps);
	errno = error;
	return error == 0 ? 0 : -1;
}
