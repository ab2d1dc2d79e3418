/*
 * What Gopher can show: characters that have an ASCII form, and preformatted
 * lines that fit on a screen.  The one judge of it, for authors' tools.
 */
#ifndef TEXT_GOPHER_FIT_H
#define TEXT_GOPHER_FIT_H

#include <stddef.h>
#include <stdint.h>

#include "span.h"

struct script_language;

/* What is not to be told of; begin with all zero. */
struct gopher_fit {
	const struct script_language *own; /* whose scripts are expected */
	uint8_t known[0x10000 / 8];        /* characters looked at before */
};

/**
 * gopher_fit_speak(fit, tag):
 * The text that follows is in the language ${tag} (BCP 47): the letters that it
 * is always written with are no surprise to its readers, and not judged.
 */
void gopher_fit_speak(struct gopher_fit *fit, struct span tag);

/**
 * gopher_fit_foreign(fit, text):
 * Where the first character of ${text} stands that has no ASCII form there;
 * text.len if all have one.  What no text should hold (controls, overrides of
 * the direction) is not judged.
 */
size_t gopher_fit_foreign(struct gopher_fit *fit, struct span text);

/**
 * gopher_fit_columns(column, text):
 * The column after preformatted ${text} that begins in ${column}, which counts
 * from 0; a tab leads to the next multiple of eight, as the server has it.
 */
size_t gopher_fit_columns(size_t column, struct span text);

/**
 * gopher_fit_overflow(text):
 * Where the first character of a preformatted line stands that is beyond
 * TEXT_WIDTH columns; text.len if all fit.
 */
size_t gopher_fit_overflow(struct span text);

#endif
