/*
 * The next character of a text, with the combining marks that follow it.
 */
#ifndef TEXT_TRANSLIT_CHARACTER_H
#define TEXT_TRANSLIT_CHARACTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "span.h"

/**
 * translit_character_take(character, text):
 * Read the first character of ${text} into ${character}; a letter and its
 * marks are one character where Unicode has one for them ("n" and a tilde).
 * Return how many bytes were read; 0 if ${text} is empty or does not begin
 * with valid UTF-8.
 */
size_t translit_character_take(uint32_t *character, struct span text);

/**
 * translit_character_marked(text, at):
 * Does a combining mark (U+0300 to U+036F) stand at byte ${at} of ${text}?
 */
bool translit_character_marked(struct span text, size_t at);

/** translit_character_is_upper(character): is it an upper-case letter? */
bool translit_character_is_upper(uint32_t character);

/** translit_character_is_letter(character): of whatever script and case. */
bool translit_character_is_letter(uint32_t character);

#endif
