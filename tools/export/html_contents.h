/*
 * The ways from a web page to others of its language: onward, back, to any.
 */
#ifndef EXPORT_HTML_CONTENTS_H
#define EXPORT_HTML_CONTENTS_H

#include <stddef.h>

#include "html_inline.h"

/**
 * HTML_CONTENTS_MAX: as many pages are listed on every one of them.  Of more,
 * the first page has the whole list, and so has the one with all pages: each
 * other page lists the first, and its neighbours.
 */
#define HTML_CONTENTS_MAX 100

/* How many pages before it, and after it, such a page lists. */
#define HTML_CONTENTS_AROUND 5

/**
 * html_contents_turns(words, index):
 * Write links to the pages before and after page ${index}, if there are any.
 */
void html_contents_turns(struct html_inline *words, size_t index);

/** html_contents_write(words, index): write the list of pages for that one. */
void html_contents_write(struct html_inline *words, size_t index);

#endif
