/*
 * Memory for secrets: kept out of swap, and out of core files.
 */
#ifndef SYSTEM_MEMORY_LOCK_H
#define SYSTEM_MEMORY_LOCK_H

/**
 * memory_lock():
 * Lock all memory that this process can write to and that is its own: heap,
 * stack, variables, and some heap more, for what it will need.  Pages are not
 * made by this, only kept once they are used.  What the process takes beyond
 * that later is not locked; so call it again after secrets were loaded.
 *
 * Reads /proc/self/maps.  0, or -1 with errno if anything could not be locked:
 * EPERM or ENOMEM where RLIMIT_MEMLOCK does not allow it.
 */
int memory_lock(void);

#endif
