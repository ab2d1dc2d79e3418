/*
 * A link is an address elsewhere, a place in the document, or a local file.
 */
#include "links.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "link_advice.h"
#include "link_url.h"
#include "local_file.h"
#include "text_hash.h"
#include "uri.h"

/* Most bytes of a definition before its target: a label has 999 at most. */
#define DEFINITION_MAX 1024

/* What resolving has come to. */
struct resolving {
	struct links *links;
	struct document *document;
	const struct source *source;
	const struct beneath *folder;
	const struct siblings *siblings;
	struct link_advice advice;
	struct buffer scratch; /* the href in the making */
	struct buffer path;    /* the local path in the making */
};

/* The slot where ${href} is, or would go; there are slots. */
static uint32_t *
find_slot(const struct links *links, struct span href)
{
	size_t mask = links->capacity * 2 - 1;
	size_t slot = text_hash(href) & mask;

	while (links->slots[slot] != 0 &&
	       !span_equal(links->targets[links->slots[slot] - 1].href, href))
		slot = (slot + 1) & mask;
	return &links->slots[slot];
}

static void
grow(struct links *links)
{
	if (links->target_count < links->capacity)
		return;

	links->capacity = links->capacity == 0 ? 64 : links->capacity * 2;
	links->targets = reallocarray(
	    links->targets, links->capacity, sizeof *links->targets);
	free(links->slots);
	links->slots = calloc(links->capacity * 2, sizeof *links->slots);
	for (size_t i = 0; i < links->target_count; i++)
		*find_slot(links, links->targets[i].href) = (uint32_t)i + 1;
}

/* The index of the target ${href}, added if it is new. */
static uint32_t
add_target(struct resolving *resolving, struct span href, struct span path,
    uint64_t size)
{
	struct links *links = resolving->links;
	struct text_store *store = &resolving->document->store;

	grow(links);

	uint32_t *slot = find_slot(links, href);
	if (*slot == 0) {
		links->targets[links->target_count++] = (struct link_target){
		    .href = text_store_add(store, href),
		    .path = path.len == 0 ? path : text_store_add(store, path),
		    .size = size,
		};
		*slot = (uint32_t)links->target_count;
	}
	return *slot - 1;
}

static uint32_t
resolve_page(struct resolving *resolving, size_t page)
{
	struct buffer *href = &resolving->scratch;

	buffer_append(href, resolving->document->pages[page].slug);
	buffer_append_text(href, ".gmi");
	return add_target(resolving, buffer_span(href), SPAN(""), 0);
}

/* The target of "#slug". */
static uint32_t
resolve_anchor(struct resolving *resolving, struct span slug, size_t at)
{
	const struct anchor *anchor =
	    anchors_find(&resolving->document->anchors, slug);

	if (anchor == NULL && span_equal(slug, SPAN("index")))
		return resolve_page(resolving, 0);
	if (anchor == NULL) {
		link_advice_no_anchor(&resolving->advice, slug, at);
		return LINKS_BROKEN;
	}
	if (anchor->others > 0) {
		source_error(resolving->source, at, "ambiguous-anchor",
		    "several headings are named \"#%.*s\"; give the one that "
		    "is meant another name with {#name}",
		    (int)slug.len, slug.ptr);
		source_note(resolving->source, anchor->at, "ambiguous-anchor",
		    "one of them is here");
		source_note(resolving->source, anchor->other_at,
		    "ambiguous-anchor", "another is here");
		return LINKS_BROKEN;
	}
	return resolve_page(resolving, anchor->page);
}

/* The target of "page.gmi#slug", or of "page.gmi" alone. */
static uint32_t
resolve_part(
    struct resolving *resolving, size_t page, struct span slug, size_t at)
{
	const struct anchor *anchor =
	    anchors_find(&resolving->document->anchors, slug);

	if (slug.len == 0)
		return resolve_page(resolving, page);
	if (anchor != NULL && anchor->page != page) {
		source_error(resolving->source, at, "broken-anchor",
		    "\"#%.*s\" is not on that page; write (#%.*s) alone",
		    (int)slug.len, slug.ptr, (int)slug.len, slug.ptr);
		return LINKS_BROKEN;
	}
	return resolve_anchor(resolving, slug, at);
}

