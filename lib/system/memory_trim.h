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

/** memory_trim_code(): the same for program code alone. */
void memory_trim_code(void);

#endif
