/*
 * What is wrong with a code block: its fences, and lines too long to show.
 */
#ifndef CHECKING_CHECK_CODE_H
#define CHECKING_CHECK_CODE_H

#include "markdown_tokens.h"

/** check_code(markdown, index): check the block that token ${index} opens. */
void check_code(const struct markdown *markdown, size_t index);

#endif
