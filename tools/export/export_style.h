/*
 * The style sheet of the web pages.
 */
#ifndef EXPORT_EXPORT_STYLE_H
#define EXPORT_EXPORT_STYLE_H

/*
 * Nothing is loaded from anywhere, the reader's own fonts and sizes are used,
 * colours follow the reader's choice of light or dark, and print drops what
 * only a screen needs.
 */
extern const char export_style[];

#endif
