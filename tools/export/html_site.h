/*
 * What the web pages of one export have in common.
 */
#ifndef EXPORT_HTML_SITE_H
#define EXPORT_HTML_SITE_H

#include "edition.h"

struct html_site {
	const struct editions *editions;
	struct span url; /* where they will be, ends with "/"; "": not told */
};

#endif