static uint32_t
resolve_url(struct resolving *resolving, struct span target, size_t at)
{
	struct buffer *href = &resolving->scratch;

	switch (link_url_check(href, target)) {
	case LINK_URL_OK:
		break;
	case LINK_URL_FORBIDDEN:
		if (link_url_scheme_length(target) == 1) {
			source_error(resolving->source, at, "bad-scheme",
			    "this names a file on a disk of yours; put it "
			    "beside the document, and write its name alone");
			return LINKS_BROKEN;
		}
		source_error(resolving->source, at, "bad-scheme",
		    "\"%.*s:\" addresses are not published; link to a page, a "
		    "file beside the document, or an https: or gemini: address",
		    (int)link_url_scheme_length(target), target.ptr);
		return LINKS_BROKEN;
	case LINK_URL_BAD:
		source_error(resolving->source, at, "bad-url",
		    "this is not a complete address such as "
		    "https://example.org/page");
		return LINKS_BROKEN;
	}
	return add_target(resolving, buffer_span(href), SPAN(""), 0);
}

/* Tell why a local file cannot be published. */
static void
tell_file(struct resolving *resolving, enum local_file_verdict verdict,
    struct span target, size_t at)
{
	const struct source *source = resolving->source;

	switch (verdict) {
	case LOCAL_FILE_OK:
		break;
	case LOCAL_FILE_MISSING:
	case LOCAL_FILE_OUTSIDE:
		link_advice_no_file(&resolving->advice, target,
		    resolving->path.ptr, verdict == LOCAL_FILE_OUTSIDE, at);
		break;
	case LOCAL_FILE_HIDDEN:
		source_error(source, at, "broken-file",
		    "\"%.*s\" has a name that begins with a dot, and such "
		    "files are never served; rename it",
		    (int)target.len, target.ptr);
		break;
	case LOCAL_FILE_NOT_FILE:
		source_error(source, at, "broken-file",
		    "\"%.*s\" is a folder, not a file", (int)target.len,
		    target.ptr);
		break;
	case LOCAL_FILE_UNREADABLE:
		source_error(source, at, "broken-file",
		    "\"%.*s\" cannot be read: %s", (int)target.len, target.ptr,
		    strerror(errno));
		break;
	case LOCAL_FILE_BAD_NAME:
		source_error(source, at, "broken-file",
		    "\"%.*s\" is no name for a file of a capsule",
		    (int)target.len, target.ptr);
		break;
	}
}

/*
 * Does the path name a page of the capsule, as its file or as the document
 * that it might be elsewhere?  Its index goes to ${page}.
 */
static bool
is_page(const struct document *document, struct span path, size_t *page)
{
	struct span slug = path;

	if (span_ends_with(path, SPAN(".gmi")))
		slug.len -= strlen(".gmi");
	else if (span_ends_with(path, SPAN(".md")))
		slug.len -= strlen(".md");
	else
		return false;
	*page = 0;
	if (span_equal(slug, SPAN("index")))
		return true;
	const struct anchor *anchor = anchors_find(&document->anchors, slug);
	if (anchor == NULL ||
	    !span_equal(document->pages[anchor->page].slug, slug))
		return false;
	*page = anchor->page;
	return true;
}

/* Is the document itself the file of that name in its folder? */
static bool
is_document(const struct source *source, struct span name)
{
	struct span path = span_from(source->name);
	size_t slash = span_find_last(path, '/');

	return span_equal(
	    name, slash < path.len ? span_skip(path, slash + 1) : path);
}

/* The target of "leaflet.es.md#slug", or of "leaflet.es.md" alone. */
static uint32_t
resolve_sibling(struct resolving *resolving, const struct sibling *sibling,
    struct span slug, size_t at)
{
	if (siblings_append_href(sibling, slug, &resolving->scratch))
		return add_target(
		    resolving, buffer_span(&resolving->scratch), SPAN(""), 0);
	source_error(resolving->source, at, "broken-anchor",
	    "no heading of %s is named \"#%.*s\"",
	    sibling->document->source->name, (int)slug.len, slug.ptr);
	return LINKS_BROKEN;
}

