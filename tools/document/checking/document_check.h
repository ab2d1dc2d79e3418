/*
 * What is wrong with the text itself: code, HTML, references, characters.
 */
#ifndef CHECKING_DOCUMENT_CHECK_H
#define CHECKING_DOCUMENT_CHECK_H

#include "document.h"

/**
 * document_check(document):
 * Tell all that is wrong with the blocks and lines of ${document}; its names
 * and links are checked elsewhere.
 */
void document_check(struct document *document);

#endif
