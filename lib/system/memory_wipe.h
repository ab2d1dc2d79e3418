/*
 * Memory that is overwritten when it is freed, in all of a process: for one
 * that handles what readers write by way of libraries which do not wipe it.
 */
#ifndef SYSTEM_MEMORY_WIPE_H
#define SYSTEM_MEMORY_WIPE_H

/**
 * memory_wipe_freed():
 * Overwrite from now on what is freed.  Where the C library cannot, nothing is
 * overwritten.
 */
void memory_wipe_freed(void);

#endif
