/*
 * A whole capsule, checked: its tree, its pages, its links.
 */
#ifndef LINT_LINT_CAPSULE_H
#define LINT_LINT_CAPSULE_H

#include "diagnostic.h"

/* Largest page or text that is checked, in bytes. */
#define LINT_TEXT_BYTES_MAX ((size_t)16 << 20)

/**
 * lint_capsule(name, list):
 * Check the capsule in the directory ${name} and report to ${list}.  Return 0,
 * or -1 and errno if it cannot be opened or there is no memory.
 */
int lint_capsule(const char *name, struct diagnostics *list);

#endif