/* The target of a relative path: a page by its file's name, or a file. */
static uint32_t
resolve_file(struct resolving *resolving, struct span target, size_t at)
{
	struct span reference = {target.ptr, span_find(target, '#')};
	struct buffer *path = &resolving->path;
	const struct sibling *sibling = NULL;
	uint64_t size = 0;
	size_t page;
	int fd;

	enum local_file_verdict verdict = local_file_path(path, reference);
	struct span name = buffer_span(path);
	if (verdict == LOCAL_FILE_OK && reference.len + 1 < target.len &&
	    is_document(resolving->source, name))
		return resolve_anchor(
		    resolving, span_skip(target, reference.len + 1), at);
	if (verdict == LOCAL_FILE_OK &&
	    is_page(resolving->document, name, &page))
		return resolve_part(resolving, page,
		    span_skip(target,
			reference.len + (reference.len < target.len ? 1 : 0)),
		    at);
	buffer_append_byte(path, '\0');
	if (verdict == LOCAL_FILE_OK) {
		verdict =
		    local_file_open(resolving->folder, path->ptr, &fd, &size);
		if (verdict == LOCAL_FILE_OK) {
			sibling = siblings_find(resolving->siblings, fd);
			close(fd);
		}
	}
	if (sibling != NULL)
		return resolve_sibling(resolving, sibling,
		    span_skip(target, reference.len + 1), at);
	if (verdict != LOCAL_FILE_OK) {
		tell_file(resolving, verdict, target, at);
		return LINKS_BROKEN;
	}
	name.ptr = path->ptr;
	if (is_document(resolving->source, name))
		source_warning(resolving->source, at, "link-to-itself",
		    "this publishes the document itself, with its comments; "
		    "if a page is meant, write its name, such as (#causes)");
	uri_percent_encode(&resolving->scratch, name);
	return add_target(
	    resolving, buffer_span(&resolving->scratch), name, size);
}

/* Resolve one link by the shape of its target. */
static uint32_t
resolve_target(struct resolving *resolving, struct span target, size_t at)
{
	uint32_t index;

	buffer_clear(&resolving->scratch);
	buffer_clear(&resolving->path);
	if (target.len == 0) {
		source_error(resolving->source, at, "broken-link",
		    "this link leads nowhere; write its target between the "
		    "brackets, such as (#causes)");
		return LINKS_BROKEN;
	}
	if (target.len > LINKS_URL_MAX) {
		source_error(resolving->source, at, "long-url",
		    "an address may have %d bytes at most; this one has %zu",
		    LINKS_URL_MAX, target.len);
		return LINKS_BROKEN;
	}
	if (target.ptr[0] == '#')
		index = resolve_anchor(resolving, span_skip(target, 1), at);
	else if (link_url_scheme_length(target) > 0)
		index = resolve_url(resolving, target, at);
	else if (span_starts_with(target, SPAN("//")) || target.ptr[0] == '?') {
		source_error(resolving->source, at, "bad-url",
		    "this is not a complete address such as "
		    "https://example.org/page");
		index = LINKS_BROKEN;
	} else
		index = resolve_file(resolving, target, at);

	if (resolving->scratch.len > LINKS_URL_MAX) {
		source_error(resolving->source, at, "long-url",
		    "an address may have %d bytes at most; written out, this "
		    "one has %zu",
		    LINKS_URL_MAX, resolving->scratch.len);
		index = LINKS_BROKEN;
	}
	return index;
}

/*
 * Is the target at ${at} in the "definition" of a footnote?  What it says is
 * no address, and the footnote is told elsewhere.
 */
static bool
is_in_footnote(const struct source *source, size_t at)
{
	const char *text = source->text.ptr;
	size_t least = at > DEFINITION_MAX ? at - DEFINITION_MAX : 0;

	while (at > least && memchr(" \t\r\n<", text[at - 1], 5) != NULL)
		at--;
	if (at < least + 2 || text[at - 1] != ':' || text[at - 2] != ']')
		return false;
	for (at -= 2; at > least; at--)
		if (text[at - 1] == '[')
			return text[at] == '^';
	return false;
}

void
links_resolve(struct links *links, struct document *document,
    const struct beneath *folder, const struct siblings *siblings)
{
	const struct markdown *markdown = &document->markdown;
	struct resolving resolving = {.links = links,
	    .document = document,
	    .source = document->source,
	    .folder = folder,
	    .siblings = siblings,
	    .advice = link_advice_begin(document, folder)};

	*links = (struct links){0};
	links->of_link =
	    calloc(markdown->link_count + 1, sizeof *links->of_link);
	for (size_t i = 0; i < markdown->link_count; i++) {
		const struct markdown_link *link = &markdown->links[i];

		links->of_link[i] =
		    is_in_footnote(document->source, link->at)
			? LINKS_BROKEN
			: resolve_target(&resolving,
			      markdown_target(markdown, link), link->at);
	}
	buffer_free(&resolving.scratch);
	buffer_free(&resolving.path);
}

void
links_free(struct links *links)
{
	free(links->targets);
	free(links->of_link);
	free(links->slots);
	*links = (struct links){0};
}
