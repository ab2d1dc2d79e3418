/*
 * What a process keeps in memory while it rests.
 */
#ifndef SYSTEM_MEMORY_TRIM_H
#define SYSTEM_MEMORY_TRIM_H

/**
 * memory_trim():
 * Give back what is not needed just now: free memory of the heap, and program
 * code, which the kernel finds again in the files it came from.  A rest after
 * start-up or after a rush is the time for it.
 */
void memory_trim(void);

/**
 * memory_trim_large():
 * From now on give back each large block as soon as it is freed, and let it
 * grow without a second one beside it.  The C library otherwise keeps up to
 * 32 MiB of what was freed, and copies what grows within that.
 */
void memory_trim_large(void);

/** memory_trim_code(): the same for program code alone. */
void memory_trim_code(void);

#endif
