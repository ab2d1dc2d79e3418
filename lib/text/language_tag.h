/*
 * Language tags: "en", "pt-BR", "zh-Hant-TW".  Source: BCP 47 (RFC 5646,
 * section 2.1).
 */
#ifndef TEXT_LANGUAGE_TAG_H
#define TEXT_LANGUAGE_TAG_H

#include <stdbool.h>

#include "span.h"

/* Longest tag taken, in bytes; the RFC asks for room for 35. */
#define LANGUAGE_TAG_MAX 63

/**
 * language_tag_is_valid(tag):
 * Is ${tag} well-formed?  The registry is not asked whether the language
 * exists; of the irregular tags of old ("i-klingon") none is taken.
 */
bool language_tag_is_valid(struct span tag);

/**
 * language_tag_is_right_to_left(tag):
 * Is the language written from right to left, in the script that ${tag} names,
 * or else in its usual one?
 */
bool language_tag_is_right_to_left(struct span tag);

#endif
