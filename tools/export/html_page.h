/*
 * A whole web page: head, landmarks, text, ways onward.
 */
#ifndef EXPORT_HTML_PAGE_H
#define EXPORT_HTML_PAGE_H

#include <stdbool.h>

#include "html_place.h"
#include "html_site.h"

/**
 * html_page_write(out, site, place, which, index):
 * Append page ${index} of edition number ${which}, which ${place} is for.
 * False if it could not be written.
 */
bool html_page_write(struct buffer *out, const struct html_site *site,
    struct html_place *place, size_t which, size_t index);

/**
 * html_page_write_print(out, site, place, which):
 * Append the page that holds all pages of an edition, for printing.
 */
bool html_page_write_print(struct buffer *out, const struct html_site *site,
    struct html_place *place, size_t which);

#endif
