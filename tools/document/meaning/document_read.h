/*
 * The steps from source to document.
 */
#ifndef MEANING_DOCUMENT_READ_H
#define MEANING_DOCUMENT_READ_H

#include <stdbool.h>

#include "document.h"
#include "source.h"

/**
 * document_read(document, source):
 * Understand ${source}, which must live as long; the caller ends with
 * document_free.  What is wrong with bytes, front matter, headings and names
 * is told.  False if no more can be checked.
 */
bool document_read(struct document *document, const struct source *source);

#endif
