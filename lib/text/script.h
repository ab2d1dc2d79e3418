/*
 * The scripts that a language is written in, where they have no ASCII form.
 */
#ifndef TEXT_SCRIPT_H
#define TEXT_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "span.h"

struct script_language;

/**
 * script_of_language(tag):
 * The scripts of the language ${tag}: of "zh" for "zh-Hant-TW".  NULL where
 * ASCII can stand for them, more or less, or where they are not known.  Static.
 */
const struct script_language *script_of_language(struct span tag);

/**
 * script_is_own(character, language):
 * Does ${character} belong to the scripts of ${language}, or is it a point or
 * mark that may stand beside any script?  False if ${language} is NULL.
 */
bool script_is_own(uint32_t character, const struct script_language *language);

#endif
