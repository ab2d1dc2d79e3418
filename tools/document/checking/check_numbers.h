/*
 * Numbers of lists that readers will see as others: Markdown counts on from
 * the first.
 */
#ifndef CHECKING_CHECK_NUMBERS_H
#define CHECKING_CHECK_NUMBERS_H

#include "markdown_tokens.h"

/**
 * check_numbers(markdown, index):
 * Tell of the first item of the list that token ${index} opens whose number
 * will be another.  Items that all have the same number are meant to be
 * counted.
 */
void check_numbers(const struct markdown *markdown, size_t index);

#endif
