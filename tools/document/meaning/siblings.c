/*
 * A file may be named in many ways: it is known by what it is.
 */
#include "siblings.h"

#include <sys/stat.h>

const struct sibling *
siblings_find(const struct siblings *siblings, int fd)
{
	struct stat file, other;

	if (siblings->count == 0 || fstat(fd, &file) < 0)
		return NULL;
	for (size_t i = 0; i < siblings->count; i++) {
		const struct sibling *sibling = &siblings->list[i];

		if (stat(sibling->document->source->name, &other) == 0 &&
		    other.st_dev == file.st_dev && other.st_ino == file.st_ino)
			return sibling;
	}
	return NULL;
}

bool
siblings_append_href(
    const struct sibling *sibling, struct span slug, struct buffer *out)
{
	const struct document *document = sibling->document;
	const struct anchor *anchor = anchors_find(&document->anchors, slug);
	size_t page = anchor == NULL ? 0 : anchor->page;

	if (anchor == NULL && slug.len > 0 && !span_equal(slug, SPAN("index")))
		return false;
	buffer_append(out, sibling->href);
	buffer_append(out, document->pages[page].slug);
	buffer_append_text(out, ".gmi");
	return true;
}
