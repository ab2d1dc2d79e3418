#include "memory_trim.h"

#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

/* What is large, in bytes: a block that is mapped for itself. */
#define LARGE_BYTES (1 << 20)

/*
 * Let go of an object's code.  Only segments that can be executed are never
 * written to; the others hold relocated addresses that no file has.
 */
static int
release_code(struct dl_phdr_info *object, size_t size, void *arg)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);

	(void)size;
	(void)arg;
	for (unsigned i = 0; i < object->dlpi_phnum; i++) {
		const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
		uintptr_t from = object->dlpi_addr + segment->p_vaddr;
		uintptr_t to = from + segment->p_filesz;

		if (segment->p_type != PT_LOAD ||
		    segment->p_flags != (PF_R | PF_X))
			continue;
		from = (from + page - 1) & ~(page - 1);
		to &= ~(page - 1);
		if (from < to)
			madvise((void *)from, to - from, MADV_DONTNEED);
	}
	return 0;
}

void
memory_trim_code(void)
{
	dl_iterate_phdr(release_code, NULL);
}

void
memory_trim_large(void)
{
	mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
}

void
memory_trim(void)
{
	malloc_trim(0);
	memory_trim_code();
}
