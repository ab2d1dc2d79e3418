/*
 * Letters of words in ASCII: Latin, Cyrillic and Greek ones.
 */
#ifndef TEXT_TRANSLIT_WORD_H
#define TEXT_TRANSLIT_WORD_H

#include <stdbool.h>
#include <stdint.h>

#include "translit_writer.h"

/**
 * translit_word_put(writer, letter, character):
 * Write ${letter}, which stands as ${character} (UTF-8) before writer->rest,
 * as the language spells it; more is read from the rest where letters sound
 * together.  False if no table has it: it may still have a decomposition.
 */
bool translit_word_put(
    struct translit_writer *writer, uint32_t letter, struct span character);

#endif
