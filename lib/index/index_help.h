/*
 * Pages for readers who need help at once: every search offers them.
 */
#ifndef INDEX_HELP_H
#define INDEX_HELP_H

#include <stdbool.h>

#include "span.h"

/**
 * index_help_is(path):
 * Is the page at ${path} one for help, by its name: "help.gmi", "de/hilfe.gmi",
 * "get-help.gmi"?
 */
bool index_help_is(struct span path);

#endif
