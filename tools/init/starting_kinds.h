/*
 * The documents that one may start from, as they are before they are filled in.
 *
 * The words in braces are blanks: {title}, {today}, {next-year}.  Other braces,
 * as in {#food}, stand for themselves.
 */
#ifndef INIT_STARTING_KINDS_H
#define INIT_STARTING_KINDS_H

extern const char starting_leaflet[]; /* every key and construct, explained */
extern const char starting_site[];    /* an association's pages, with news */
extern const char starting_minimal[]; /* what no document can do without */

#endif
