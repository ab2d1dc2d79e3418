#include "starting_kinds.h"

const char starting_minimal[] =
    "---\n"
    "title: \"{title}\"\n"
    "lang: en\n"
    "summary: \"One sentence that says what this is.\"\n"
    "reviewed: {today}\n"
    "---\n"
    "\n"
    "This stands on the first page.\n"
    "\n"
    "## A page\n"
    "\n"
    "Each heading with two number signs makes a page.\n";
