/*
 * Who is asking for a page, as far as private areas want to know it.
 */
#ifndef SITE_SITE_VISITOR_H
#define SITE_SITE_VISITOR_H

#include <stdbool.h>

#include "span.h"

/* Did an authority issue a visitor's certificate? */
enum site_issued {
	SITE_ISSUED,
	SITE_NOT_ISSUED,
	SITE_ISSUER_UNUSABLE, /* what should name it does not */
};

/* What a visitor has shown. */
struct site_visitor {
	bool has_certificate;
	bool certificate_valid;      /* by its own dates */
	const unsigned char *digest; /* its SHA-256; NULL without one */
	/* Asked with the authority's certificate in PEM; NULL: by none. */
	enum site_issued (*issued_by)(void *arg, struct span authority);
	void *issued_arg;
};

#endif
