/*
 * The words of links and images: a reader hears them without the text around.
 */
#ifndef CHECKING_CHECK_LABELS_H
#define CHECKING_CHECK_LABELS_H

#include "markdown_tokens.h"

/**
 * check_labels(markdown, from, to):
 * Check the links and images among tokens ${from} to ${to}, not included.
 */
void check_labels(const struct markdown *markdown, size_t from, size_t to);

#endif
