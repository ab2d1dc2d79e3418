/*
 * The author's own file, replaced: it must not be lost, whatever happens.
 */
#ifndef FIX_FIX_FILE_H
#define FIX_FIX_FILE_H

#include "span.h"

/**
 * fix_file_replace(path, before, after):
 * Make ${after} the content of the file ${path}, which holds ${before}: written
 * whole beside it, synced, and renamed over it, with the mode it had.  Where
 * ${path} is a symbolic link, the file that it leads to is replaced.  0; or -1
 * and errno, and the file is as it was (EBUSY: it has changed meanwhile), or
 * whole and new where only its folder could not be synced.
 */
int fix_file_replace(const char *path, struct span before, struct span after);

#endif
