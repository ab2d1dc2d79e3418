/*
 * Footnotes by page: which are used where, and under which number.
 */
#ifndef MEANING_NOTES_H
#define MEANING_NOTES_H

#include "document.h"

/**
 * notes_number(document):
 * Number the footnotes of each page of ${document} from 1, in the order of
 * their first use, and write the numbers into its marks.  Told: one that no
 * page uses, a mark in a heading or in another footnote.
 */
void notes_number(struct document *document);

#endif
