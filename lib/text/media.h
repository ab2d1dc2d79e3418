/*
 * Media types and Gopher item types, by a file's name or its text.
 */
#ifndef TEXT_MEDIA_H
#define TEXT_MEDIA_H

#include <stdbool.h>

#include "span.h"

/**
 * media_from_name(name):
 * The media type for the suffix of ${name} ("text/gemini" for "a.gmi"), ASCII
 * case ignored; NULL if the suffix says nothing.  Static.
 */
const char *media_from_name(struct span name);

/**
 * media_from_text(head):
 * The media type of a file that begins with ${head}, where that is text: one
 * of the few that show at once, else "text/plain", as for an empty file.  NULL
 * if it is no text: it has control characters other than those that texts
 * have.  Static.  Source: MIME Sniffing Standard, "binary data byte".
 */
const char *media_from_text(struct span head);

/**
 * media_item_type(media_type):
 * The Gopher item type for a media type: 1 text/gemini, 0 other text, h HTML,
 * g GIF, I other images, s sound, 9 all others.
 */
char media_item_type(struct span media_type);

/** media_is_text(media_type): does it begin with "text/"? */
bool media_is_text(struct span media_type);

#endif
