#include "gopher_mirror.h"

#include <string.h>
#include <unistd.h>

#include "docroot.h"
#include "gopher_asking.h"
#include "path.h"
#include "site.h"
#include "site_private.h"

#define PREFIX SPAN("/utf8")
#define HIDDEN_PREFIX SPAN("/.utf8")

/*
 * Is there something called utf8 in the capsule's root?  While that cannot be
 * told, nothing that depends on it is kept.
 */
static bool
is_taken(struct gopher_asking *asking)
{
	struct docroot_file file;

	switch (docroot_find(asking->site->root, "utf8", &file)) {
	case DOCROOT_FILE:
		close(file.fd);
		return true;
	case DOCROOT_DIRECTORY:
		return true;
	case DOCROOT_STARVED:
		asking->incomplete = true;
		return true;
	case DOCROOT_MISSING:
		break;
	}
	return false;
}

/* Cut ${prefix} off a path that begins with it; false if it does not. */
static bool
cut_prefix(struct path *path, struct span prefix)
{
	struct span name = span_skip(prefix, 1);
	size_t cut = name.len;

	if (!span_starts_with(path_span(path), name))
		return false;
	if (path->len > cut && path->bytes[cut++] != '/')
		return false;
	path->len -= cut;
	memmove(path->bytes, path->bytes + cut, path->len + 1);
	path->wants_directory = path->wants_directory || path->len == 0;
	return true;
}

void
gopher_mirror_resume(struct gopher_asking *asking, struct span prefix)
{
	if (prefix.len == 0)
		return;
	asking->place.style.ascii = false;
	asking->place.prefix = prefix;
}

bool
gopher_mirror_enter(struct gopher_asking *asking, struct path *path)
{
	struct span prefix = PREFIX;

	/* A private area is not there, whatever its name. */
	if (site_private_area(asking->site->private, path_span(path)) != NULL)
		return false;
	if (cut_prefix(path, HIDDEN_PREFIX))
		prefix = HIDDEN_PREFIX;
	else if (is_taken(asking) || !cut_prefix(path, PREFIX))
		return false;
	gopher_mirror_resume(asking, prefix);
	return true;
}

struct span
gopher_mirror_prefix(struct gopher_asking *asking)
{
	if (asking->place.prefix.len > 0)
		return asking->place.prefix;
	return is_taken(asking) ? HIDDEN_PREFIX : PREFIX;
}
