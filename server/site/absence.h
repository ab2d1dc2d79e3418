/*
 * Which errors say that there is nothing for us, and which that it cannot be
 * told.
 */
#ifndef SITE_ABSENCE_H
#define SITE_ABSENCE_H

#include <stdbool.h>

/**
 * absence_is(error):
 * Does ${error}, the errno of a failed open, say that nothing is there that we
 * may see?  Any other, as when descriptors or memory are used up or a disk
 * fails, leaves that open.
 */
bool absence_is(int error);

#endif
