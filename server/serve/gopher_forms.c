#include "gopher_forms.h"

#include <string.h>
#include <unistd.h>

#include "config.h"
#include "docroot.h"
#include "gopher_asking.h"
#include "gopher_menu.h"
#include "gopher_mirror.h"
#include "path.h"
#include "service.h"
#include "translit.h"

/*
 * The path of the plain text of the page at ${path}; false where it has none,
 * or another file stands in its place, or that cannot be told just now.
 */
static bool
find_text(
    struct gopher_asking *asking, const struct path *path, struct path *text)
{
	struct docroot_file file;

	if (!span_ends_with(path_span(path), SPAN(".gmi")))
		return false;
	*text = *path;
	memcpy(text->bytes + text->len - strlen("gmi"), "txt", strlen("txt"));
	switch (docroot_find(asking->site->root, text->bytes, &file)) {
	case DOCROOT_FILE:
		close(file.fd);
		return false;
	case DOCROOT_MISSING:
		return true;
	case DOCROOT_STARVED:
		asking->incomplete = true;
		break;
	case DOCROOT_DIRECTORY:
		break;
	}
	return false;
}

/* An item that leads to ${path} behind ${prefix}, if a selector holds both. */
static void
put_item(struct buffer *out, const struct gopher_asking *asking, char item_type,
    struct span label, struct span prefix, const struct path *path)
{
	char selector[GOPHER_SELECTOR_MAX];
	size_t len = prefix.len + 1 + path->len;

	if (len > sizeof selector)
		return;
	if (prefix.len > 0)
		memcpy(selector, prefix.ptr, prefix.len);
	selector[prefix.len] = '/';
	memcpy(selector + prefix.len + 1, path->bytes, path->len);
	gopher_menu_item(out, item_type, label, (struct span){selector, len},
	    asking->place.host, asking->place.port);
}

static void
offer_text(
    struct buffer *out, struct gopher_asking *asking, const struct path *path)
{
	struct path text;

	if (find_text(asking, path, &text))
		put_item(out, asking, '0', SPAN("This page as plain text"),
		    asking->place.prefix, &text);
}

static void
offer_mirror(struct buffer *out, struct gopher_asking *asking,
    const struct path *path, struct span page)
{
	if (asking->place.style.ascii && translit_changes_words(page))
		put_item(out, asking, '1', SPAN("This page in UTF-8"),
		    gopher_mirror_prefix(asking), path);
}

static void
offer_ascii(
    struct buffer *out, struct gopher_asking *asking, const struct path *path)
{
	if (asking->place.prefix.len > 0 &&
	    asking->service->config->gopher_ascii)
		put_item(out, asking, '1', SPAN("This page in ASCII"), SPAN(""),
		    path);
}

void
gopher_forms_offer(struct buffer *out, struct gopher_asking *asking,
    const struct path *path, struct span page)
{
	size_t before = out->len;

	offer_text(out, asking, path);
	offer_mirror(out, asking, path, page);
	offer_ascii(out, asking, path);
	if (out->len > before)
		gopher_menu_info(out, SPAN(""));
}
