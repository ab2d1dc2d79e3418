/*
 * Where a link of a gemtext page leads, as the fields of a Gopher item.
 *
 * Source: RFC 4266 (gopher URLs), RFC 3986 (resolution), the field's
 * convention of `h` items whose selector is "URL:" and a URL.
 */
#ifndef TEXT_GOPHER_LINK_H
#define TEXT_GOPHER_LINK_H

#include <stdbool.h>

#include "buffer.h"
#include "span.h"

/*
 * The item type of a decoded path in the capsule ("/noext"), or 0 to go by its
 * name.
 */
typedef char gopher_item_type(void *arg, struct span path);

/* An item without its display; begin with GOPHER_LINK_EMPTY. */
struct gopher_link {
	char type;              /* 0: this link makes no item */
	bool foreign;           /* host and port below, not ours */
	unsigned port;          /* foreign links only: 1 to 65535 */
	struct buffer selector; /* decoded; without TAB, CR, LF and NUL */
	struct buffer host;     /* foreign links only */
};

#define GOPHER_LINK_EMPTY ((struct gopher_link){0})

/**
 * gopher_link_resolve(link, url, path, item_type, arg):
 * Fill ${link} from ${url} as it stands on the page at the decoded ${path}.
 *
 * Local links: the decoded path, without query and fragment; its type from
 * ${item_type} (may be NULL) or its name.  One that is a search (7) and has a
 * query is a menu (1), and its selector ends with "?" and the decoded query.
 * gopher:// links: their own type, selector, host and port.  Other schemes that
 * gopher_url_allows: `h`. No item (type 0): a malformed URL, a scheme that is
 * not allowed, a selector over GOPHER_SELECTOR_MAX bytes or with a byte no
 * field may hold.
 *
 * ${link} may be used again; the caller ends with gopher_link_free.  Without
 * memory link->selector or link->host is failed.
 */
void gopher_link_resolve(struct gopher_link *link, struct span url,
    struct span path, gopher_item_type *item_type, void *arg);

/** gopher_link_free(link): release its buffers. */
void gopher_link_free(struct gopher_link *link);

#endif
