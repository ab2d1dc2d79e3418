/*
 * Footnotes, while md4c tells of a document.  Internal to markdown.
 */
#ifndef READING_MARKDOWN_NOTE_H
#define READING_MARKDOWN_NOTE_H

#include "markdown_builder.h"

/**
 * markdown_note_begin(builder, text):
 * Does ${text}, which md4c has told of, begin a paragraph of a footnote?  Then
 * the open token is one of that footnote's, and the mark that is there for
 * md4c alone is cut off ${text}.  True if nothing is left of it.
 */
bool markdown_note_begin(struct markdown_builder *builder, struct span *text);

/**
 * markdown_note_words(builder, text):
 * Add ${text}, the marks of footnotes in it as tokens of their own.
 */
void markdown_note_words(struct markdown_builder *builder, struct span text);

/**
 * markdown_note_finish(markdown):
 * All tokens are there: say which are the body's and which each footnote's.
 */
void markdown_note_finish(struct markdown *markdown);

#endif
