/*
 * Language tags: "en", "pt-BR", "zh-Hant-TW".  Source: BCP 47 (RFC 5646,
 * section 2.1).
 */
#ifndef TOOLS_LANGUAGE_TAG_H
#define TOOLS_LANGUAGE_TAG_H

#include <stdbool.h>

#include "span.h"

/* Longest tag taken, in bytes; the RFC asks for room for 35. */
#define LANGUAGE_TAG_MAX 64

/**
 * language_tag_is_valid(tag):
 * Is it well-formed?  The registry is not asked whether the language exists;
 * the grandfathered irregular tags ("i-klingon") are refused.
 */
bool language_tag_is_valid(struct span tag);

#endif
