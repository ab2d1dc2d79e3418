/*
 * What a process keeps in memory while it rests.
 */
#ifndef SYS_RESIDENT_H
#define SYS_RESIDENT_H

/**
 * resident_release():
 * Give back what is not needed just now: free memory of the heap, and program
 * code, which the kernel finds again in the files it came from.  A rest after
 * start-up or after a rush is the time for it.
 */
void resident_release(void);

#endif
