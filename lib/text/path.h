/*
 * From what a client asked for to a path beneath the capsule's root.
 *
 * Pure text; that the kernel resolves beneath the root, whatever the path
 * holds, is docroot's work.  A path here is relative ("", "a.gmi", "dir/x"),
 * has no empty, "." or ".." segment, no NUL and no leading or trailing slash.
 */
#ifndef TEXT_PATH_H
#define TEXT_PATH_H

#include <stdbool.h>

#include "span.h"

/* Longest decoded path, in bytes: what a request of 1024 bytes can hold. */
#define PATH_BYTES_MAX 1024

/* What a requested path amounts to. */
enum path_verdict {
	PATH_OK,
	PATH_MISSING, /* well-formed, but can name nothing here: 51, type 3 */
	PATH_BAD,     /* malformed (a decoded NUL, a bad escape): 59, type 3 */
};

struct path {
	char bytes[PATH_BYTES_MAX + 1]; /* NUL-terminated, for open */
	size_t len;                     /* without the NUL */
	bool wants_directory; /* it is the root, or ended with "/", "." or ".."
			       */
};

/**
 * path_from_uri(path, uri_path):
 * Split ${uri_path}, still percent-encoded, on "/", decode each segment once,
 * and resolve dot segments (also percent-encoded ones).  Empty path = root.
 * MISSING: an empty segment (not the last), a decoded "/", a decoded control
 * byte (so that no redirect or log line ever holds one), ".." above the root,
 * too long, not starting with "/".  BAD: a decoded NUL or a malformed escape.
 * The first of these from the left decides; ${path} is then undefined.
 */
enum path_verdict path_from_uri(struct path *path, struct span uri_path);

/**
 * path_from_selector(path, selector):
 * The same for a Gopher selector, which is not percent-encoded; its leading
 * "/" may be missing, and an item type may stand before it, as some clients
 * leave it there ("0/about.txt").  Menus name a directory of one letter with
 * its leading slash ("/0/about.txt").  A NUL is BAD.
 */
enum path_verdict path_from_selector(struct path *path, struct span selector);

/**
 * path_is_hidden(path):
 * Has it a segment that begins with a dot?  Beneath a leading ".well-known/"
 * that first segment does not count.
 */
bool path_is_hidden(const struct path *path);

/** path_span(path): its bytes. */
struct span path_span(const struct path *path);

#endif
