/*
 * Lines that Markdown takes for the address of a link, and that nobody reads.
 */
#ifndef CHECKING_CHECK_VANISHED_H
#define CHECKING_CHECK_VANISHED_H

#include "markdown_tokens.h"

/**
 * check_vanished(markdown, at):
 * Check the source from byte ${at} on for "[Note]: important", which no token
 * tells of.  What looks like an address behind the colon is meant as one.
 */
void check_vanished(const struct markdown *markdown, size_t at);

#endif
