/*
 * Is there memory for a library that does not ask whether it got any?
 */
#ifndef SYSTEM_MEMORY_ROOM_H
#define SYSTEM_MEMORY_ROOM_H

#include <stdbool.h>
#include <stddef.h>

/**
 * memory_has_room(bytes):
 * Can so many ${bytes} be allocated?  They are taken and given back at once: of
 * a process with one thread, whoever asks next gets them.
 */
bool memory_has_room(size_t bytes);

#endif
