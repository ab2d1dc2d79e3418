/*
 * lozenge build --fix: what is mechanical in a document, mended in its file.
 */
#ifndef TOOLS_MEND_H
#define TOOLS_MEND_H

#include <stdbool.h>
#include <stdio.h>

/**
 * mend_document(name, is_check, stream):
 * Make the edits that the checks of the document ${name} offer, show on
 * ${stream} what they change, and replace the file, unless ${is_check}.
 * A document that needs none, or cannot be read, is left for the build to
 * speak of.  False, after saying so, if the file could not be replaced.
 */
bool mend_document(const char *name, bool is_check, FILE *stream);

#endif
